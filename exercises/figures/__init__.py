"""People drawn from joint angles: every exercise of the library in its start and end position."""

from collections.abc import Mapping
from functools import lru_cache

from exercises.figures import draw, motion
from exercises.figures.framing import WIDE
from exercises.figures.library import MOVE, POSES, figures
from exercises.figures.palette import THEMES

SIZE = WIDE  # width and height to give the page's <img>, so that nothing moves when it arrives
DRAWINGS = (*POSES, MOVE)

__all__ = ["DRAWINGS", "MOVE", "POSES", "SIZE", "alt", "content_hash", "slugs", "svg"]


def slugs() -> frozenset[str]:
    """Exercises that are drawn."""
    return frozenset(figures())


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
    it shows the end. There is no small one.
    """
    if pose not in DRAWINGS or theme not in THEMES or (thumb and pose == MOVE):
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
