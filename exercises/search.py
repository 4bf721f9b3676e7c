"""Finding exercises by name, alias or muscle; in Python, so that both databases find the same."""

from collections.abc import Iterable, Mapping

from exercises.catalogue import plain_name
from exercises.models import Exercise


def equipment_of(exercises: Iterable[Exercise]) -> list[str]:
    """Everything that some exercise needs, one thing each; "a or b" is two things."""
    return sorted({thing for exercise in exercises for thing in things(exercise)}, key=str.casefold)


def things(exercise: Exercise) -> list[str]:
    return [choice for thing in exercise.equipment for choice in thing.split(" or ")]


def matching(exercises: Iterable[Exercise], wanted: Mapping[str, str]) -> list[Exercise]:
    """Those that fit every part of the question; parts left empty fit all."""
    return [exercise for exercise in exercises if fits(exercise, wanted)]


def fits(exercise: Exercise, wanted: Mapping[str, str]) -> bool:
    words = plain_name(wanted.get("q", "")).split()
    text = searched(exercise)
    equipment = wanted.get("equipment")
    return (
        all(word in text for word in words)
        and wanted.get("pattern") in (None, "", exercise.pattern)
        and wanted.get("level") in (None, "", exercise.level)
        and wanted.get("effort") in (None, "", str(exercise.effort))
        and (not equipment or equipment in things(exercise))
    )


def searched(exercise: Exercise) -> str:
    """Name, aliases and the muscles that a set counts for, in plain words too; reads `shares`."""
    muscles = [name for share in exercise.shares.all() for name in (share.muscle.name, share.muscle.plain)]
    return plain_name(" | ".join([exercise.name, *exercise.aliases, *muscles]))
