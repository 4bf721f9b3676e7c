"""38 exercises of the library with the numbers of the fact sheet's catalogue, independent of its files."""

from datetime import date
from typing import Any

from clients.stages import CONDITIONS, InjuryFacts
from trainer.programs.guard import ExerciseProfile, Prescription

TODAY = date(2026, 11, 22)
# Every health question answered with no, so that only injuries speak.
HEALTHY = {condition.tag: False for condition in CONDITIONS}
MUSCLES = ("hamstrings", "quadriceps", "glutes", "adductors", "erectors")

# slug, pattern, modes, lengths, hip flexion, demand, level, one leg, measure, H/Q/G/A/E shares, tags
ROWS = """
romanian-deadlift|hip|C E|L|90|4|B|N|reps|1/0/1/0.5/0.5|HSI_LONG PHT_COMP LBP_FLEX
dumbbell-romanian-deadlift|hip|C E|L|90|4|B|N|reps|1/0/1/0.5/0.5|HSI_LONG PHT_COMP LBP_FLEX
hip-hinge|hip|C E|L|90|2|B|N|reps|0/0/0/0/0|HSI_ACUTE PHT_COMP LBP_FLEX
kettlebell-swing|hip|B|L|80|3|I|N|reps|0.5/0/1/0/0.5|HSI_ACUTE HSI_LONG PHT_SSC LBP_FLEX
glute-bridge|hip|C I|S|40|1|B|N|reps seconds|0.5/0/1/0/0|PREG_SUPINE CRAMP
held-glute-bridge|hip|I|S|40|1|B|N|seconds|0.5/0/1/0/0|PREG_SUPINE CRAMP
single-leg-bridge|hip|C I|S|40|2|B|Y|reps seconds|0.5/0/1/0/0|CRAMP PREG_SUPINE
long-lever-bridge|isometric|I|M|20|3|B|N|seconds|1/0/0.5/0/0|CRAMP PREG_SUPINE
stability-ball-curl|knee|C E|M|0|3|B|N|reps|1/0/0.5/0/0|HSI_ACUTE CRAMP PREG_SUPINE ACL_EARLY
good-morning|hip|C E|L|90|4|I|N|reps|1/0/0.5/0.5/1|HSI_LONG PHT_COMP LBP_FLEX LBP_AXIAL
nordic-hamstring|knee|E|M|10|5|A|N|reps|1/0/0/0/0|HSI_ACUTE HSI_LONG KNEE_KNEEL ACL_EARLY
band-nordic|knee|E|M|10|5|A|N|reps|1/0/0/0/0|HSI_ACUTE HSI_LONG KNEE_KNEEL ACL_EARLY
lying-leg-curl|knee|C E|S M|10|3|B|N|reps|1/0/0/0/0|HSI_ACUTE ACL_EARLY CRAMP
seated-leg-curl|knee|C E|L|85|4|B|N|reps|1/0/0/0/0|HSI_LONG PHT_COMP ACL_EARLY
standing-leg-curl|knee|C E|S|0|2|B|Y|reps|1/0/0/0/0|HSI_ACUTE ACL_EARLY BALANCE_FALL
slider-curl|knee|C E|M|0|4|I|N|reps|1/0/0.5/0/0|HSI_ACUTE CRAMP PREG_SUPINE ACL_EARLY
single-leg-romanian-deadlift|hip|C E|L|90|4|I|Y|reps|1/0/1/0.5/0.5|HSI_LONG PHT_COMP LBP_FLEX BALANCE_FALL
deadlift|hip|C|M|90|3|I|N|reps|0.5/0.5/1/0.5/1|LBP_FLEX LBP_AXIAL PHT_COMP
hip-thrust|hip|C|S|70|2|B|N|reps|0.5/0.5/1/0/0|PREG_SUPINE PHT_COMP
prone-hip-extension|hip|C I|S|0|2|B|Y|reps seconds|0.5/0/1/0/0|
straight-leg-pull-down|hip|I C|M|30|3|B|Y|seconds reps|1/0/0.5/0/0|
back-extension|hip|C E I|L|90|3|B|N|reps seconds|0.5/0/1/0/1|PHT_COMP LBP_FLEX HTN_INV
forty-five-degree-extension|hip|C E|L|90|4|B|N|reps|1/0/1/0/0.5|HSI_LONG PHT_COMP LBP_FLEX
heel-dig|isometric|I|S M|20|1|B|Y|seconds|0.5/0/0/0/0|
isometric-curl-hold|isometric|I|S M|20|2|B|Y|seconds|1/0/0/0/0|
extender|stretch|stretch|L|90|1|B|Y|reps|0.5/0/0/0/0|HSI_ACUTE PHT_COMP
diver|hip|E|L|80|2|I|Y|reps|0.5/0/0.5/0/0|HSI_ACUTE PHT_COMP BALANCE_FALL
glider|hip|E|L|70|4|I|Y|reps|1/0/0/0.5/0|HSI_ACUTE HSI_LONG PHT_COMP GROIN
split-squat|quad|C E|M|90|1|B|Y|reps|0/1/1/0.5/0|PFP_DEEP PHT_COMP
goblet-squat|quad|C E|M|105|1|B|N|reps|0/1/1/0.5/0|PFP_DEEP HIP_IMP
leg-press|quad|C E|M|100|1|B|N|reps|0/1/0.5/0.5/0|PFP_DEEP HIP_IMP PHT_COMP
leg-extension|quad|C E||85|0|B|N|reps|0/1/0/0/0|PFP_DEEP ACL_EARLY
step-up|quad|C|M|80|2|B|Y|reps|0.5/1/1/0/0|PFP_DEEP BALANCE_FALL
walking-lunge|quad|C E|M|90|2|B|Y|reps distance|0.5/1/1/0.5/0|PFP_DEEP PHT_COMP
strap-hamstring-stretch|stretch|stretch|L|90|1|B|Y|seconds|0/0/0/0/0|PHT_COMP HSI_ACUTE
a-skip|sprint_drill|B|M|90|3|B|Y|distance|0/0/0/0/0|HSI_ACUTE PHT_SSC
tempo-run|sprint_drill||M|60|2|B|N|distance|0/0/0/0/0|HSI_ACUTE
sprinter-curl|knee|B|M|30|3|A|Y|reps|1/0/0/0/0|HSI_ACUTE PHT_SSC ACL_EARLY
"""


