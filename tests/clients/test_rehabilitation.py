import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from clients import actions
from clients.health import needs_clinician, read_injury
from clients.models import Client, Injury
from clients.stages import rule_for, stages_of
from trainer.accounts.models import AuditEntry, User

TO_EARLY_LOAD = [
    "Walks without pain",
    "Single-leg squat without pain",
    "Bike at 150 W for 5 minutes without pain",
]


def at_stage(injury: Injury, stage: str) -> Injury:
    injury.stage = stage
    injury.save()
    return injury


def refused(field: str, act, **arguments) -> None:
    with pytest.raises(ValidationError) as error:
        act(**arguments)
    assert field in getattr(error.value, "error_dict", {"__all__": ""})


def test_an_assessment_opens_the_first_stage(suspected: Injury, ana: User, today: dt.date):
    actions.assess_injury(injury=suspected, by=ana, assessed_by="Dr Lee", assessed_on=today, kind="strain")
    assert suspected.label == "left hamstring strain"
    assert rule_for(suspected.facts()).id == "R10"
    event = suspected.events.get(kind="assessed")
    assert (event.clinician, event.to_stage, event.by) == ("Dr Lee", "acute", ana)


def test_an_assessment_may_name_another_place_and_kind(suspected: Injury, ana: User, today: dt.date):
    actions.assess_injury(
        injury=suspected,
        by=ana,
        assessed_by="Dr Lee",
        assessed_on=today,
        kind="tendinopathy",
        structure="hamstring_sit_bone",
    )
    assert suspected.stage == "isometric"


def test_a_second_assessment_of_the_same_kind_keeps_the_stage(strain: Injury, ana: User, today: dt.date):
    at_stage(strain, "strength")
    actions.assess_injury(
        injury=strain, by=ana, assessed_by="Dr Lee", assessed_on=today, kind="strain", grade="1"
    )
    assert strain.stage == "strength"


def test_a_second_assessment_of_another_kind_begins_again(strain: Injury, ana: User, today: dt.date):
    at_stage(strain, "strength")
    actions.assess_injury(
        injury=strain, by=ana, assessed_by="Dr Lee", assessed_on=today, kind="strain", bamic="3c"
    )
    assert rule_for(strain.facts()).id == "R20"


def test_a_second_open_injury_of_the_place_can_be_assessed(strain: Injury, zoe: Client, ana: User):
    plain = {"structure": "hamstring", "side": "right", "kind": "strain", "onset_on": zoe.today()}
    second = actions.add_injury(client=zoe, by=ana, recurs=False, **plain)
    actions.assess_injury(injury=second, by=ana, assessed_by="Dr Lee", assessed_on=zoe.today(), kind="strain")
    assert (second.stage, zoe.injuries.open().count()) == ("acute", 2)


def test_an_assessment_is_refused_with_everything_that_is_wrong(suspected: Injury, ana: User, today: dt.date):
    later = today + dt.timedelta(days=1)
    plain = {"injury": suspected, "by": ana, "assessed_by": "Dr Lee", "kind": "other", "bamic": "2c"}
    with pytest.raises(ValidationError) as error:
        actions.assess_injury(assessed_on=later, stage="strength", **plain)
    assert set(error.value.error_dict) == {"bamic", "assessed_on", "stage"}


def test_a_move_is_refused_with_everything_that_is_missing(strain: Injury, ana: User, today: dt.date):
    with pytest.raises(ValidationError) as error:
        actions.move_stage(injury=strain, by=ana, stage="early_load", on=today)
    assert set(error.value.error_dict) == {"reason", "clinician"}


def test_an_assessment_needs_a_name_and_a_day_that_can_be(suspected: Injury, ana: User, today: dt.date):
    plain = {"injury": suspected, "by": ana, "kind": "strain"}
    refused("assessed_by", actions.assess_injury, assessed_by=" ", assessed_on=today, **plain)
    later, before = today + dt.timedelta(days=1), today - dt.timedelta(days=1)
    refused("assessed_on", actions.assess_injury, assessed_by="Dr Lee", assessed_on=later, **plain)
    refused("assessed_on", actions.assess_injury, assessed_by="Dr Lee", assessed_on=before, **plain)
    suspected.refresh_from_db()
    assert not suspected.assessed


