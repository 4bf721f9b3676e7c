from datetime import date

import pytest

from clients.rules import Rule
from clients.stages import (
    StagesError,
    clinicians_limits,
    combine,
    family_of,
    rule_for,
    rules,
    stages_of,
)
from tests.programs.profiles import TODAY, UNDER, hurt, tendon

# The rule table as the fact sheet prints it (4.10), one row a line; "-", "full" and "any" set no limit.
# id | modes | length | demand | RPE | hip flexion | pain | stretch | ballistic | sprint | owner
TABLE = """
R00 | none | - | 0 | - | - | - | no | no | 0 | clinician
R01 | none | - | 0 | - | - | 0 | no | no | 0 | clinician
R10 | I C | S M | 1 | 4 | 60 | 2 | no | no | 0 | clinician
R11 | I C E | S M | 2 | 6 | 60 | 2 | active | no | 50 | clinician
R12 | I C E | S M L | 4 | 7 | 90 | 2 | pain_free | no | 80 | shared
R13 | I C E | S M L | 5 | 8 | full | 1 | yes | low | 95 | shared
R14 | I C E B | S M L | 5 | 9 | full | 1 | yes | yes | 100 | trainer
R15 | I C E B | S M L | 5 | 9 | full | 1 | yes | yes | 100 | trainer
R20 | I C | S M | 2 | 5 | 60 | 1 | no | no | 0 | clinician
R21 | I C E | S M L | 3 | 6 | 70 | 1 | no_end_range | no | 70 | clinician
R22 | I C E | S M L | 5 | 8 | full | 1 | yes | low | 95 | clinician
R30 | none | S | 1 | 4 | 45 | 1 | no | no | 0 | clinician
R31 | none | - | 0 | - | - | 0 | no | no | 0 | clinician
R32 | I C | S | 1 | 4 | 60 | 1 | no | no | 0 | clinician
R33 | C E | S M | 3 | 6 | 70 | 2 | gentle | no | 50 | shared
R34 | I C E | S M L | 5 | 8 | full | 1 | yes | low | 95 | shared
R40 | I | S M | 2 | 6 | 30 | 3 | no | no | 70 | shared
R41 | I C E | S M | 4 | 8 | 30 | 3 | no | no | 70 | shared
R42 | C E | S M L | 4 | 8 | 90 | 3 | no_end_range | no | 80 | shared
R43 | I C E B | S M L | 5 | 9 | full | 2 | light | yes | 100 | shared
R44 | I C E B | S M L | 5 | 9 | full | 2 | light | yes | 100 | trainer
R50 | I C | S M L | 2 | 6 | any | 4 | gentle | no | 80 | trainer
R60 | I C E B | S M L | 5 | 9 | full | 1 | yes | yes | 100 | trainer
R61 | I C E B | S M L | 5 | 9 | full | 1 | yes | yes | 100 | trainer
R62 | I C E B | S M L | 5 | 9 | full | 1 | yes | yes | 100 | trainer
"""
BY_ID = {rule.id: rule for rule in rules()}


def words(cell: str) -> frozenset[str]:
    return frozenset() if cell in {"-", "none"} else frozenset(cell.split())


def limit(cell: str) -> int | None:
    return None if cell in {"-", "full", "any"} else int(cell)


def as_printed(rule: Rule) -> tuple[object, ...]:
    numbers = (rule.demand_max, rule.rpe_max, rule.hip_flexion_max, rule.pain_max)
    return rule.modes, rule.lengths, *numbers, rule.stretch, rule.ballistic, rule.sprint_max, rule.owner


@pytest.mark.parametrize("row", TABLE.strip().splitlines())
def test_every_row_is_loaded_as_the_rule_table_has_it(row: str):
    rule_id, modes, lengths, demand, rpe, flexion, pain, stretch, ballistic, sprint, owner = (
        cell.strip() for cell in row.split("|")
    )
    numbers = (limit(demand), limit(rpe), limit(flexion), limit(pain))
    assert as_printed(BY_ID[rule_id]) == (
        words(modes),
        words(lengths),
        *numbers,
        stretch,
        ballistic,
        int(sprint),
        owner,
    )


def test_the_table_has_no_row_that_the_file_has_not_and_none_besides():
    assert list(BY_ID) == [row.split("|")[0].strip() for row in TABLE.strip().splitlines()]


