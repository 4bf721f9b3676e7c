"""People drawn from joint angles: every exercise of the library in its start and end position."""

from collections.abc import Mapping
from functools import lru_cache

from exercises.figures import draw
from exercises.figures.framing import WIDE
from exercises.figures.library import POSES, figures
from exercises.figures.palette import THEMES

SIZE = WIDE  # width and height to give the page's <img>, so that nothing moves when it arrives

__all__ = ["SIZE", "alt", "content_hash", "slugs", "svg"]


def slugs() -> frozenset[str]:
    """Exercises that are drawn."""
    return frozenset(figures())


def alt(slug: str, pose: str) -> str:
    """Say the position in words, for those who do not see it."""
    return figures()[slug].alt(pose)


def svg(
    slug: str,
    pose: str,
    *,
    thumb: bool = False,
    muscles: Mapping[str, float] | None = None,
    theme: str = "auto",
) -> str:
    """A standalone SVG document; `muscles` gives the share of hamstrings, quadriceps, glutes (1, 0.5, 0)."""
    if pose not in POSES or theme not in THEMES:
        raise ValueError(f"No drawing has the pose {pose!r} in the theme {theme!r}")
    return draw.svg(figures()[slug], pose, muscles, thumb, theme)


@lru_cache(maxsize=256)
def _hash(slug: str, muscles: tuple[tuple[str, float], ...]) -> str:
    return draw.fingerprint(figures()[slug], dict(muscles))


def content_hash(slug: str, muscles: Mapping[str, float] | None = None) -> str:
    """A short name of what the drawings look like now: in an address, it lets browsers keep them for good."""
    return _hash(slug, tuple(sorted((muscles or {}).items())))
