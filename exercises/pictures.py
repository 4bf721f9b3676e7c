"""Where the drawing of an exercise is found; its shares colour the muscles, so they belong to its name."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from django.urls import reverse
from django.utils.safestring import SafeString

from exercises import figures
from exercises.figures import anatomy
from exercises.models import Exercise

DRAWN_MUSCLES = frozenset({"hamstrings", "quadriceps", "glutes"})


def is_drawn(exercise: Exercise) -> bool:
    return exercise.slug in figures.slugs()


def muscles_of(exercise: Exercise) -> dict[str, float]:
    """Shares as the figure colours them; reads `shares` with their muscles."""
    shares = exercise.shares.all()
    return {share.muscle.slug: float(share.share) for share in shares if share.muscle.slug in DRAWN_MUSCLES}


def figure_url(exercise: Exercise, pose: str = "end", *, thumb: bool = False, theme: str = "") -> str:
    """An address that changes with the drawing, so that browsers may keep it for good."""
    query = {"pose": pose, "v": figures.content_hash(exercise.slug, muscles_of(exercise))}
    if thumb:
        query["thumb"] = "1"
    if theme:
        query["theme"] = theme
    return reverse("exercises:figure", args=[exercise.slug], query=query)


@dataclass(frozen=True)
class ThighDrawing:
    """A thigh seen from one side, once with names and once, for phones, with numbers and a list."""

    title: str
    muscle: str  # the slug of the group that this side shows
    named: SafeString
    numbered: SafeString
    heads: tuple[anatomy.Head, ...]


def thigh_behind(levels: Mapping[str, int] | None = None, uid: str = "thigh") -> ThighDrawing:
    draw = partial(anatomy.thigh_from_behind, emphasis=levels)
    named, numbered = SafeString(draw(uid=uid)), SafeString(draw(labels=False, uid=f"{uid}-numbered"))
    return ThighDrawing("Right thigh from behind", "hamstrings", named, numbered, anatomy.HAMSTRINGS)


def thigh_front(levels: Mapping[str, int] | None = None, uid: str = "front") -> ThighDrawing:
    draw = partial(anatomy.thigh_from_front, emphasis=levels)
    named, numbered = SafeString(draw(uid=uid)), SafeString(draw(labels=False, uid=f"{uid}-numbered"))
    return ThighDrawing("Right thigh from the front", "quadriceps", named, numbered, anatomy.QUADRICEPS)


def thigh_of(exercise: Exercise) -> ThighDrawing:
    """The side of the thigh that gets more of a set; whole from behind where nothing is counted."""
    shares = {share.muscle.slug: float(share.share) for share in exercise.shares.all()}
    if not shares:
        return thigh_behind()
    levels = anatomy.emphasis(shares, exercise.pattern)
    in_front = shares.get("quadriceps", 0) > shares.get("hamstrings", 0)
    return thigh_front(levels) if in_front else thigh_behind(levels)
