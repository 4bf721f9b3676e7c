from dataclasses import replace
from decimal import Decimal

import pytest

from clients.stages import RED_FLAGS
from tests.programs.profiles import HEALTHY, LIBRARY, TODAY, UNDER, hurt, line, tendon
from trainer.programs.guard import Finding, assignment_block, check, held


def only(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, findings
    return findings[0]


def found(slug: str, *injuries, **planned) -> list[Finding]:
    return check([line(slug, **planned)], injuries, HEALTHY, TODAY)


def test_a_healthy_client_with_every_answer_has_no_finding():
    assert check([line(slug) for slug in LIBRARY], [], HEALTHY, TODAY) == []


# One finding, with the numbers in it


def test_a_finding_says_what_the_exercise_has_and_what_the_stage_allows():
    finding = only(found("nordic-hamstring", UNDER["R11"], rpe=8))
    assert finding.title == "Nordic hamstring does not fit stage 2, early load"
    assert finding.reason == (
        "Right hamstring strain: hamstring demand is 5 of 5, this stage allows 2; "
        "effort is RPE 8, this stage allows 6; it loads the hamstrings hard while they lengthen."
    )
    assert (finding.rule_id, finding.tag, finding.injury_id) == ("R11", "HSI_LONG", 1)
    assert (finding.prescription_id, finding.exercise_slug) == ("nordic-hamstring", "nordic-hamstring")
    assert "Hickey 2020" in finding.source
    assert finding.next_step.startswith("Swap it, or wait for a clinician's")


BREACHES = [
    ("romanian-deadlift", "R10", {}, "hamstring demand is 4 of 5, this stage allows 1"),
    ("standing-leg-curl", "R10", {}, "it works by lowering, this stage allows holds and lifting"),
    ("hip-hinge", "R11", {}, "it loads the hamstrings at long length, this stage allows short and middle"),
    ("hip-thrust", "R11", {}, "the hip bends to 70°, this stage allows 60° under load"),
    ("goblet-squat", "R12", {}, "the hip bends to 105°, this stage allows 90°"),
    ("lying-leg-curl", "R12", {"rpe": 7.5}, "effort is RPE 7.5, this stage allows 7"),
    ("kettlebell-swing", "R12", {}, "it is springy work, this stage allows none"),
    ("strap-hamstring-stretch", "R10", {}, "it stretches the hamstrings, this stage allows no stretching"),
    ("strap-hamstring-stretch", "R11", {}, "it is a still stretch, this stage allows moving ones only"),
    ("tempo-run", "R10", {}, "it is running, this stage allows none"),
    ("tempo-run", "R11", {"percent_speed": 51}, "it runs at 51% of best speed, this stage allows 50%"),
    ("tempo-run", "R12", {"percent_speed": 81}, "it runs at 81% of best speed, this stage allows 80%"),
    ("glute-bridge", "R40", {}, "it works by lifting, this stage allows holds"),
    ("leg-press", "R30", {}, "it is not in the specialist's plan"),
    (
        "heel-dig",
        "R31",
        {},
        "hamstring demand is 1 of 5, and nothing that loads the hamstrings is allowed yet",
    ),
]


@pytest.mark.parametrize(("slug", "rule_id", "planned", "words"), BREACHES)
def test_each_limit_is_named_with_both_numbers(slug, rule_id, planned, words):
    finding = only(found(slug, UNDER[rule_id], **planned))
    assert finding.severity in {"block", "hold"}
    assert words in finding.reason


WITHIN = [
    ("heel-dig", "R10", {"rpe": 4}),
    ("glute-bridge", "R10", {}),
    ("prone-hip-extension", "R11", {"rpe": 6}),
    ("tempo-run", "R11", {"percent_speed": 50}),
    ("leg-press", "R13", {"rpe": 8}),
    ("romanian-deadlift", "R13", {"rpe": 8}),
    ("nordic-hamstring", "R13", {"rpe": 8}),
    ("tempo-run", "R13", {"percent_speed": 95}),
    ("tempo-run", "R14", {"percent_speed": 100}),
    ("kettlebell-swing", "R14", {"rpe": 9}),
    ("hip-thrust", "R33", {"rpe": 6}),
    ("held-glute-bridge", "R33", {}),
    ("prone-hip-extension", "R50", {}),
]


@pytest.mark.parametrize(("slug", "rule_id", "planned"), WITHIN)
def test_what_stays_within_the_row_has_no_blocking_finding(slug, rule_id, planned):
    findings = found(slug, UNDER[rule_id], **planned)
    assert [finding for finding in findings if finding.severity != "caution"] == []


def test_springy_work_at_stage_four_is_to_be_kept_small():
    finding = only(found("a-skip", UNDER["R13"]))
    assert finding.severity == "caution"
    assert "springy work stays small" in finding.reason


def test_stretching_is_qualified_by_the_words_of_the_row():
    assert "stretch only without pain" in only(found("strap-hamstring-stretch", UNDER["R12"])).reason
    assert "short of the end of the range" in only(found("strap-hamstring-stretch", UNDER["R42"])).reason
    assert found("strap-hamstring-stretch", UNDER["R13"]) == []


def test_a_stretch_for_the_front_of_the_thigh_is_not_said_to_stretch_the_hamstrings():
    behind = LIBRARY["strap-hamstring-stretch"]
    front = replace(behind, demand=0, hip_flexion=0, lengths=frozenset(), tags=frozenset())
    planned = line("strap-hamstring-stretch")
    assert "it stretches the hamstrings" in check([planned], [UNDER["R40"]], HEALTHY, TODAY)[0].reason
    assert check([replace(planned, exercise=front)], [UNDER["R40"]], HEALTHY, TODAY) == []


def test_running_with_a_sore_tendon_is_easy_and_flat():
    finding = only(found("tempo-run", UNDER["R40"], percent_speed=50))
    assert finding.severity == "caution"
    assert "easy running only" in finding.reason
    assert "on the flat" in only(found("tempo-run", UNDER["R41"], percent_speed=70)).reason
    assert only(found("tempo-run", UNDER["R41"], percent_speed=71)).severity == "hold"


def test_a_hip_bend_without_load_may_go_further_at_early_load():
    written = line("hip-hinge", load_kg=Decimal(0))
    judged = replace(written, exercise=replace(written.exercise, tags=frozenset()))
    assert check([judged], [UNDER["R11"]], HEALTHY, TODAY) == []
    assert "so it counts as loaded" in only(found("hip-hinge", UNDER["R11"])).reason


def test_an_exercise_may_be_judged_held_or_moving():
    assert found("straight-leg-pull-down", hurt("acute", limits={"demand_max": 3}), seconds=30) == []
    moving = only(found("back-extension", UNDER["R40"]))
    assert "it works by lifting and lowering" in moving.reason


def test_other_work_goes_on_with_an_injury_that_nobody_has_assessed():
    findings = found("nordic-hamstring", UNDER["R01"])
    assert only(findings).title == "Nordic hamstring waits: the injury is not assessed"
    assert only(findings).severity == "block"
    assert found("leg-extension", UNDER["R01"]) == []


def test_after_a_repair_nothing_may_pull_on_the_hamstrings():
    finding = only(found("leg-extension", UNDER["R31"]))
    assert finding.severity == "block"
    assert "the knee straightens while the hip is bent" in finding.reason


def test_after_a_repair_the_surgeon_is_asked_for_the_hip_bend():
    quads = replace(LIBRARY["leg-extension"], hip_flexion=0)
    finding = only(check([replace(line("leg-extension"), exercise=quads)], [UNDER["R31"]], HEALTHY, TODAY))
    assert finding.severity == "caution"
    assert "the surgeon's limit for the hip bend is not on file" in finding.reason


# Who may lift it


def test_a_clinicians_row_blocks_and_cannot_be_kept():
    finding = only(found("romanian-deadlift", UNDER["R10"]))
    assert (finding.severity, finding.owner, finding.can_keep) == ("block", "clinician", False)


@pytest.mark.parametrize(("rule_id", "owner"), [("R12", "shared"), ("R41", "shared"), ("R50", "trainer")])
def test_a_shared_or_a_trainers_row_holds_and_may_be_kept(rule_id: str, owner: str):
    finding = only(found("nordic-hamstring", UNDER[rule_id], sets=6, rpe=9))
    assert (finding.severity, finding.owner, finding.can_keep) == ("hold", owner, True)


def test_a_clinicians_own_limit_lifts_and_is_named_as_theirs():
    allowed = hurt("early_load", limits={"demand_max": 3, "lifts": ["HSI_ACUTE"]})
    assert found("lying-leg-curl", allowed) == []
    stricter = hurt("high_load", limits={"rpe_max": 5})
    finding = only(found("lying-leg-curl", stricter, rpe=7))
    assert "effort is RPE 7, the clinician allows 5" in finding.reason


def test_an_exercise_that_the_clinician_names_is_allowed():
    assert found("romanian-deadlift", hurt("acute", limits={"allows": ["romanian-deadlift"]})) == []
    assert found("heel-dig", hurt("plan", grade="3", limits={"allows": ["heel-dig"]})) == []


def test_held_are_the_prescriptions_with_a_finding_that_was_not_kept():
    plan = [line("nordic-hamstring"), line("goblet-squat"), line("heel-dig")]
    shared = check(plan, [UNDER["R12"]], HEALTHY, TODAY)
    assert held(shared, set()) == {"nordic-hamstring", "goblet-squat"}
    assert held(shared, {("nordic-hamstring", "R12")}) == {"goblet-squat"}
    assert held(shared, {("nordic-hamstring", "R11")}) == {"nordic-hamstring", "goblet-squat"}


def test_what_a_clinician_blocks_stays_held_whatever_was_kept():
    blocked = check([line("nordic-hamstring")], [UNDER["R10"]], HEALTHY, TODAY)
    assert held(blocked, {("nordic-hamstring", "R10")}) == {"nordic-hamstring"}


def test_where_only_the_effort_or_the_speed_is_too_much_the_next_step_is_to_lower_it():
    effort = only(found("romanian-deadlift", UNDER["R13"], rpe=9))
    assert effort.next_step == "Lower the effort to RPE 8, or keep it with a reason."
    speed = only(found("tempo-run", UNDER["R21"], percent_speed=80, rpe=7))
    assert speed.next_step == "Lower the effort to RPE 6 and run at 70% at most."
    assert (
        only(found("nordic-hamstring", UNDER["R12"], rpe=9)).next_step == "Swap it, or keep it with a reason."
    )


# Red flags


@pytest.mark.parametrize("flag", RED_FLAGS, ids=lambda flag: flag.code)
def test_every_red_flag_blocks_every_prescription(flag):
    injury = hurt("cleared", red_flags=(flag.code,))
    findings = check([line(slug) for slug in LIBRARY], [injury], HEALTHY, TODAY)
    assert {finding.exercise_slug for finding in findings} == set(LIBRARY)
    assert {(one.severity, one.rule_id, one.can_keep) for one in findings} == {("block", "R00", False)}
    assert all(one.reason.startswith("Nothing is trained while a warning sign is open.") for one in findings)
    assert all(flag.question in one.reason and flag.sentence in one.reason for one in findings)


def test_nothing_is_assigned_while_a_red_flag_is_open_and_the_sentence_names_it():
    sentence = assignment_block([UNDER["R12"], hurt(label="left calf strain", red_flags=("clot",))])
    assert sentence is not None
    assert sentence.startswith(
        "Nothing can be assigned while a warning sign is open. Left calf strain: “Calf or thigh"
    )
    assert "This is an emergency" in sentence
    assert assignment_block([UNDER["R12"], UNDER["R01"]]) is None
    assert assignment_block([]) is None


def test_a_flag_code_that_the_file_no_longer_knows_still_blocks():
    injury = hurt("cleared", red_flags=("retired",))
    assert only(found("heel-dig", injury)).severity == "block"
    assert "a warning sign is on file" in (assignment_block([injury]) or "")


# Sides


@pytest.mark.parametrize(
    ("side", "judged"), [("left", False), ("right", True), ("each", True), ("both", True)]
)
def test_one_leg_work_of_the_other_leg_is_judged_without_the_injury(side: str, judged: bool):
    assert bool(found("single-leg-romanian-deadlift", UNDER["R10"], side=side)) is judged


def test_an_exercise_for_both_legs_is_judged_with_the_injury_on_whichever_side():
    assert found("romanian-deadlift", UNDER["R10"], side="left")
    assert found("single-leg-romanian-deadlift", hurt("acute", side="both"), side="left")


def test_a_red_flag_counts_for_the_other_leg_too():
    assert only(found("single-leg-romanian-deadlift", UNDER["R00"], side="left")).rule_id == "R00"


def test_an_unassessed_injury_leaves_the_other_leg_alone():
    assert found("standing-leg-curl", UNDER["R01"], side="left") == []
    assert only(found("standing-leg-curl", UNDER["R01"], side="each")).rule_id == "R01"


# Several injuries, and injuries without a rule


def test_of_two_injuries_each_finding_names_the_one_whose_limit_it_was():
    sore = replace(tendon("isotonic"), id=2, side="left")
    findings = found("leg-press", replace(UNDER["R12"], id=7), sore)
    assert {(one.injury_id, one.rule_id) for one in findings} == {(7, "R12"), (2, "R41")}
    finding = only(found("split-squat", UNDER["R12"], sore))
    assert (finding.injury_id, finding.rule_id) == (2, "R41")
    assert "this stage allows 30°" in finding.reason


def test_red_flags_come_first_then_what_is_not_assessed():
    findings = found("leg-press", replace(UNDER["R12"], id=7), UNDER["R01"], UNDER["R00"])
    assert [one.rule_id for one in findings] == ["R00", "R01", "R12"]


@pytest.mark.parametrize(
    "structure", ["calf", "groin", "knee", "low_back", "knee_acl", "other", "quadriceps"]
)
def test_an_injury_without_a_rule_is_never_met_with_silence(structure: str):
    injury = hurt(label="the other injury", structure=structure, kind="other")
    findings = check([line("heel-dig"), line("leg-press")], [injury], HEALTHY, TODAY)
    assert {one.prescription_id for one in findings} == {"heel-dig", "leg-press"}
    assert {one.title for one in findings} == {"No rule for this injury: ask the clinician what to avoid"}
    assert {(one.severity, one.can_keep, one.rule_id) for one in findings} == {("caution", True, "none")}


def test_an_injury_without_a_rule_that_is_over_says_nothing():
    assert found("leg-press", hurt(structure="calf", resolved_on=TODAY)) == []


def test_a_clinicians_limits_speak_where_no_rule_is_written():
    injury = hurt(label="left calf strain", structure="calf", limits={"sprint_max": 40})
    finding = only(found("tempo-run", injury))
    assert finding.title == "Tempo run does not fit the clinician's limits"
    assert "it runs at 50% of best speed, the clinician allows 40%" in finding.reason
    assert found("leg-press", injury) == []


# What is not filled in


def test_what_is_not_filled_in_is_listed_once_at_caution():
    plan = [line("lying-leg-curl", rpe=None), line("goblet-squat", rpe=None), line("heel-dig")]
    plan.append(line("tempo-run", percent_speed=None, rpe=None))
    finding = only(check(plan, [UNDER["R13"]], HEALTHY, TODAY))
    assert (finding.severity, finding.prescription_id) == ("caution", "")
    assert finding.reason == (
        "Not known, and so not judged: effort (RPE) of Lying leg curl, Goblet squat; "
        "per cent of best speed of Tempo run."
    )


def test_what_the_library_does_not_know_is_said_too():
    blank = replace(
        LIBRARY["lying-leg-curl"], demand=None, hip_flexion=None, lengths=frozenset(), modes=frozenset()
    )
    untagged = replace(blank, tags=frozenset())
    finding = only(
        check([replace(line("lying-leg-curl"), exercise=untagged)], [UNDER["R12"]], HEALTHY, TODAY)
    )
    assert finding.severity == "caution"
    for words in ("hamstring demand", "the way the muscle works", "hamstring length", "hip bend"):
        assert words in finding.reason


def test_what_no_limit_asks_for_may_stay_open():
    assert found("lying-leg-curl", rpe=None) == []
    assert found("leg-extension", UNDER["R13"], rpe=None) == []
    assert found("tempo-run", UNDER["R14"], percent_speed=None) == []
