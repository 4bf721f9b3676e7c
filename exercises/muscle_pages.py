"""A muscle as its page tells it: drawn alone in colour, what trains it, what was found about it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from exercises.catalogue import Claim, shipped
from exercises.figures import anatomy
from exercises.models import Exercise, Muscle, MuscleShare
from exercises.pictures import ThighDrawing, thigh_behind, thigh_front

HEADS = {
    "biceps-femoris-long-head": "bflh",
    "biceps-femoris-short-head": "bfsh",
    "semitendinosus": "st",
    "semimembranosus": "sm",
    "rectus-femoris": "rf",
    "vastus-lateralis": "vl",
    "vastus-medialis": "vm",
    "vastus-intermedius": "vi",
}
BEHIND = frozenset(head.code for head in anatomy.HAMSTRINGS)
FRONT = frozenset(head.code for head in anatomy.QUADRICEPS)
GROUPS = {"hamstrings": BEHIND, "quadriceps": FRONT}
# Drawn from behind without a number of their own: what the style sheet colours for each.
UNNUMBERED = {
    "glutes": "gluteus maximus, its lower part",
    "gluteus-maximus": "its lower part",
    "adductors": "adductor magnus",
    "adductor-magnus-hamstring-part": "adductor magnus",
}


@dataclass(frozen=True)
class Finding:
    claim: Claim
    exercise: Exercise | None


@dataclass(frozen=True)
class Trained:
    """Exercises of which a set counts alike for a muscle group."""

    whole: bool
    shares: list[MuscleShare]


def thigh_of_muscle(slug: str) -> ThighDrawing | None:
    """The muscle alone in colour; none for what the thigh does not show."""
    codes = GROUPS.get(slug, frozenset({HEADS[slug]} if slug in HEADS else ()))
    return thigh_with(codes) if codes or slug in UNNUMBERED else None


def thigh_with(codes: Collection[str], uid: str = "thigh") -> ThighDrawing:
    """The side that shows these heads, and only them in colour."""
    levels = dict.fromkeys(codes, anatomy.MOST)
    return thigh_front(levels, uid) if FRONT.intersection(codes) else thigh_behind(levels, uid)


def shown_words(muscle: Muscle) -> str:
    """What the drawing of its page has in colour."""
    return UNNUMBERED.get(muscle.slug) or f"the {muscle.name.lower()}"


def trained_by(group: Muscle, reader: AbstractBaseUser | AnonymousUser) -> list[Trained]:
    """What trains a group: a whole set first, then half of one, each by name."""
    rows = MuscleShare.objects.filter(
        muscle=group, share__gt=0, exercise__in=Exercise.objects.in_use().open_to(reader)
    )
    rows = rows.select_related("exercise").prefetch_related("exercise__shares__muscle")
    ordered = rows.order_by("-share", "exercise__name", "pk")
    return [Trained(share == 1, list(shares)) for share, shares in groupby(ordered, lambda row: row.share)]


def counted_groups(reader: AbstractBaseUser | AnonymousUser) -> QuerySet[Muscle]:
    """Every group with its parts, and with `whole` and `half`: how many exercises train it."""
    seen = Q(shares__exercise__in=Exercise.objects.in_use().open_to(reader))
    return (
        Muscle.objects.filter(group=None)
        .prefetch_related("heads")
        .annotate(
            whole=Count("shares", filter=seen & Q(shares__share=1)),
            half=Count("shares", filter=seen & Q(shares__share=0.5)),
        )
    )


def findings_about(slug: str) -> list[Finding]:
    """What was found about a muscle, each with the exercise it was found in."""
    claims = shipped().muscles[slug].evidence if slug in shipped().muscles else []
    rows = _exercises(claim.exercise for claim in claims)
    return [Finding(claim, rows.get(claim.exercise)) for claim in claims]


def _exercises(slugs: Iterable[str]) -> dict[str, Exercise]:
    rows = Exercise.objects.filter(slug__in=list(slugs)).prefetch_related("shares__muscle")
    return {row.slug: row for row in rows}
