"""What the guard reads and what it says: exercises, prescriptions, findings and swaps as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

WORK_MODES = frozenset({"C", "E", "I"})
# Findings of these severities hold an exercise back; the others are to be watched.
STOPS = frozenset({"block", "hold"})
MUSCLES = ("hamstrings", "quadriceps", "glutes", "adductors", "erectors")
# What an exercise may lack, in the words of a finding.
DEMAND = "hamstring demand"
MODES = "the way the muscle works"
LENGTH = "hamstring length"
HIP_BEND = "hip bend"
CLASHES = "what it can clash with"
SHARES = "what one set counts for"


@dataclass(frozen=True)
class ExerciseProfile:
    """How an exercise loads the body; None is not known.

    In the library no length is no aim at the hamstrings; of a trainer's own, what is empty is not filled in.
    """

    slug: str
    name: str
    pattern: str
    modes: frozenset[str]
    lengths: frozenset[str]
    hip_flexion: int | None
    demand: int | None
    effort: int | None
    tags: frozenset[str]
    one_leg: bool
    level: str
    measure: tuple[str, ...]
    shares: Mapping[str, float]
    equipment: tuple[str, ...] = ()
    tags_known: bool = True
    own: bool = False

    @property
    def is_run(self) -> bool:
        """Steady running: judged by its per cent of best speed, not by modes and angles."""
        return self.pattern == "sprint_drill" and "B" not in self.modes

    @property
    def is_stretch(self) -> bool:
        return self.modes == {"stretch"}

    @property
    def modes_known(self) -> bool:
        """The library leaves the modes of steady running empty."""
        return bool(self.modes) or (self.is_run and not self.own)

    @property
    def is_known_run(self) -> bool:
        return self.is_run and self.modes_known

    @property
    def lengths_known(self) -> bool:
        """Nobody asks for the length of a stretch, of a run, or of what does not load the hamstrings."""
        if self.lengths or self.demand == 0 or self.is_stretch or self.is_known_run:
            return True
        return not self.own and not self.shares.get("hamstrings", 0)

    @property
    def shares_known(self) -> bool:
        return not self.own or self.shares.keys() >= set(MUSCLES)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Everything that the guard reads and nobody filled in."""
        known = {
            DEMAND: self.demand is not None,
            MODES: self.modes_known,
            LENGTH: self.lengths_known,
            HIP_BEND: self.hip_flexion is not None or self.is_known_run,
            CLASHES: self.tags_known,
            SHARES: self.shares_known,
        }
        return tuple(what for what, is_known in known.items() if not is_known)


@dataclass(frozen=True)
class Prescription:
    """One planned line; `reps` holds one number for each set, `reps_top` the upper end of a range."""

    id: int | str
    exercise: ExerciseProfile
    side: str = "both"
    sets: int | None = None
    reps: tuple[int, ...] = ()
    reps_top: int | None = None
    seconds: int | None = None
    metres: int | None = None
    load_kg: Decimal | None = None
    rpe: float | None = None
    percent_speed: int | None = None

    @property
    def held(self) -> bool:
        return self.seconds is not None and not self.reps

    @property
    def most_reps(self) -> int:
        return max((*self.reps, self.reps_top or 0))

    @property
    def unloaded(self) -> bool:
        """Nothing to carry: zero is written, or it is a stretch. A load left open counts as loaded."""
        return self.load_kg == 0 or (self.load_kg is None and self.exercise.is_stretch)

    @property
    def modes(self) -> frozenset[str]:
        """How the muscle works in this prescription, where the exercise may be done moving or held."""
        modes = self.exercise.modes & WORK_MODES
        if "I" not in modes or len(modes) == 1:
            return modes
        if self.held:
            return frozenset("I")
        return modes - {"I"} if self.reps else modes


@dataclass(frozen=True)
class Finding:
    """What the guard has to say of one line, or of the whole plan (then `prescription_id` is empty).

    `to_fill_in` are the exercises of whose prescription something is not written down.
    """

    prescription_id: int | str
    exercise_slug: str
    exercise_name: str
    rule_id: str
    tag: str
    injury_id: int | None
    severity: str
    owner: str
    title: str
    reason: str
    source: str
    can_keep: bool
    next_step: str = ""
    to_fill_in: tuple[str, ...] = ()

    @classmethod
    def on_line(cls, prescription: Prescription, **words: Any) -> Self:
        exercise = prescription.exercise
        return cls(prescription.id, exercise.slug, exercise.name, **words)

    @classmethod
    def on_plan(cls, **words: Any) -> Self:
        """About the whole plan, and nothing that could be kept or held: a question to answer."""
        return cls("", "", "", injury_id=None, severity="caution", owner="trainer", can_keep=False, **words)


@dataclass(frozen=True)
class Swap:
    """An exercise that fits in place of another; `rpe` and `side` are how it fits."""

    exercise: ExerciseProfile
    why: str
    side: str
    rpe: float | None


@dataclass
class Judgement:
    """What one rule says of one prescription, in parts of a sentence; a fix mends its breach."""

    breaches: list[str] = field(default_factory=list)
    fixes: list[str] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
