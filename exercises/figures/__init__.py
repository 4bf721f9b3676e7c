"""People drawn from joint angles: every exercise of the library in its start and end position."""

from collections.abc import Mapping
from functools import lru_cache

from exercises.figures import draw, motion
from exercises.figures.framing import NARROW, WIDE
from exercises.figures.library import MOVE, POSES
from exercises.figures.palette import THEMES
from exercises.figures.reading import figures, pose_of

__all__ = [
    "MOVE",
    "POSES",
    "alt",
    "content_hash",
    "drawings",
    "fault_pose",
    "faults",
    "size",
    "slugs",
    "svg",
]


def slugs() -> frozenset[str]:
    """Exercises that are drawn."""
    return frozenset(figures())


def drawings(slug: str, *, thumb: bool = False) -> tuple[str, ...]:
    """The poses that an address may ask for; a small drawing stands still and shows no fault."""
    if slug not in figures():
        return ()
    return POSES if thumb else (*POSES, MOVE, *figures()[slug].faults)


def faults(slug: str) -> list[str]:
    """Names of the faults of an exercise that are drawn."""
    return [fault.name for fault in figures()[slug].faults.values()]


def fault_pose(slug: str, name: str) -> str:
    """The pose that draws the fault of this name; empty where none does."""
    pose = pose_of(name)
    return pose if slug in figures() and pose in figures()[slug].faults else ""


def size(pose: str) -> tuple[int, int]:
    """Width and height to give the page's <img>, so that nothing moves when it arrives."""
    return WIDE if pose in (*POSES, MOVE) else NARROW


def alt(slug: str, pose: str) -> str:
    """Say the position or the movement in words, for those who do not see it."""
    return figures()[slug].alt(pose)


def svg(
    slug: str,
    pose: str,
    *,
    thumb: bool = False,
    muscles: Mapping[str, float] | None = None,
    theme: str = "auto",
) -> str:
    """A standalone SVG document; `muscles` gives the share of hamstrings, quadriceps, glutes (1, 0.5, 0).

    The pose "move" moves from the start to the end and back, except for readers who want less motion: to them
    it shows the end. A fault is a square drawing of its own.
    """
    if pose not in drawings(slug, thumb=thumb) or theme not in THEMES:
        raise ValueError(f"No drawing has the pose {pose!r} in the theme {theme!r}")
    if pose == MOVE:
        return motion.svg(figures()[slug], muscles, theme)
    return draw.svg(figures()[slug], pose, muscles, thumb, theme)


@lru_cache(maxsize=256)
def _hash(slug: str, muscles: tuple[tuple[str, float], ...]) -> str:
    return draw.fingerprint(figures()[slug], dict(muscles))


def content_hash(slug: str, muscles: Mapping[str, float] | None = None) -> str:
    """A short name of what the drawings look like now: in an address, it lets browsers keep them for good."""
    return _hash(slug, tuple(sorted((muscles or {}).items())))
