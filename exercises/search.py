"""Finding exercises by any word of theirs; in Python, so that both databases find the same."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from django.urls import reverse

from exercises.catalogue import plain_name
from exercises.models import Exercise, Muscle

SHORTEST = 4  # shorter words are taken as they are typed


def equipment_of(exercises: Iterable[Exercise]) -> list[str]:
    """Everything that some exercise needs, one thing each; "a or b" is two things."""
    return sorted({thing for exercise in exercises for thing in things(exercise)}, key=str.casefold)


def things(exercise: Exercise) -> list[str]:
    return [choice for thing in exercise.equipment for choice in thing.split(" or ")]


def counted(exercise: Exercise) -> list[Muscle]:
    """The muscle groups that a set counts for."""
    return [share.muscle for share in exercise.shares.all() if share.share]


def muscle_groups_of(exercises: Iterable[Exercise]) -> list[tuple[str, str]]:
    """Every muscle group that some exercise counts for, with its name, in the order of the body's page."""
    muscles = {muscle.slug: muscle for exercise in exercises for muscle in counted(exercise)}
    return [(slug, muscles[slug].name) for slug in sorted(muscles, key=lambda slug: muscles[slug].position)]


def matching(exercises: Iterable[Exercise], wanted: Mapping[str, str]) -> list[Exercise]:
    """Those that fit every part of the question; parts left empty fit all. Reads `shares`."""
    found = [exercise for exercise in said(list(exercises), wanted.get("q", "")) if fits(exercise, wanted)]
    if muscle := wanted.get("muscle"):
        found.sort(key=lambda exercise: -share_of(exercise, muscle))
    return found


def fits(exercise: Exercise, wanted: Mapping[str, str]) -> bool:
    """Whether an exercise fits the lists of the question, whatever its words."""
    equipment, muscle = wanted.get("equipment"), wanted.get("muscle")
    return (
        wanted.get("pattern") in (None, "", exercise.pattern)
        and wanted.get("level") in (None, "", exercise.level)
        and wanted.get("effort") in (None, "", str(exercise.effort))
        and (not equipment or equipment in things(exercise))
        and (not muscle or share_of(exercise, muscle) > 0)
        and (wanted.get("whose") != "mine" or exercise.owner_id is not None)
    )


def share_of(exercise: Exercise, muscle: str) -> float:
    return sum(float(share.share) for share in exercise.shares.all() if share.muscle.slug == muscle)


def said(exercises: list[Exercise], question: str) -> list[Exercise]:
    """Those that the words lead to; the words begin words of theirs, and those so named come first.

    Where one phrase has all the words, phrases decide: the back of the thigh is no back squat. Plain words of
    a muscle's parts come last, as they name places: every squat works "the side of the hip".
    """
    words = [word if len(word) < SHORTEST else word.removesuffix("s") for word in words_of(question)]
    if not words:
        return exercises
    heads = heads_by_group()
    phrases = {one: list(phrases_of(one, heads)) for one in exercises}
    places = {one: [part.plain for part in parts_of(one, heads)] for one in exercises}
    together = {one: [" ".join(phrases[one] + places[one])] for one in exercises}
    for tried in (phrases, places, together):
        if found := [one for one in exercises if any(begun(words, phrase) for phrase in tried[one])]:
            break
    return sorted(found, key=lambda one: not any(begun(words, name) for name in (one.name, *one.aliases)))


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+°?", plain_name(text))


def begun(words: Iterable[str], phrase: str) -> bool:
    """Whether every word begins a word of the phrase."""
    theirs = words_of(phrase)
    return all(any(their.startswith(word) for their in theirs) for word in words)


def phrases_of(exercise: Exercise, heads: Mapping[int, list[Muscle]]) -> Iterator[str]:
    """What may be said of an exercise: names, muscles and their parts, equipment, pattern, level, effort."""
    yield from (exercise.name, *exercise.aliases, *things(exercise))
    for group in counted(exercise):
        yield from (group.name, group.plain)
    yield from (part.name for part in parts_of(exercise, heads))
    yield from (exercise.get_pattern_display(), exercise.get_level_display(), f"effort {exercise.effort}")
    if not exercise.equipment:
        yield "no equipment"
    if exercise.one_leg:
        yield "single leg, one leg at a time"


def parts_of(exercise: Exercise, heads: Mapping[int, list[Muscle]]) -> list[Muscle]:
    return [head for group in counted(exercise) for head in heads.get(group.pk, [])]


def heads_by_group() -> dict[int, list[Muscle]]:
    heads: dict[int, list[Muscle]] = {}
    for head in Muscle.objects.exclude(group=None):
        heads.setdefault(head.group_id or 0, []).append(head)
    return heads


def next_tries(exercises: list[Exercise], wanted: Mapping[str, str]) -> list[tuple[str, str]]:
    """Questions that do find something, near to one that found nothing: in words, and as an address."""
    question = wanted.get("q", "")
    if question and said(exercises, question):
        return [(f"“{question}” in the whole library", found_at(question))]
    nearer = corrected(exercises, question)
    return [(f"Did you mean “{nearer}”?", found_at(nearer))] if nearer else []


def found_at(question: str) -> str:
    return reverse("exercises:list", query={"q": question})


def corrected(exercises: list[Exercise], question: str) -> str:
    """The question with each mistyped word put right; empty where that finds nothing either."""
    heads = heads_by_group()
    known = {word for one in exercises for phrase in phrases_of(one, heads) for word in words_of(phrase)}
    words = []
    for word in words_of(question):
        near = get_close_matches(word, known, n=1, cutoff=0.7) if len(word) >= SHORTEST else []
        begins = any(one.startswith(word) for one in known)
        words.append(word if begins or not near else near[0])
    nearer = " ".join(words)
    return nearer if nearer != plain_name(question) and said(exercises, nearer) else ""