def profile(row: str) -> ExerciseProfile:
    slug, pattern, modes, lengths, flexion, demand, level, one_leg, measure, shares, tags = (
        cell.strip() for cell in row.split("|")
    )
    return ExerciseProfile(
        slug=slug,
        name=slug.replace("-", " ").capitalize(),
        pattern=pattern,
        modes=frozenset(modes.split()),
        lengths=frozenset(lengths.split()),
        hip_flexion=int(flexion),
        demand=int(demand),
        effort=None,
        tags=frozenset(tags.split()),
        one_leg=one_leg == "Y",
        level=level,
        measure=tuple(measure.split()),
        shares=dict(zip(MUSCLES, map(float, shares.split("/")), strict=True)),
    )


LIBRARY = {one.slug: one for one in (profile(row) for row in ROWS.strip().splitlines())}


def line(slug: str, **planned: Any) -> Prescription:
    """A full prescription of one exercise: both legs, or each of a one-leg exercise; RPE 4."""
    exercise = LIBRARY[slug]
    dose: dict[str, Any] = {"id": slug, "side": "each" if exercise.one_leg else "both", "sets": 2, "rpe": 4}
    if "reps" in exercise.measure and "seconds" not in planned:
        dose["reps"] = (8, 8)
    elif "seconds" in exercise.measure:
        dose["seconds"] = 30
    else:
        dose.update(metres=60, percent_speed=50)
    return Prescription(exercise=exercise, **{**dose, **planned})


def hurt(stage: str = "", **facts: Any) -> InjuryFacts:
    """A right hamstring strain of grade 2 that a clinician assessed, unless said otherwise."""
    basic: dict[str, Any] = {
        "id": 1,
        "label": "right hamstring strain",
        "structure": "hamstring",
        "side": "right",
        "kind": "strain",
        "grade": "2",
        "stage": stage,
        "onset_on": date(2026, 10, 3),
    }
    return InjuryFacts(**{**basic, **facts})


def tendon(stage: str, **facts: Any) -> InjuryFacts:
    place = {"structure": "hamstring_sit_bone", "kind": "tendinopathy", "grade": ""}
    return hurt(stage, label="right proximal tendinopathy", **{**place, **facts})


# One injury for every row of the rule table, by the id of the row.
UNDER = {
    "R00": hurt("acute", red_flags=("nerve",)),
    "R01": hurt("acute", assessed=False),
    "R10": hurt("acute"),
    "R11": hurt("early_load"),
    "R12": hurt("strength"),
    "R13": hurt("high_load"),
    "R14": hurt("cleared"),
    "R15": hurt("maintenance"),
    "R20": hurt("early", bamic="2c"),
    "R21": hurt("strength", bamic="3c"),
    "R22": hurt("high_load", bamic="2c"),
    "R30": hurt("plan", grade="3"),
    "R31": hurt("weeks_0_6", kind="tear", operated=True),
    "R32": hurt("weeks_6_12", kind="tear", operated=True),
    "R33": hurt("months_3_6", kind="tear", operated=True),
    "R34": hurt("after_6_months", kind="tear", operated=True),
    "R40": tendon("isometric"),
    "R41": tendon("isotonic"),
    "R42": tendon("hip_flexion"),
    "R43": tendon("energy_storage"),
    "R44": tendon("maintenance"),
    "R50": hurt("sore", label="sore hamstrings", kind="soreness", side="both", assessed=False),
    "R60": hurt(resolved_on=date(2024, 5, 1)),
    "R61": hurt(resolved_on=date(2026, 5, 1)),
    "R62": hurt(label="right ACL injury", structure="knee_acl", kind="acl", resolved_on=date(2020, 5, 1)),
}