def test_unloaded_long_work_is_open_at_early_load_only():
    assert BY_ID["R11"].hip_flexion_max_unloaded == 90
    assert BY_ID["R11"].lengths_unloaded == {"S", "M", "L"}
    others = [rule for rule in rules() if rule.id != "R11"]
    assert all(rule.hip_flexion_max_unloaded == rule.hip_flexion_max for rule in others)
    assert all(rule.lengths_unloaded == rule.lengths for rule in others)


def test_the_clinician_may_allow_more_pain_where_the_table_says_so():
    assert [rule.id for rule in rules() if rule.pain_max_clinician == 4] == ["R11", "R12"]


# 4.11.1, with the exercises of our library
EXCEPTIONS = {
    "R10": {"heel-dig", "glute-bridge", "held-glute-bridge"},
    "R11": {"extender", "diver", "glider", "single-leg-bridge", "isometric-curl-hold"},
    "R40": {
        "isometric-curl-hold",
        "long-lever-bridge",
        "held-glute-bridge",
        "straight-leg-pull-down",
        "back-extension",
    },
    "R41": {
        "glute-bridge",
        "single-leg-bridge",
        "prone-hip-extension",
        "lying-leg-curl",
        "band-nordic",
        "nordic-hamstring",
    },
    "R42": {
        "hip-thrust",
        "step-up",
        "walking-lunge",
        "deadlift",
        "romanian-deadlift",
        "dumbbell-romanian-deadlift",
    },
}


def test_each_row_names_the_exercises_that_its_source_prescribes():
    assert {rule.id: set(rule.allows) for rule in rules() if rule.allows} == EXCEPTIONS
    assert all(BY_ID["R42"].doses[slug].within_hip_flexion for slug in EXCEPTIONS["R42"])
    assert all(BY_ID["R40"].doses[slug].held for slug in EXCEPTIONS["R40"])


def test_what_the_library_does_not_hold_stays_as_words():
    assert "Bike" in BY_ID["R10"].allows_words
    assert {"Single-leg squat", "Walk-jog"} <= set(BY_ID["R11"].allows_words)


def test_every_rule_says_where_its_numbers_come_from():
    assert "Aspetar" in BY_ID["R10"].source
    assert "Plumb's own numbers: hamstring demand, effort, hip bend." in BY_ID["R10"].source
    assert "doi:10.1136/bjsports-2019-100983" in BY_ID["R60"].source
    assert BY_ID["R33"].source == "Plumb's own proposal, not a published number."
    assert all(rule.plain and rule.plain_client and rule.gates for rule in rules())


def test_injury_tags_stand_at_the_rows_that_the_fact_sheet_names():
    # 4.11.6: "HSI_ACUTE: block while the row is R10, R20, R30 to R32; caution at R11"
    acute = {rule.id for rule in rules() if rule.tags.get("HSI_ACUTE") == "block"}
    assert acute == {"R10", "R20", "R30", "R31", "R32"}
    assert BY_ID["R11"].tags["HSI_ACUTE"] == "caution"
    # "HSI_LONG: block before R12, caution at R12"
    assert {BY_ID["R10"].tags["HSI_LONG"], BY_ID["R11"].tags["HSI_LONG"]} == {"block"}
    assert BY_ID["R12"].tags == {"HSI_LONG": "caution"}
    # section 6: PHT_COMP blocks in R40 and R41, PHT_SSC before R43
    assert {rule.id for rule in rules() if "PHT_COMP" in rule.tags} == {"R40", "R41"}
    assert {rule.id for rule in rules() if "PHT_SSC" in rule.tags} == {"R40", "R41", "R42"}


# Families

