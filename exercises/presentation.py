"""An exercise as its page tells it: numbers turned into words."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import capfirst

from exercises.models import Cue, Exercise, MuscleShare, Source, Step
from exercises.words import CONFIDENCES, DEMANDS, LENGTHS, MEASURES, MODES, SHARES, TAGS

OWN_RATING = "D"
NO_SETS = "Not counted as a set of any muscle"
NOT_KNOWN = "Not known"
OWN_WORDS = (
    "Demand, effort, hip angle, length and shares are our own ratings, informed by the sources: "
    "not published numbers."
)


@dataclass(frozen=True)
class Fact:
    name: str
    words: str


@dataclass(frozen=True)
class ShareWords:
    muscle: str
    words: str
    weak: bool


@dataclass(frozen=True)
class Fault:
    name: str
    look: str
    say: str


@dataclass(frozen=True)
class SmallStep:
    """A way to change the exercise itself, told as what to change and why."""

    direction: str
    what: str
    why: str


@dataclass(frozen=True)
class ExercisePage:
    facts: list[Fact]
    load: list[Fact]
    clashes: list[str]
    basis: str
    shares: list[ShareWords]
    cues: list[Cue]
    faults: list[Fault]
    easier: list[Step]
    harder: list[Step]
    small_steps: list[SmallStep]
    evidence: list[str]
    confidence: str
    cited: list[tuple[str, list[Source]]]


def page_of(exercise: Exercise) -> ExercisePage:
    """Reads `shares`, `cues`, `steps` and `sources`: fetch them beforehand."""
    cues = list(exercise.cues.all())
    steps = list(exercise.steps.all())
    shares = list(exercise.shares.all())
    return ExercisePage(
        facts=_facts(exercise, shares),
        load=_load(exercise),
        clashes=[TAGS.get(tag, tag) for tag in exercise.tags],
        basis=_basis(exercise.basis),
        shares=[ShareWords(share.muscle.name, share_words(share.share), share.weak) for share in shares],
        cues=[cue for cue in cues if cue.kind != Cue.Kind.FAULT],
        faults=[_fault(cue) for cue in cues if cue.kind == Cue.Kind.FAULT],
        easier=[step for step in steps if step.to and step.direction == Step.Direction.EASIER],
        harder=[step for step in steps if step.to and step.direction == Step.Direction.HARDER],
        small_steps=[_small_step(step) for step in steps if not step.to],
        evidence=[part for part in exercise.evidence.split("\n\n") if part],
        confidence=CONFIDENCES[exercise.confidence],
        cited=by_note(exercise.sources.all()),
    )


def share_words(share: Decimal) -> str:
    return SHARES[f"{share.normalize():f}"] if share else "nothing"


def works(shares: Iterable[MuscleShare]) -> str:
    """Muscles in one line: those that get a whole set, or else all that get a part of one."""
    every = [share for share in shares if share.share]
    whole = [share for share in every if share.share == 1]
    return capfirst(_listed(share.muscle.name.lower() for share in whole or every))


def by_note(sources: Iterable[Source]) -> list[tuple[str, list[Source]]]:
    """Sources that were read alike, so that it need be said once."""
    groups: dict[str, list[Source]] = {}
    for source in sources:
        groups.setdefault(source.note, []).append(source)
    return list(groups.items())


def set_words(exercise: Exercise) -> str:
    """What one set counts for, in one line: whole sets first, halves behind; reads `shares`."""
    every = exercise.shares.all()
    parts = []
    for share, size in ((1, "one set"), (Decimal("0.5"), "half a set")):
        if names := [one.muscle.name.lower() for one in every if one.share == share]:
            parts.append(f"{size} of {_listed(names)}")
    if exercise.owner_id and not every:
        return "What one set counts for is not filled in"
    return f"Counts as {', '.join(parts)}" if parts else NO_SETS


def equipment_words(exercise: Exercise) -> str:
    return capfirst(", ".join(exercise.equipment)) if exercise.equipment else "No equipment"


def step_names(exercise: Exercise, direction: str) -> list[str]:
    """What an exercise gets easier or harder by, each as a name; reads `steps`."""
    steps = [step for step in exercise.steps.all() if step.direction == direction]
    return [step.to.name if step.to else step.words.partition(": ")[0] for step in steps]


def _facts(exercise: Exercise, shares: list[MuscleShare]) -> list[Fact]:
    return [
        Fact("Pattern", exercise.get_pattern_display()),
        Fact("Works", works(shares) or (NOT_KNOWN if exercise.owner_id and not shares else NO_SETS)),
        Fact("Hamstring demand", _of_five(exercise.demand, DEMANDS)),
        Fact("Equipment", equipment_words(exercise)),
        Fact("Level", exercise.get_level_display()),
    ]


def _load(exercise: Exercise) -> list[Fact]:
    flexion = exercise.hip_flexion
    return [
        Fact("Muscle works by", _modes(exercise)),
        Fact("Hamstring length", _lengths(exercise)),
        Fact("Hip bends under load", "not known" if flexion is None else f"up to {flexion}°"),
        Fact("Effort and skill", "not known" if exercise.effort is None else f"{exercise.effort} of 5"),
        Fact("Legs", "one at a time" if exercise.one_leg else "both together"),
        Fact("Measured in", _listed(MEASURES.get(name, name) for name in exercise.measures) or "not known"),
    ]


def _modes(exercise: Exercise) -> str:
    """The library leaves this empty for running only; in an own exercise it was left open."""
    nothing = "not known" if exercise.owner_id else "running"
    return _listed(MODES.get(name, name) for name in exercise.modes) or nothing


def _lengths(exercise: Exercise) -> str:
    if not exercise.lengths:
        return "not known" if exercise.owner_id and exercise.demand != 0 else "not the target"
    if len(exercise.lengths) == 1:
        return LENGTHS[exercise.lengths[0]]
    return " to ".join(LENGTHS[name].partition(":")[0] for name in exercise.lengths)


def _of_five(value: int | None, words: tuple[str, ...]) -> str:
    return "Not known" if value is None else f"{words[value].capitalize()}, {value} of 5"


def _listed(words: Iterable[str]) -> str:
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def _basis(basis: str) -> str:
    """Whose numbers these are; the catalogue marks its own ratings with a letter, and a variant says why."""
    mark, _, why = basis.partition(":")
    if not mark.startswith(OWN_RATING):
        return basis
    if not why:
        return OWN_WORDS
    neighbour = capfirst(mark.removeprefix(f"{OWN_RATING}, as ").replace("-", " "))
    return f"{OWN_WORDS} Taken over from {neighbour}: {why.strip()}."


def _fault(cue: Cue) -> Fault:
    look, _, say = cue.detail.partition("\n")
    return Fault(cue.headline, look, say)


def _small_step(step: Step) -> SmallStep:
    what, _, why = step.words.partition(": ")
    return SmallStep(step.get_direction_display(), what, why)
