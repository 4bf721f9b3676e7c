"""What a clinician said holds for what they said it of, and only they end what is theirs."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client as Browser

from clients import actions
from clients.health import closing_needs_clinician, read_injury
from clients.models import Client, Injury
from clients.stages import rule_for, stages_of
from tests.clients.test_injury_changes import change, pages
from tests.clients.test_rehabilitation import refused
from trainer.accounts.models import User


def days(today: dt.date, ago: int) -> dt.date:
    return today - dt.timedelta(days=ago)


@pytest.fixture
def limited(strain: Injury, ana: User, today: dt.date) -> Injury:
    """The strain at early loading, with limits of its physiotherapist."""
    move = {"on": today, "clinician": "R. Halloran", "reason": "Walks freely."}
    actions.move_stage(injury=strain, by=ana, stage="early_load", **move)
    actions.set_limits(
        injury=strain, by=ana, clinician="R. Halloran", on=today, limits={"demand_max": 4}, pain_max=4
    )
    return strain


@pytest.mark.parametrize(
    ("finding", "kept"),
    [
        ({"kind": "strain", "grade": "1"}, True),
        ({"kind": "strain", "stage": "strength"}, True),
        ({"kind": "strain", "stage": "acute"}, False),
        ({"kind": "tear"}, False),
        ({"kind": "strain", "bamic": "2c", "stage": "early_load"}, False),
        ({"kind": "strain", "structure": "calf"}, False),
    ],
)
def test_limits_end_with_the_finding_or_the_stage_they_were_given_for(
    limited: Injury, ana: User, today: dt.date, finding: dict[str, Any], kept: bool
):
    if finding.get("bamic"):
        finding = finding | {"stage": stages_of("strain_tendon")[0].stage}
    actions.assess_injury(injury=limited, by=ana, assessed_by="Dr Lee", assessed_on=today, **finding)
    limited.refresh_from_db()
    assert bool(limited.limits) is bool(limited.limits_by) is (limited.pain_max is not None) is kept
    words = "No longer holds, from R. Halloran: pain up to 4 of 10; hamstring demand to 4 of 5."
    assert (words in limited.events.last().words) is not kept


def test_limits_that_end_on_the_way_down_stay_in_the_history(limited: Injury, ana: User, today: dt.date):
    actions.move_stage(injury=limited, by=ana, stage="acute", on=today, reason="Sore since yesterday.")
    assert "hamstring demand to 4 of 5" in limited.events.last().words


@pytest.mark.parametrize(
    ("facts", "needs"),
    [
        ({"structure": "knee_acl", "kind": "acl"}, True),
        ({"structure": "knee_acl", "kind": "acl", "operated": True}, True),
        ({"structure": "knee", "kind": "other"}, False),
        ({"structure": "knee", "kind": "other", "operated": True}, True),
        ({"kind": "tear", "operated": True, "stage": "cleared"}, True),
        ({"kind": "strain", "stage": "cleared"}, False),
    ],
)
def test_who_calls_it_over(zoe: Client, ana: User, today: dt.date, facts: dict[str, Any], needs: bool):
    plain = {"structure": "hamstring", "side": "right", "onset_on": days(today, 200)}
    if facts.pop("operated", False):
        plain["operated_on"] = days(today, 180)
    injury = actions.add_injury(
        client=zoe, by=ana, assessed_by="Dr Lee", assessed_on=days(today, 150), **plain | facts
    )
    assert closing_needs_clinician(read_injury(injury, today)) is needs
    if needs:
        refused("clinician", actions.resolve_injury, injury=injury, by=ana, on=today)


def acl(zoe: Client, ana: User, today: dt.date, **facts: Any) -> Injury:
    return actions.add_injury(
        client=zoe,
        by=ana,
        structure="knee_acl",
        side="right",
        kind="acl",
        onset_on=days(today, 90),
        assessed_by="Dr Lee",
        assessed_on=days(today, 80),
        **facts,
    )


def test_the_surgeons_release_is_written_down_with_who_and_when_and_taken_back(
    as_ana: Browser, zoe: Client, ana: User, today: dt.date
):
    injury = acl(zoe, ana, today, operated_on=days(today, 70))
    address = f"{pages(injury)}limits/"
    assert "The surgeon has released" in as_ana.get(address).text
    said = {"clinician": "Dr Lee, surgeon", "on": today.isoformat()}
    assert as_ana.post(address, change(injury, released="on", **said)).status_code == 302
    injury.refresh_from_db()
    assert (injury.limits, injury.limits_by, injury.limits_on) == (
        {"lifts": ["ACL_EARLY"]},
        "Dr Lee, surgeon",
        today,
    )
    assert "ACL_EARLY" in rule_for(injury.facts(), today).lifts
    assert "Released by the surgeon" in as_ana.get(pages(injury)).text
    assert "checked" in as_ana.get(address).text.split('name="released"')[1].split(">")[0]
    assert as_ana.post(address, change(injury, **said)).status_code == 302
    injury.refresh_from_db()
    assert injury.limits == {}


def test_a_release_is_asked_of_an_operated_ligament_alone(
    as_ana: Browser, zoe: Client, ana: User, strain: Injury, today: dt.date
):
    for injury in (strain, acl(zoe, ana, today)):
        assert "The surgeon has released" not in as_ana.get(f"{pages(injury)}limits/").text


def test_what_the_specialists_plan_lists_is_chosen_by_name(
    library: None, as_ana: Browser, zoe: Client, ana: User, today: dt.date
):
    injury = actions.add_injury(
        client=zoe,
        by=ana,
        structure="hamstring_sit_bone",
        side="right",
        kind="tear",
        onset_on=days(today, 30),
        assessed_by="Dr Lee",
        assessed_on=days(today, 25),
    )
    address = f"{pages(injury)}limits/"
    assert "Exercises their plan lists" in as_ana.get(address).text
    form = change(injury, clinician="Dr Lee", on=today.isoformat(), allows=["lying-leg-curl"])
    assert as_ana.post(address, form).status_code == 302
    injury.refresh_from_db()
    assert "lying-leg-curl" in rule_for(injury.facts(), today).allows


def test_nothing_is_moved_or_closed_before_the_day_its_stage_was_set(
    strain: Injury, ana: User, today: dt.date
):
    word = {"clinician": "R. Halloran", "reason": "Walks freely."}
    actions.move_stage(injury=strain, by=ana, stage="early_load", on=days(today, 5), **word)
    early = days(today, 6)
    refused("on", actions.move_stage, injury=strain, by=ana, stage="strength", on=early, **word)
    refused("on", actions.resolve_injury, injury=strain, by=ana, on=early, clinician="R. Halloran")
    actions.move_stage(injury=strain, by=ana, stage="strength", on=days(today, 5), **word)


@pytest.mark.parametrize("page", ["stage/", "over/"])
def test_the_page_says_at_the_day_when_the_stage_was_set(
    as_ana: Browser, strain: Injury, today: dt.date, page: str
):
    form = change(strain, stage="early_load", on=days(today, 19).isoformat(), clinician="x", reason="x")
    answer = as_ana.post(f"{pages(strain)}{page}", form)
    assert answer.status_code == 422
    assert "The stage it has was set on" in answer.text


def test_no_injury_began_before_birth(as_ana: Browser, zoe: Client, injury_form):
    zoe.birth_date = dt.date(1994, 5, 17)
    zoe.save()
    answer = as_ana.post(f"/clients/{zoe.pk}/injuries/new/", injury_form(onset_on="1994-05-16"))
    assert answer.status_code == 422
    assert "was born." in answer.text


def test_a_tick_and_a_tick_taken_back_are_in_the_history(strain: Injury, ana: User, today: dt.date):
    gate = {"injury": strain, "by": ana, "gate": "Walks without pain"}
    actions.meet_gate(on=today, **gate)
    actions.meet_gate(on=today, **gate)
    actions.untick_gate(**gate)
    told = [(event.words.split(",")[0], event.by) for event in strain.events.order_by("-pk")[:2]]
    assert told == [("No longer counts as met: Walks without pain", ana), ("Met: Walks without pain", ana)]
    assert strain.events.filter(words__startswith="Met:").count() == 1


@pytest.mark.parametrize(("seen_ago", "stage"), [(4, "acute"), (2, "cleared")])
def test_what_a_clinician_leads_begins_again_unless_a_clinician_has_seen_it_since(
    strain: Injury, zoe: Client, ana: User, today: dt.date, seen_ago: int, stage: str
):
    word = {"on": days(today, 3), "clinician": "R. Halloran", "reason": "Walks freely."}
    actions.move_stage(injury=strain, by=ana, stage="early_load", **word)
    later = actions.add_injury(
        client=zoe,
        by=ana,
        structure="hamstring",
        side="right",
        kind="strain",
        onset_on=days(today, 5),
        assessed_by="Dr Lee",
        assessed_on=days(today, seen_ago),
        stage="cleared",
        recurs=False,
    )
    actions.set_recurrence(injury=later, by=ana, earlier=strain)
    later.refresh_from_db()
    assert later.stage == stage
    assert later.events.last().to_stage == ("acute" if stage == "acute" else "")


@pytest.mark.parametrize("new", [True, False])
def test_a_stage_that_a_clinician_gave_is_asked_and_never_taken_for_granted(
    as_ana: Browser, zoe: Client, suspected: Injury, today: dt.date, injury_form, new: bool
):
    found = {"assessed_by": "Dr Lee", "assessed_on": today.isoformat(), "kind": "strain"}
    if new:
        form = injury_form(assessed="clinician", **found)
        answer = as_ana.post(f"/clients/{zoe.pk}/injuries/new/", form)
    else:
        form = change(suspected, structure="hamstring", **found)
        answer = as_ana.post(f"{pages(suspected)}assessment/", form)
    assert answer.status_code == 422
    assert "Choose the stage they put it at." in answer.text
    assert not zoe.injuries.exclude(assessed_on=None).exists()
