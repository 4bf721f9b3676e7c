"""How much a plan asks of a muscle in a week, and the dose of an exercise that takes another's place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from clients.stages import InjuryFacts, combine
from trainer.programs.guard import (
    ExerciseProfile,
    Prescription,
    Swap,
    Verdict,
    check,
    held,
    in_place,
    rules_on,
    swaps,
    verdict,
)

# A set with more than 4 repetitions in reserve does not count (our own value).
HARD_FROM = 6
ONE_LEG = frozenset({"left", "right"})
# Two seconds up and two down, as stage 1 of the Aspetar protocol asks.
SECONDS_PER_REP = 4
SHORTEST_HOLD, LONGEST_HOLD = 10, 45  # seconds; the longest as in Goom 2016, stage 1
FEWEST_REPS, MOST_REPS = 5, 15  # Aspetar's sets go up to 15
NOVICE_REPS = 10  # the middle of 8 to 12 (ACSM 2009), where a distance gives no number to start from


def hard_sets(prescriptions: Iterable[Prescription], muscle: str) -> float:
    """Hard sets for one muscle group, mean of the two legs; sets planned below RPE 6 do not count."""
    return sum(
        (line.sets or 0) * line.exercise.shares.get(muscle, 0) * (0.5 if line.side in ONE_LEG else 1)
        for line in prescriptions
        if line.rpe is None or line.rpe >= HARD_FROM
    )


def uncounted(prescriptions: Iterable[Prescription]) -> tuple[str, ...]:
    """Names of a trainer's own exercises of which nobody filled in what a set counts for on the thigh."""
    return tuple(
        dict.fromkeys(
            line.exercise.name
            for line in prescriptions
            if line.exercise.own and not line.exercise.shares.keys() >= {"hamstrings", "quadriceps"}
        )
    )


@dataclass(frozen=True)
class Offer:
    """An exercise that fits in another's place, as it would be prescribed there."""

    exercise: ExerciseProfile
    why: str
    prescription: Prescription


def eased(
    prescription: Prescription,
    injuries: Iterable[InjuryFacts],
    conditions: Mapping[str, bool | None],
    today: date,
) -> Offer | None:
    """The same exercise at the highest effort and speed allowed, where that is all that spoke against it."""
    known = list(injuries)
    limits = combine(rules_on(prescription, known, today))
    lowered = replace(
        prescription,
        rpe=at_most(prescription.rpe, limits.rpe_max),
        percent_speed=at_most(prescription.percent_speed, limits.sprint_max),
    )
    if lowered == prescription or held(check([lowered], known, conditions, today), set()):
        return None
    return Offer(prescription.exercise, "The same exercise, within what this stage allows.", lowered)


def at_most[N: (int, float)](value: N | None, limit: int | None) -> N | int | None:
    return value if value is None or limit is None or value <= limit else limit


def offers(
    prescription: Prescription,
    library: Iterable[ExerciseProfile],
    injuries: Iterable[InjuryFacts],
    conditions: Mapping[str, bool | None],
    today: date,
    limit: int = 3,
) -> list[Offer]:
    """Swaps that the guard does not hold back at the dose they would have, the nearest first."""
    candidates, known = list(library), list(injuries)
    found = []
    for swap in swaps(prescription, candidates, known, conditions, today, limit=len(candidates)):
        dosed = dose_for(swap, prescription)
        if not held(check([dosed], known, conditions, today), set()):
            found.append(Offer(swap.exercise, swap.why, dosed))
    return found[:limit]


@dataclass(frozen=True)
class Choice:
    """An exercise as it would be prescribed in another's place, and what the guard says of that."""

    prescription: Prescription
    verdict: Verdict

    @property
    def is_counted(self) -> bool:
        """Whether the line counts what its exercise is counted in; a sprint in metres has no repetitions."""
        return measure_of(self.prescription) in self.prescription.exercise.measure

    @property
    def fits(self) -> bool:
        return self.is_counted and self.verdict.fits

    @property
    def may_be_chosen(self) -> bool:
        return self.is_counted and self.verdict.may_be_chosen


def choose(
    prescription: Prescription,
    exercise: ExerciseProfile,
    injuries: Iterable[InjuryFacts],
    conditions: Mapping[str, bool | None],
    today: date,
) -> Choice:
    """One exercise in another's place, at the effort allowed now, and the guard's verdict on it."""
    known = list(injuries)
    planned = in_place(prescription, exercise, combine(rules_on(prescription, known, today)))
    dosed = dose_for(Swap(exercise, "", planned.side, planned.rpe), prescription)
    return Choice(dosed, verdict(dosed, known, conditions, today))


def dose_for(swap: Swap, prescription: Prescription) -> Prescription:
    """The prescription with another exercise: same sets, work of about the same length, no load yet."""
    exercise = swap.exercise
    measure = measure_of(prescription)
    changed = replace(
        prescription, exercise=exercise, side=swap.side, rpe=swap.rpe, load_kg=None, percent_speed=None
    )
    if measure in exercise.measure:
        return changed
    if "reps" in exercise.measure:
        count = as_reps(prescription.seconds)
        return replace(changed, reps=(count,) * (prescription.sets or 1), seconds=None, metres=None)
    if "seconds" in exercise.measure:
        seconds = as_seconds(prescription.reps)
        return replace(changed, reps=(), reps_top=None, seconds=seconds, metres=None)
    return changed


def measure_of(prescription: Prescription) -> str:
    if prescription.seconds:
        return "seconds"
    return "distance" if prescription.metres else "reps"


def as_seconds(reps: Iterable[int]) -> int:
    """A hold as long as the longest set took, to five seconds."""
    longest = max(reps, default=NOVICE_REPS) * SECONDS_PER_REP
    return min(max(round(longest / 5) * 5, SHORTEST_HOLD), LONGEST_HOLD)


def as_reps(seconds: int | None) -> int:
    """As many repetitions as the hold had time for."""
    if not seconds:
        return NOVICE_REPS
    return min(max(seconds // SECONDS_PER_REP, FEWEST_REPS), MOST_REPS)