FAMILIES = [
    (hurt(), "strain"),
    (hurt(grade=""), "strain"),
    (hurt(bamic="1b"), "strain"),
    (hurt(bamic="2c"), "strain_tendon"),
    (hurt(bamic="3c"), "strain_tendon"),
    (hurt(bamic="4c"), "tear"),
    (hurt(grade="3"), "tear"),
    (hurt(kind="tear"), "tear"),
    (hurt(kind="tear", structure="hamstring_sit_bone", operated=True), "tear_operated"),
    (hurt(grade="3", operated=True), "tear_operated"),
    (tendon("isometric"), "tendinopathy"),
    (hurt(kind="soreness"), "soreness"),
    (hurt(resolved_on=date(2025, 1, 1)), "history"),
    (hurt(kind="tear", operated=True, resolved_on=date(2025, 1, 1)), "history"),
    (hurt(structure="knee_acl", kind="acl", resolved_on=date(2025, 1, 1)), "acl_history"),
    (hurt(structure="knee_acl", kind="acl"), None),
    (hurt(structure="calf"), None),
    (hurt(structure="groin"), None),
    (hurt(structure="knee", kind="other"), None),
    (hurt(structure="low_back", kind="other"), None),
    (hurt(structure="quadriceps"), None),
    (hurt(structure="hamstring", kind="tendinopathy"), None),
    (hurt(structure="calf", resolved_on=date(2025, 1, 1)), None),
]


@pytest.mark.parametrize(("injury", "family"), FAMILIES)
def test_an_injury_belongs_to_the_family_of_its_kind(injury, family):
    assert family_of(injury) == family


def test_a_cleared_repair_and_a_cleared_tendon_strain_end_as_other_strains_do():
    assert [rule.id for rule in stages_of("strain")] == ["R10", "R11", "R12", "R13", "R14", "R15"]
    assert [rule.id for rule in stages_of("strain_tendon")] == ["R20", "R21", "R22", "R14", "R15"]
    assert [rule.id for rule in stages_of("tear_operated")] == ["R31", "R32", "R33", "R34", "R14"]
    assert stages_of("calf") == ()


def test_every_stage_code_is_found_once_in_its_family_and_fits_the_database():
    for family in {rule.family for rule in rules()}:
        codes = [rule.stage for rule in stages_of(family)]
        assert len(set(codes)) == len(codes)
        assert all(len(code) <= 20 for code in codes)


@pytest.mark.parametrize("rule_id", UNDER)
def test_an_injury_stands_under_the_row_of_its_stage(rule_id: str):
    rule = rule_for(UNDER[rule_id], TODAY)
    assert rule is not None
    assert rule.id == rule_id


# Which rule


def test_a_red_flag_overrides_everything_else():
    assert rule_for(hurt("cleared", red_flags=("clot",), assessed=False), TODAY).id == "R00"
    assert rule_for(hurt(red_flags=("clot",), resolved_on=date(2020, 1, 1)), TODAY).id == "R00"
    assert rule_for(hurt(structure="calf", red_flags=("clot",)), TODAY).id == "R00"


def test_what_nobody_has_assessed_stays_not_assessed_whatever_its_stage_says():
    assert rule_for(hurt("cleared", assessed=False), TODAY).id == "R01"
    assert rule_for(hurt(structure="calf", assessed=False), TODAY).id == "R01"


def test_soreness_of_both_legs_needs_no_clinician_and_of_one_leg_does():
    assert rule_for(hurt(kind="soreness", side="both", assessed=False), TODAY).id == "R50"
    assert rule_for(hurt(kind="soreness", side="left", assessed=False), TODAY).id == "R01"


@pytest.mark.parametrize("stage", ["", "no such stage"])
def test_a_stage_that_the_family_does_not_know_opens_nothing(stage: str):
    assert rule_for(hurt(stage), TODAY).id == "R10"


@pytest.mark.parametrize(
    ("resolved_on", "today", "rule_id"),
    [
        (date(2025, 11, 22), date(2026, 11, 21), "R61"),
        (date(2025, 11, 22), date(2026, 11, 22), "R60"),
        (date(2024, 2, 29), date(2025, 2, 28), "R61"),
        (date(2024, 2, 29), date(2025, 3, 1), "R60"),
        (date(2020, 1, 1), None, "R61"),
    ],
)
def test_a_healed_strain_is_recent_for_twelve_months(resolved_on, today, rule_id):
    assert rule_for(hurt(resolved_on=resolved_on), today).id == rule_id


def test_no_row_is_written_for_other_places():
    assert rule_for(hurt(structure="calf"), TODAY) is None
    assert rule_for(hurt(structure="knee_acl", kind="acl"), TODAY) is None


# A clinician's word