def test_an_assessment_cannot_move_an_injury_onto_an_open_one(
    strain: Injury, zoe: Client, ana: User, today: dt.date
):
    other = actions.add_injury(
        client=zoe, by=ana, structure="knee", side="right", kind="other", onset_on=today
    )
    arguments = {"assessed_by": "Dr Lee", "assessed_on": today, "kind": "strain", "structure": "hamstring"}
    refused("__all__", actions.assess_injury, injury=other, by=ana, **arguments)


def test_going_up_by_every_gate_needs_no_reason(strain: Injury, ana: User, today: dt.date):
    actions.move_stage(
        injury=strain, by=ana, stage="early_load", on=today, clinician="R. Halloran", gates=TO_EARLY_LOAD
    )
    event = strain.events.get(kind="stage")
    assert (event.from_stage, event.to_stage, event.clinician) == ("acute", "early_load", "R. Halloran")
    assert event.words.count("Met: ") == 3


def test_a_gate_that_is_not_met_needs_a_reason(strain: Injury, ana: User, today: dt.date):
    move = {"injury": strain, "by": ana, "stage": "early_load", "on": today, "clinician": "R. Halloran"}
    refused("reason", actions.move_stage, gates=TO_EARLY_LOAD[:2], **move)
    actions.move_stage(gates=TO_EARLY_LOAD[:2], reason="No bike here.", **move)
    assert "No bike here." in strain.events.get(kind="stage").words


def test_a_gate_of_another_stage_counts_for_nothing(strain: Injury, ana: User, today: dt.date):
    move = {"injury": strain, "by": ana, "stage": "early_load", "on": today, "clinician": "R. Halloran"}
    refused("reason", actions.move_stage, gates=["Cleared", "Walks without pain"], **move)


def test_skipping_a_stage_asks_for_the_gates_of_both(strain: Injury, ana: User, today: dt.date):
    move = {"injury": strain, "by": ana, "stage": "strength", "on": today, "clinician": "R. Halloran"}
    refused("reason", actions.move_stage, gates=TO_EARLY_LOAD, **move)


def test_a_clinicians_stage_needs_the_clinician(strain: Injury, ana: User, today: dt.date):
    move = {"injury": strain, "by": ana, "stage": "early_load", "on": today, "gates": TO_EARLY_LOAD}
    refused("clinician", actions.move_stage, **move)
    strain.refresh_from_db()
    assert strain.stage == "acute"


def test_going_down_needs_a_reason_and_no_clinician(strain: Injury, ana: User, today: dt.date):
    at_stage(strain, "high_load")
    move = {"injury": strain, "by": ana, "stage": "acute", "on": today}
    refused("reason", actions.move_stage, **move)
    actions.move_stage(reason="Pain 4 after sprints.", **move)
    assert strain.stage == "acute"


def test_going_down_ends_what_a_clinician_allowed_for_the_later_stage(
    strain: Injury, ana: User, today: dt.date
):
    actions.move_stage(
        injury=strain, by=ana, stage="early_load", on=today, reason="Walks freely.", clinician="R. Halloran"
    )
    actions.set_limits(
        injury=strain, by=ana, clinician="R. Halloran", on=today, limits={"demand_max": 4}, pain_max=4
    )
    actions.move_stage(injury=strain, by=ana, stage="acute", on=today, reason="Sore since yesterday.")
    strain.refresh_from_db()
    assert (strain.limits, strain.pain_max) == ({}, None)


@pytest.mark.parametrize("stage", ["acute", "isometric", "", "nonsense"])
def test_only_another_stage_of_the_same_kind_can_be_moved_to(
    strain: Injury, ana: User, today: dt.date, stage: str
):
    refused(
        "stage", actions.move_stage, injury=strain, by=ana, stage=stage, on=today, reason="x", clinician="y"
    )


