"""One prescription held against one rule: each limit in turn, with the two numbers in words."""

from collections.abc import Iterable

from clients.stages import Dose, Rule
from trainer.programs.guard_facts import (
    DEMAND,
    HIP_BEND,
    LENGTH,
    MODES,
    SHARES,
    ExerciseProfile,
    Judgement,
    Prescription,
)

MODE_WORDS = {"I": "holds", "C": "lifting", "E": "lowering"}
LENGTH_WORDS = {"S": "short", "M": "middle", "L": "long"}
STRETCH_WORDS = {
    "no_end_range": "stretch only short of the end of the range",
    "gentle": "stretch gently",
    "light": "stretch lightly",
    "pain_free": "stretch only without pain",
}
# From this hip bend a straight knee pulls on the hamstrings: the long class starts here.
LONG_HIP_FLEXION = 60
EFFORT = "effort (RPE)"
SPEED = "per cent of best speed"
# What the trainer has not filled in, as against what the library does not know.
PRESCRIPTION_INPUTS = frozenset({EFFORT, SPEED})


def judge(prescription: Prescription, rule: Rule) -> Judgement:
    """Everything in which the prescription goes past the rule, is to be watched, or is not known."""
    found = Judgement()
    dose = rule.doses.get(prescription.exercise.slug)
    if is_allowed_by_name(prescription, rule):
        if dose is not None and dose.within_hip_flexion:
            judge_hip_flexion(prescription, rule, found)
    else:
        judge_exercise(prescription, rule, found)
        if found.breaches and dose is not None:
            found.breaches.append(f"it fits up to its published dose: {dose_words(dose)}")
    judge_effort(prescription, rule, found)
    judge_speed(prescription, rule, found)
    return found


def is_allowed_by_name(prescription: Prescription, rule: Rule) -> bool:
    """Whether the rule's source prescribes this very exercise, and the prescription keeps to its dose."""
    dose = rule.doses.get(prescription.exercise.slug)
    if dose is None or (dose.held and not prescription.held):
        return False
    published = (dose.sets, dose.reps, dose.seconds)
    planned = (prescription.sets, prescription.most_reps, prescription.seconds)
    pairs = zip(published, planned, strict=True)
    return all(most is None or asked is None or asked <= most for most, asked in pairs)


def dose_words(dose: Dose) -> str:
    count = f"{dose.seconds} s held" if dose.seconds else f"{dose.reps} repetitions" if dose.reps else "held"
    return f"{dose.sets} sets of {count}" if dose.sets else count


def judge_exercise(prescription: Prescription, rule: Rule, found: Judgement) -> None:
    """What the exercise itself brings: demand, modes, length, hip bend, stretch and speed of movement."""
    exercise = prescription.exercise
    if exercise.demand is None:
        found.unknown.append(DEMAND)
    elif exercise.demand > rule.demand_max:
        found.breaches.append(demand_words(exercise.demand, rule))
    if rule.demand_max > 0 and not exercise.modes_known:
        found.unknown.append(MODES)
    if exercise.demand != 0 and rule.demand_max > 0 and not exercise.is_known_run:
        judge_modes(prescription, rule, found)
        judge_lengths(prescription, rule, found)
    if not exercise.is_known_run:
        judge_hip_flexion(prescription, rule, found)
    judge_stretch(exercise, rule, found)
    judge_ballistic(exercise, rule, found)
    if rule.no_tension:
        judge_tension(exercise, found)


def who(rule: Rule, *fields: str) -> str:
    return "the clinician allows" if set(fields) & set(rule.by_clinician) else "this stage allows"


def demand_words(demand: int, rule: Rule) -> str:
    if rule.demand_max == 0:
        return f"hamstring demand is {demand} of 5, and nothing that loads the hamstrings is allowed yet"
    return f"hamstring demand is {demand} of 5, {who(rule, 'demand_max')} {rule.demand_max}"


def judge_modes(prescription: Prescription, rule: Rule, found: Judgement) -> None:
    if "modes" in rule.ask:
        found.breaches.append("it is not in the specialist's plan, as far as it is recorded here")
        return
    # A hold is the gentlest way to work: where lifting is allowed, holding is.
    allowed = rule.modes | {"I"} if "C" in rule.modes else rule.modes
    if past := prescription.modes - allowed:
        found.breaches.append(
            f"it works by {listed(past, MODE_WORDS)}, {who(rule, 'modes')} {listed(rule.modes, MODE_WORDS)}"
        )


def judge_lengths(prescription: Prescription, rule: Rule, found: Judgement) -> None:
    exercise = prescription.exercise
    if exercise.is_stretch:
        # A stretch is long by nature; the stretch limit speaks for it.
        return
    if not exercise.lengths_known:
        found.unknown.append(LENGTH)
    allowed = rule.lengths_unloaded if prescription.unloaded else rule.lengths
    if past := exercise.lengths - allowed:
        found.breaches.append(
            f"it loads the hamstrings at {listed(past, LENGTH_WORDS)} length, "
            f"{who(rule, 'lengths')} {listed(allowed, LENGTH_WORDS)}"
        )