def test_a_clinicians_limits_take_the_place_of_single_fields_and_the_rule_says_so():
    limits = {"rpe_max": 5, "lengths": ["S"], "stretch": "no"}
    rule = rule_for(hurt("strength", limits=limits, pain_max=3), TODAY)
    assert (rule.rpe_max, rule.lengths, rule.lengths_unloaded, rule.stretch) == (5, {"S"}, {"S"}, "no")
    assert rule.pain_max == 3
    assert (rule.demand_max, rule.sprint_max, rule.hip_flexion_max) == (4, 80, 90)
    assert rule.by_clinician == ("lengths", "lengths_unloaded", "pain_max", "rpe_max", "stretch")
    assert rule_for(hurt("strength"), TODAY).by_clinician == ()


def test_a_clinicians_hip_limit_holds_with_and_without_load():
    rule = rule_for(hurt("early_load", limits={"hip_flexion_max": 45}), TODAY)
    assert (rule.hip_flexion_max, rule.hip_flexion_max_unloaded) == (45, 45)


def test_a_clinician_cannot_allow_pain_above_four():
    assert rule_for(hurt("early_load", pain_max=7), TODAY).pain_max == 4


def test_limits_do_not_lift_a_red_flag_or_stand_in_for_an_assessment():
    limits = {"demand_max": 5}
    assert rule_for(hurt(limits=limits, red_flags=("nerve",)), TODAY).demand_max == 0
    assert rule_for(hurt(limits=limits, assessed=False), TODAY).demand_max == 0


def test_limits_end_with_the_injury():
    assert rule_for(hurt(limits={"demand_max": 1}, resolved_on=date(2026, 6, 1)), TODAY).demand_max == 5


def test_where_no_row_is_written_a_clinicians_limits_are_the_rule():
    rule = rule_for(hurt(structure="calf", limits={"sprint_max": 60, "ballistic": "no"}), TODAY)
    assert (rule.id, rule.owner, rule.sprint_max, rule.ballistic) == ("clinician", "clinician", 60, "no")
    assert (rule.demand_max, rule.rpe_max, rule.hip_flexion_max) == (5, None, None)


@pytest.mark.parametrize(
    ("limits", "named"),
    [
        ({"rpe": 5}, "rpe: this limit is not known"),
        ({"rpe_max": "5"}, "rpe_max: '5' is not a whole number from 0 to 10"),
        ({"demand_max": 6}, "demand_max: 6 is not a whole number from 0 to 5"),
        ({"demand_max": None}, "demand_max: None"),
        ({"modes": ["X"]}, "modes: 'X' is none of C, E, I, B"),
        ({"stretch": "often"}, "stretch: 'often'"),
        ({"allows": "diver"}, "allows: 'diver' is not a list"),
    ],
)
def test_a_limit_that_cannot_be_read_is_refused_by_name(limits, named):
    with pytest.raises(StagesError, match="limits of the clinician") as refusal:
        clinicians_limits(limits)
    assert named in str(refusal.value)


# Several rules


def test_two_injuries_leave_the_smallest_number_and_the_modes_that_both_allow():
    both = combine([BY_ID["R12"], BY_ID["R40"]])
    assert (both.demand_max, both.rpe_max, both.hip_flexion_max) == (2, 6, 30)
    assert (both.modes, both.lengths) == ({"I"}, {"S", "M"})
    assert (both.stretch, both.ballistic, both.sprint_max, both.pain_max) == ("no", "no", 70, 2)
    assert both.limited_by["hip_flexion_max"] == "R40"
    assert both.limited_by["pain_max"] == "R12"


def test_red_flags_are_read_first_then_what_is_not_assessed():
    mixed = combine([BY_ID["R12"], BY_ID["R01"], BY_ID["R00"]])
    assert mixed.rule_ids == ("R00", "R01", "R12")
    assert mixed.limited_by["demand_max"] == "R00"
    assert mixed.modes == frozenset()


def test_no_rule_limits_nothing():
    free = combine([])
    assert (free.demand_max, free.sprint_max, free.rpe_max, free.stretch) == (5, 100, None, "yes")
    assert free.modes == {"C", "E", "I", "B"}


def test_a_rule_without_a_limit_does_not_loosen_another():
    assert combine([BY_ID["R14"], BY_ID["R10"]]).hip_flexion_max == 60