def test_a_suspected_injury_has_no_stage_to_move(suspected: Injury, ana: User, today: dt.date):
    refused("stage", actions.move_stage, injury=suspected, by=ana, stage="acute", on=today, reason="x")


def test_a_stage_is_not_moved_tomorrow_or_before_the_injury(strain: Injury, ana: User, today: dt.date):
    move = {"injury": strain, "by": ana, "stage": "early_load", "clinician": "x", "gates": TO_EARLY_LOAD}
    refused("on", actions.move_stage, on=today + dt.timedelta(days=1), **move)
    refused("on", actions.move_stage, on=strain.onset_on - dt.timedelta(days=1), **move)


@pytest.mark.parametrize(
    ("family", "step", "to_step", "clinician"),
    [
        ("strain", 1, 2, True),
        ("strain", 2, 3, True),
        ("strain", 3, 4, False),
        ("strain", 4, 5, True),
        ("strain", 5, 6, False),
        ("strain", 4, 2, False),
        ("tendinopathy", 1, 2, False),
        ("tendinopathy", 3, 4, False),
        ("tear_operated", 3, 4, True),
        ("strain_tendon", 3, 4, True),
    ],
)
def test_who_opens_a_stage(family: str, step: int, to_step: int, clinician: bool):
    assert needs_clinician(stages_of(family), step, to_step) is clinician


def test_a_clinicians_limits_hold_in_place_of_the_stages(strain: Injury, ana: User, today: dt.date):
    actions.set_limits(
        injury=strain,
        by=ana,
        clinician="R. Halloran",
        on=today,
        limits={"rpe_max": 3, "sprint_max": 20},
        pain_max=4,
    )
    strain.refresh_from_db()
    rule = rule_for(strain.facts())
    assert (rule.rpe_max, rule.sprint_max, rule.pain_max) == (3, 20, 4)
    assert (strain.limits_by, strain.limits_on) == ("R. Halloran", today)
    assert strain.events.get(kind="limits").clinician == "R. Halloran"


def test_limits_need_a_clinician_and_must_be_readable(strain: Injury, ana: User, today: dt.date):
    plain = {"injury": strain, "by": ana, "on": today}
    refused("clinician", actions.set_limits, clinician="", limits={"rpe_max": 3}, **plain)
    refused("__all__", actions.set_limits, clinician="R.", limits={"rpe_max": 30}, **plain)
    refused("__all__", actions.set_limits, clinician="R.", limits={"nonsense": 3}, **plain)
    refused("__all__", actions.set_limits, clinician="R.", limits={}, pain_max=5, **plain)
    strain.refresh_from_db()
    assert strain.limits == {}


def test_empty_limits_take_them_off_again(strain: Injury, ana: User, today: dt.date):
    plain = {"injury": strain, "by": ana, "on": today, "clinician": "R. Halloran"}
    actions.set_limits(limits={"rpe_max": 3}, **plain)
    actions.set_limits(limits={}, **plain)
    assert rule_for(strain.facts()).rpe_max == 4


def test_a_warning_sign_is_lifted_by_who_when_and_what_they_said(flagged: Injury, ana: User, today: dt.date):
    plain = {"injury": flagged, "by": ana, "on": today}
    refused("clinician", actions.clear_red_flags, clinician="", words="Fine.", **plain)
    refused("words", actions.clear_red_flags, clinician="Dr Lee", words=" ", **plain)
    actions.clear_red_flags(clinician="Dr Lee", words="No clot on the scan.", **plain)
    flagged.refresh_from_db()
    assert flagged.red_flags == []
    assert flagged.events.get(kind="cleared").words == "No clot on the scan."
    assert AuditEntry.objects.filter(action="injury warning sign cleared").exists()


def test_there_is_nothing_to_lift_without_a_warning_sign(strain: Injury, ana: User, today: dt.date):
    refused("__all__", actions.clear_red_flags, injury=strain, by=ana, clinician="x", on=today, words="x")