def judge_hip_flexion(prescription: Prescription, rule: Rule, found: Judgement) -> None:
    flexion = prescription.exercise.hip_flexion
    if "hip_flexion_max" in rule.ask:
        found.cautions.append("the surgeon's limit for the hip bend is not on file: ask for it")
        return
    limit = rule.hip_flexion_max_unloaded if prescription.unloaded else rule.hip_flexion_max
    if limit is None:
        return
    if flexion is None:
        found.unknown.append(HIP_BEND)
    elif flexion > limit:
        words = f"the hip bends to {flexion}°, {who(rule, 'hip_flexion_max')} {limit}°"
        open_load = prescription.load_kg is None and not prescription.unloaded
        if open_load and limit != rule.hip_flexion_max_unloaded:
            words += " under load (no load is filled in, so it counts as loaded)"
        found.breaches.append(words)


def judge_stretch(exercise: ExerciseProfile, rule: Rule, found: Judgement) -> None:
    if "stretch" not in exercise.modes or exercise.demand == 0 or rule.demand_max == 0:
        return
    if rule.stretch == "no":
        found.breaches.append(f"it stretches the hamstrings, {who(rule, 'stretch')} no stretching")
    elif rule.stretch == "active" and "reps" not in exercise.measure:
        found.breaches.append(f"it is a still stretch, {who(rule, 'stretch')} moving ones only")
    elif rule.stretch in STRETCH_WORDS:
        found.cautions.append(STRETCH_WORDS[rule.stretch])


def judge_ballistic(exercise: ExerciseProfile, rule: Rule, found: Judgement) -> None:
    if "B" not in exercise.modes or rule.demand_max == 0:
        return
    if rule.ballistic == "no":
        found.breaches.append(f"it is springy work, {who(rule, 'ballistic')} none")
    elif rule.ballistic == "low":
        found.cautions.append("springy work stays small at this stage: low height, short contact")


def judge_effort(prescription: Prescription, rule: Rule, found: Judgement) -> None:
    exercise = prescription.exercise
    if rule.rpe_max is None or exercise.demand == 0:
        return
    if prescription.rpe is not None:
        if prescription.rpe > rule.rpe_max:
            found.breaches.append(
                f"effort is RPE {prescription.rpe:g}, {who(rule, 'rpe_max')} {rule.rpe_max}"
            )
            found.fixes.append(f"lower the effort to RPE {rule.rpe_max}")
    elif not (exercise.is_run or exercise.is_stretch):
        found.unknown.append(EFFORT)


def judge_speed(prescription: Prescription, rule: Rule, found: Judgement) -> None:
    runs, speed = prescription.exercise.is_run, prescription.percent_speed
    if not runs and speed is None:
        return
    if rule.sprint_max == 0:
        found.breaches.append(f"it is running, {who(rule, 'sprint_max')} none")
    elif speed is None:
        if rule.sprint_max < 100:
            found.unknown.append(SPEED)
    elif speed > rule.sprint_max:
        found.breaches.append(
            f"it runs at {speed}% of best speed, {who(rule, 'sprint_max')} {rule.sprint_max}%"
        )
        found.fixes.append(f"run at {rule.sprint_max}% at most")
    if runs and rule.sprint_words:
        found.cautions.append(rule.sprint_words[0].lower() + rule.sprint_words[1:].rstrip("."))


def judge_tension(exercise: ExerciseProfile, found: Judgement) -> None:
    if pulls_on_hamstrings(exercise):
        found.breaches.append("the knee straightens while the hip is bent, which pulls on the repair")
    elif exercise.hip_flexion is None:
        found.unknown.append(HIP_BEND)
    elif exercise.hip_flexion >= LONG_HIP_FLEXION and not exercise.lengths:
        # Without a length, the share of the quadriceps tells a seated extension of the knee.
        lacking = {LENGTH: exercise.lengths_known, SHARES: exercise.shares_known}
        found.unknown += [what for what, is_known in lacking.items() if not is_known]


def pulls_on_hamstrings(exercise: ExerciseProfile) -> bool:
    """Hip bent and knee straightening: a long hamstring, or a seated extension of the knee."""
    if exercise.hip_flexion is None or exercise.hip_flexion < LONG_HIP_FLEXION:
        return False
    seated_extension = not exercise.lengths and exercise.shares.get("quadriceps", 0) > 0
    return "L" in exercise.lengths or seated_extension


def listed(letters: Iterable[str], words: dict[str, str]) -> str:
    """The words of some letters in their usual order: "holds, lifting and lowering"; "none" for no letter."""
    names = [word for letter, word in words.items() if letter in set(letters)]
    if len(names) < 2:
        return names[0] if names else "none"
    return f"{', '.join(names[:-1])} and {names[-1]}"
