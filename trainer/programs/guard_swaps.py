"""Exercises that fit in place of one that does not."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from clients.stages import InjuryFacts, Limits, Rule, combine, rule_for
from trainer.programs.guard_check import NO_RULE, check_one, concerns, stage_words
from trainer.programs.guard_facts import MUSCLES, ExerciseProfile, Finding, Prescription, Swap
from trainer.programs.guard_limits import PRESCRIPTION_INPUTS

LEVELS = "BIA"
SLOT_WORDS = {
    "hip": "Hip-dominant",
    "knee": "Knee-dominant",
    "isometric": "A hold",
    "stretch": "A stretch",
    "quad": "Front of the thigh",
    "adductor": "Inner thigh",
    "glute": "Buttock",
    "sprint_drill": "Running",
}


def swaps(
    prescription: Prescription,
    library: Iterable[ExerciseProfile],
    injuries: Iterable[InjuryFacts],
    conditions: Mapping[str, bool | None],
    today: date,
    limit: int = 3,
) -> list[Swap]:
    """Up to `limit` exercises for the same muscle that the guard has nothing against, the nearest first.

    Open questions and injuries without a rule speak against every exercise alike, so they do not count here.
    """
    known = list(injuries)
    wanted = prescription.exercise
    rules = rules_on(prescription, known, today)
    limits = combine(rules)
    candidates = (one for one in library if does_the_same_job(wanted, one) and is_within(one, limits))
    planned = (in_place(prescription, candidate, limits) for candidate in candidates)
    fitting = [one for one in planned if fits(one, known, conditions, today)]
    fitting.sort(key=lambda one: distance(wanted, one.exercise))
    return [swap(prescription, one, rules) for one in fitting[:limit]]


def rules_on(prescription: Prescription, injuries: Iterable[InjuryFacts], today: date) -> list[Rule]:
    """The rules that this prescription stands under, as far as its leg is concerned."""
    found = (rule_for(injury, today) for injury in injuries if concerns(prescription, injury))
    return [rule for rule in found if rule is not None]


def main_muscle(exercise: ExerciseProfile) -> str:
    """The muscle group with the greatest share; "" for stretches, drills and runs, which count for none."""
    most = max(exercise.shares.values(), default=0)
    return next((one for one in MUSCLES if most and exercise.shares.get(one, 0) == most), "")


def does_the_same_job(wanted: ExerciseProfile, candidate: ExerciseProfile) -> bool:
    """Same main muscle, no harder to do, and neither springy nor a stretch unless the other was."""
    if candidate.slug == wanted.slug or LEVELS.index(candidate.level) > LEVELS.index(wanted.level):
        return False
    if ("B" in candidate.modes and "B" not in wanted.modes) or candidate.is_stretch != wanted.is_stretch:
        return False
    if muscle := main_muscle(wanted):
        return candidate.shares.get(muscle, 0) > 0
    # Where no sets are counted, demand tells the back of the thigh from the front.
    return candidate.pattern == wanted.pattern and (candidate.demand == 0) == (wanted.demand == 0)


def is_within(candidate: ExerciseProfile, limits: Limits) -> bool:
    """What is not known speaks against every rule, also where none of today's asks for it."""
    if candidate.unknown or candidate.demand is None:
        return False
    return candidate.demand <= limits.demand_max


def in_place(prescription: Prescription, candidate: ExerciseProfile, limits: Limits) -> Prescription:
    """The same line with another exercise: effort within the limit, load still to choose."""
    rpe = prescription.rpe
    if rpe is not None and limits.rpe_max is not None:
        rpe = min(rpe, limits.rpe_max)
    side = prescription.side
    if candidate.one_leg != prescription.exercise.one_leg:
        side = "each" if candidate.one_leg else "both"
    changed = replace(prescription, exercise=candidate, side=side, rpe=rpe, load_kg=None, percent_speed=None)
    if "seconds" in candidate.measure and "reps" not in candidate.measure:
        # How long it is held is chosen later; that it is held decides how it is judged.
        return replace(changed, reps=(), reps_top=None, seconds=prescription.seconds or 1)
    return changed


def fits(
    planned: Prescription,
    injuries: Iterable[InjuryFacts],
    conditions: Mapping[str, bool | None],
    today: date,
) -> bool:
    findings, missing = check_one(planned, injuries, conditions, today)
    counted = [one for one in findings if (one.rule_id, one.severity) != (NO_RULE, "caution")]
    return not counted and set(missing) <= PRESCRIPTION_INPUTS


def distance(wanted: ExerciseProfile, candidate: ExerciseProfile) -> tuple[bool, int, float, str]:
    """Nearest first: same slot, closest demand, larger share of the main muscle, then the name."""
    apart = abs((candidate.demand or 0) - (wanted.demand or 0))
    share = candidate.shares.get(main_muscle(wanted), 0)
    return candidate.pattern != wanted.pattern, apart, -share, candidate.slug


def swap(prescription: Prescription, planned: Prescription, rules: Iterable[Rule]) -> Swap:
    candidate = planned.exercise
    slot = SLOT_WORDS.get(candidate.pattern, "Same slot")
    if candidate.pattern == prescription.exercise.pattern:
        slot += " too"
    why = f"{slot}, hamstring demand {candidate.demand}"
    if strictest := min(rules, key=lambda rule: rule.demand_max, default=None):
        whose = "the clinician" if "demand_max" in strictest.by_clinician else stage_words(strictest)
        why += f" (limit of {whose}: {strictest.demand_max})"
    if planned.rpe != prescription.rpe:
        why += f". Effort RPE {planned.rpe:g} at most"
    return Swap(exercise=candidate, why=f"{why}.", side=planned.side, rpe=planned.rpe)


def no_swap_sentence(finding: Finding) -> str:
    """What to say when nothing in the library fits in its place."""
    nothing = f"Nothing in the library fits in place of {finding.exercise_name}."
    if finding.can_keep:
        return f"{nothing} Ask the clinician, or leave it out."
    return f"{nothing} Leave it out and ask the clinician what to do instead."