def test_a_warning_sign_may_be_found_later(strain: Injury, ana: User):
    actions.raise_red_flags(injury=strain, by=ana, red_flags=["nerve"])
    assert rule_for(strain.facts()).id == "R00"
    refused("__all__", actions.raise_red_flags, injury=strain, by=ana, red_flags=["nerve"])


def test_a_suspected_injury_is_over_only_on_a_clinicians_word(suspected: Injury, ana: User, today: dt.date):
    refused("clinician", actions.resolve_injury, injury=suspected, by=ana, on=today)
    actions.resolve_injury(injury=suspected, by=ana, on=today, clinician="Dr Lee")
    assert suspected.resolved_on == today


@pytest.mark.parametrize("stage", ["acute", "early_load", "strength", "high_load"])
def test_a_strain_is_not_over_before_it_is_cleared(strain: Injury, ana: User, today: dt.date, stage: str):
    refused("clinician", actions.resolve_injury, injury=at_stage(strain, stage), by=ana, on=today)


def test_a_cleared_strain_is_the_trainers_to_close(strain: Injury, ana: User, today: dt.date):
    actions.resolve_injury(injury=at_stage(strain, "maintenance"), by=ana, on=today)
    assert strain.resolved_on == today


def test_soreness_is_the_trainers_to_close(zoe: Client, ana: User, today: dt.date):
    injury = actions.add_injury(
        client=zoe, by=ana, structure="hamstring", side="both", kind="soreness", onset_on=today
    )
    actions.resolve_injury(injury=injury, by=ana, on=today)
    assert injury.resolved_on == today


def test_an_open_warning_sign_keeps_an_injury_open(flagged: Injury, ana: User, today: dt.date):
    refused("__all__", actions.resolve_injury, injury=flagged, by=ana, on=today, clinician="Dr Lee")


def test_an_injury_is_not_over_before_it_began_or_tomorrow(strain: Injury, ana: User, today: dt.date):
    plain = {"injury": strain, "by": ana, "clinician": "Dr Lee"}
    refused("on", actions.resolve_injury, on=strain.onset_on - dt.timedelta(days=1), **plain)
    refused("on", actions.resolve_injury, on=today + dt.timedelta(days=1), **plain)


def test_an_injury_that_is_over_is_not_changed(strain: Injury, ana: User, today: dt.date):
    actions.resolve_injury(injury=strain, by=ana, on=today, clinician="Dr Lee")
    refused("__all__", actions.resolve_injury, injury=strain, by=ana, on=today)
    refused("__all__", actions.move_stage, injury=strain, by=ana, stage="strength", on=today, reason="x")
    refused("__all__", actions.set_limits, injury=strain, by=ana, clinician="x", on=today, limits={})


def test_opening_again_brings_back_the_stage(strain: Injury, ana: User, today: dt.date):
    at_stage(strain, "strength")
    actions.resolve_injury(injury=strain, by=ana, on=today, clinician="Dr Lee")
    actions.reopen_injury(injury=strain, by=ana, on=today, words="Tight again.")
    assert strain.resolved_on is None
    assert read_injury(strain, today).step == 3
    refused("__all__", actions.reopen_injury, injury=strain, by=ana, on=today, words="x")


def test_an_injury_is_not_opened_again_beside_a_newer_one(
    strain: Injury, zoe: Client, ana: User, today: dt.date
):
    plain = {"structure": "hamstring", "side": "right", "kind": "strain", "onset_on": today}
    actions.add_injury(client=zoe, by=ana, recurs=True, **plain)
    strain.refresh_from_db()
    refused("__all__", actions.reopen_injury, injury=strain, by=ana, on=today, words="x")


def test_the_slower_of_two_editors_is_told_and_saves_nothing(strain: Injury, ana: User, today: dt.date):
    mine = Injury.objects.get(pk=strain.pk)
    actions.raise_red_flags(injury=strain, by=ana, red_flags=["nerve"])
    with pytest.raises(actions.StaleInjury):
        actions.set_limits(injury=mine, by=ana, clinician="x", on=today, limits={"rpe_max": 2})
    mine.refresh_from_db()
    assert mine.limits == {}
    assert not mine.events.filter(kind="limits").exists()
