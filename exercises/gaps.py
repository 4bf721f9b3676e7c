"""What the library still lacks; pure, so that it is checked without a database."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping

from exercises.catalogue import CUE_KINDS, FEWEST_CUES, ExerciseEntry

NOT_KNOWN = "not known"


def gaps(
    exercises: Mapping[str, ExerciseEntry],
    drawn: Collection[str],
    faults: Iterable[tuple[str, str]] = (),
) -> list[str]:
    """One line for each gap, naming the exercise; `drawn` have a figure, `faults` are drawn."""
    found = [line for entry in exercises.values() for line in _gaps_of(entry, exercises, drawn)]
    found += [
        f"{slug}: the fault {name!r} is drawn, but its entry has none of that name"
        for slug, name in faults
        if slug in exercises and name not in _faults_of(exercises[slug])
    ]
    return found + [
        f"{circle[0]}: its steps go in a circle, {' → '.join(circle)}" for circle in _circles(exercises)
    ]


def _gaps_of(
    entry: ExerciseEntry, exercises: Mapping[str, ExerciseEntry], drawn: Collection[str]
) -> Iterable[str]:
    if not entry.sources and NOT_KNOWN not in entry.evidence.casefold():
        yield f"{entry.slug}: names no source and does not say {NOT_KNOWN!r}"
    cues = sum(cue.kind in CUE_KINDS for cue in entry.cues)
    if cues < FEWEST_CUES:
        yield f"{entry.slug}: has {cues} cues, fewer than {FEWEST_CUES}"
    if entry.slug not in drawn:
        yield f"{entry.slug}: has no figure"
    for step in entry.steps:
        if step.to and step.to not in exercises:
            yield f"{entry.slug}: {step.direction} leads to {step.to!r}, which is no exercise"


def _faults_of(entry: ExerciseEntry) -> set[str]:
    return {cue.headline for cue in entry.cues if cue.kind == "fault"}


def _circles(exercises: Mapping[str, ExerciseEntry]) -> list[list[str]]:
    """Rounds that get harder at every step and end where they began; each is told once."""
    harder = _harder(exercises)
    found: dict[frozenset[str], list[str]] = {}
    for slug in sorted(exercises):
        if circle := way_back(slug, harder):
            found.setdefault(frozenset(circle), circle)
    return list(found.values())


def _harder(exercises: Mapping[str, ExerciseEntry]) -> dict[str, set[str]]:
    """What is harder than an exercise, whichever of the two says so."""
    harder: dict[str, set[str]] = {}
    for slug, entry in exercises.items():
        for step in entry.steps:
            if step.to:
                low, high = (slug, step.to) if step.direction == "harder" else (step.to, slug)
                harder.setdefault(low, set()).add(high)
    return harder


def way_back(start: str, harder: Mapping[str, set[str]]) -> list[str]:
    """The shortest way from an exercise back to itself; empty where there is none."""
    ways = deque([[start]])
    seen: set[str] = set()
    while ways:
        way = ways.popleft()
        for slug in sorted(harder.get(way[-1], set()) - seen):
            if slug == start:
                return [*way, slug]
            seen.add(slug)
            ways.append([*way, slug])
    return []
