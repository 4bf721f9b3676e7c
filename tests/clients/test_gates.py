import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client as Browser

from clients import actions, consents
from clients.health import read_injury
from clients.models import Client, GateMet, Injury
from clients.stages import rules
from tests.clients.test_rehabilitation import TO_EARLY_LOAD, at_stage, refused
from trainer.accounts.models import AuditEntry, User
from trainer.web.templatetags.plumb import day

WALKS, SQUAT, BIKE = TO_EARLY_LOAD
# The entry gates of the rule table (4.10), in the words of the page.
TABLE = {
    "R00": ["Any warning sign answered with yes"],
    "R01": ["New sudden pain without a diagnosis"],
    "R10": ["A clinician has given the diagnosis"],
    "R11": [WALKS, SQUAT, BIKE],
    "R12": [
        "Runs at 70% of best speed without pain",
        "Straight-leg raise at least 75% of the other leg",
        "Strength with the muscle long at least 75% of the other leg",
    ],
    "R13": ["No pain at long length", "Runs at 90% of best speed without pain"],
    "R14": ["A clinician's written clearance", "Maximal sprint without pain"],
    "R15": ["Cleared"],
    "R20": ["A clinician has given the class from the scan (2c or 3c)"],
    "R21": ["The clinician's release, typically in weeks 4 to 7"],
    "R22": ["The clinician's written release"],
    "R30": ["A specialist's plan"],
    "R31": ["The surgeon's protocol"],
    "R32": ["The surgeon's release"],
    "R33": ["The surgeon's release"],
    "R34": ["A clinician's written clearance"],
    "R40": ["A clinician has given the diagnosis", "Pain above 3 on the daily load test"],
    "R41": ["Load test 0 to 3"],
    "R42": ["Stage 2 at about 8 repetitions maximum, pain 0 to 3"],
    "R43": ["Hinge tests 0 to 3", "Both sides equal"],
    "R44": ["No symptoms for 4 weeks"],
    "R50": ["Both sides, spread out, and nothing happened"],
    "R60": ["No symptoms"],
    "R61": ["Cleared"],
    "R62": ["Cleared"],
}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_row_has_the_gates_of_the_rule_table(rule):
    assert list(rule.gates) == TABLE[rule.id]


def tick(injury: Injury, ana: User, *gates: str, on: dt.date) -> None:
    for gate in gates:
        actions.meet_gate(injury=injury, by=ana, gate=gate, on=on)


def test_a_gate_is_ticked_with_its_day(strain: Injury, ana: User, today: dt.date):
    tick(strain, ana, WALKS, on=today - dt.timedelta(days=3))
    row = strain.gates_met.get()
    assert (row.stage, row.met_on, row.by, row.client) == (
        "early_load",
        today - dt.timedelta(days=3),
        ana,
        strain.client,
    )
    assert read_injury(strain, today).gates_left == 2
    assert AuditEntry.objects.filter(action="gate met").exists()


def test_a_gate_ticked_twice_has_the_later_day(strain: Injury, ana: User, today: dt.date):
    tick(strain, ana, WALKS, on=today - dt.timedelta(days=3))
    tick(strain, ana, WALKS, on=today)
    assert strain.gates_met.get().met_on == today


def test_gates_ticked_one_by_one_open_the_stage(strain: Injury, ana: User, today: dt.date):
    tick(strain, ana, WALKS, SQUAT, BIKE, on=today)
    actions.move_stage(injury=strain, by=ana, stage="early_load", on=today, clinician="R. Halloran")
    assert strain.stage == "early_load"
    assert strain.events.get(kind="stage").words.count("Met: ") == 3


def test_a_gate_met_after_the_day_of_the_move_does_not_count_for_it(
    strain: Injury, ana: User, today: dt.date
):
    tick(strain, ana, WALKS, SQUAT, BIKE, on=today)
    yesterday = today - dt.timedelta(days=1)
    move = {"injury": strain, "by": ana, "stage": "early_load", "clinician": "R. Halloran"}
    refused("reason", actions.move_stage, on=yesterday, **move)


def test_what_is_ticked_with_the_move_is_kept_with_its_day(strain: Injury, ana: User, today: dt.date):
    tick(strain, ana, WALKS, on=today - dt.timedelta(days=2))
    move = {"injury": strain, "by": ana, "stage": "early_load", "on": today, "clinician": "R. Halloran"}
    actions.move_stage(gates=[SQUAT, BIKE], **move)
    assert {row.gate: row.met_on for row in strain.gates_met.all()} == {
        WALKS: today - dt.timedelta(days=2),
        SQUAT: today,
        BIKE: today,
    }


def test_a_release_for_one_stage_is_none_for_the_next(zoe: Client, ana: User, today: dt.date):
    injury = actions.add_injury(
        client=zoe,
        by=ana,
        structure="hamstring_sit_bone",
        side="left",
        kind="tear",
        onset_on=today,
        assessed_by="M. Osei",
        assessed_on=today,
        operated_on=today,
    )
    move = {"injury": injury, "by": ana, "on": today, "clinician": "M. Osei"}
    actions.move_stage(stage="weeks_6_12", gates=["The surgeon's release"], **move)
    refused("reason", actions.move_stage, stage="months_3_6", **move)


def test_going_back_takes_the_later_ticks_along_and_says_so(strain: Injury, ana: User, today: dt.date):
    tick(strain, ana, WALKS, SQUAT, BIKE, on=today)
    actions.move_stage(injury=strain, by=ana, stage="early_load", on=today, clinician="R. Halloran")
    actions.move_stage(injury=strain, by=ana, stage="acute", on=today, reason="Sore again.")
    assert not strain.gates_met.exists()
    assert f"To be met again: {WALKS}" in strain.events.last().words


@pytest.mark.parametrize("gate", ["Runs at 70% of best speed without pain", "Cleared", "nonsense", ""])
def test_only_a_gate_of_the_next_stage_is_ticked(strain: Injury, ana: User, today: dt.date, gate: str):
    refused("gate", actions.meet_gate, injury=strain, by=ana, gate=gate, on=today)
    assert not GateMet.objects.exists()


def test_a_gate_is_not_met_tomorrow_or_before_the_injury(strain: Injury, ana: User, today: dt.date):
    for wrong in (today + dt.timedelta(days=1), strain.onset_on - dt.timedelta(days=1)):
        refused("on", actions.meet_gate, injury=strain, by=ana, gate=WALKS, on=wrong)


def test_a_suspected_injury_has_no_gates_to_tick(suspected: Injury, ana: User, today: dt.date):
    refused("gate", actions.meet_gate, injury=suspected, by=ana, gate=WALKS, on=today)


def test_an_injury_that_is_over_has_none_either(strain: Injury, ana: User, today: dt.date):
    actions.resolve_injury(injury=strain, by=ana, on=today, clinician="Dr Lee")
    with pytest.raises(ValidationError):
        actions.meet_gate(injury=strain, by=ana, gate=WALKS, on=today)


def test_a_tick_can_be_taken_back_until_the_stage_is_entered(strain: Injury, ana: User, today: dt.date):
    tick(strain, ana, WALKS, SQUAT, BIKE, on=today)
    actions.untick_gate(injury=strain, by=ana, gate=WALKS)
    assert strain.gates_met.count() == 2
    tick(strain, ana, WALKS, on=today)
    actions.move_stage(injury=strain, by=ana, stage="early_load", on=today, clinician="R. Halloran")
    actions.untick_gate(injury=strain, by=ana, gate=WALKS)
    assert strain.gates_met.count() == 3


# On the page


def page(injury: Injury) -> str:
    return f"/clients/{injury.client_id}/injuries/{injury.pk}/"


def test_the_page_ticks_a_gate_and_shows_the_day(as_ana: Browser, strain: Injury, today: dt.date):
    answer = as_ana.post(f"{page(strain)}gates/", {"gate": WALKS, "on": today.isoformat()})
    assert answer["Location"] == f"{page(strain)}#gates"
    text = as_ana.get(page(strain)).text
    assert "2 of 3 still open" in text
    assert "written down by Ana Trainer" in text
    as_ana.post(f"{page(strain)}gates/", {"gate": WALKS, "take_back": "1"})
    assert not strain.gates_met.exists()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"on": "2999-01-01"}, "has not come yet"),
        ({"on": "2001-01-01"}, "before the injury began"),
        ({"on": ""}, "Choose the day it was met"),
        ({"on": "soon"}, "This is not a day"),
        ({"gate": "nonsense"}, "not one of the things to be met"),
    ],
)
def test_a_refused_tick_says_why_at_the_gate(
    as_ana: Browser, strain: Injury, today: dt.date, changes: dict[str, str], says: str
):
    answer = as_ana.post(f"{page(strain)}gates/", {"gate": WALKS, "on": today.isoformat()} | changes)
    assert answer.status_code == 422
    assert says in answer.text
    assert not GateMet.objects.exists()


def test_the_move_asks_only_for_what_is_still_open(
    as_ana: Browser, strain: Injury, ana: User, today: dt.date
):
    tick(strain, ana, WALKS, on=today)
    text = as_ana.get(f"{page(strain)}stage/").text
    assert f"{WALKS}, met on" in text
    assert f'value="{WALKS}"' not in text
    assert f'value="{SQUAT}"' in text


def test_what_was_met_stays_to_be_read_after_the_move(
    as_ana: Browser, strain: Injury, ana: User, today: dt.date
):
    tick(strain, ana, WALKS, SQUAT, BIKE, on=today)
    actions.move_stage(injury=strain, by=ana, stage="early_load", on=today, clinician="R. Halloran")
    assert as_ana.get(page(strain)).text.count(WALKS) >= 2


def test_gates_are_hidden_with_the_health_data(as_ana: Browser, strain: Injury, ana: User, today: dt.date):
    consents.withdraw(client=strain.client, purpose="health", by=ana)
    answer = as_ana.post(f"{page(strain)}gates/", {"gate": WALKS, "on": today.isoformat()})
    assert answer.status_code == 403
    assert not GateMet.objects.exists()


def test_the_page_needs_as_many_queries_with_gates_as_without(
    as_ana: Browser, strain: Injury, ana: User, today: dt.date, queries: Callable[..., int]
):
    at_stage(strain, "high_load")
    as_ana.get(page(strain))
    tick(strain, ana, "Maximal sprint without pain", on=today)
    one = queries(lambda: as_ana.get(page(strain)))
    for stage, gate in (("early_load", WALKS), ("early_load", SQUAT), ("strength", "x"), ("strength", "y")):
        GateMet.objects.create(
            client=strain.client, injury=strain, stage=stage, gate=gate, met_on=today, by=ana
        )
    assert queries(lambda: as_ana.get(page(strain))) == one


def test_what_was_not_met_stays_in_the_history_of_a_move_with_a_reason(
    as_ana: Browser, strain: Injury, ana: User, today: dt.date
):
    move = {"injury": strain, "by": ana, "stage": "early_load", "on": today, "clinician": "R. Halloran"}
    actions.move_stage(gates=[WALKS, SQUAT], reason="No bike here.", **move)
    words = strain.events.get(kind="stage").words.split("\n")
    assert words[2:] == [f"Not met: {BIKE}", "No bike here."]
    assert f"Not met: {BIKE}" in as_ana.get(page(strain)).text


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_the_run_that_opens_a_stage_is_the_one_its_gate_names(rule):
    # 4.10: "run 70% painless", "90% run painless", "max sprint, no pain"
    words = " ".join(rule.gates)
    named = re.search(r"Runs at (\d+)%", words)
    expected = int(named[1]) if named else 100 if "Maximal sprint" in words else None
    assert rule.entry_run == expected


@pytest.mark.parametrize(
    ("stage", "run", "limit", "who"),
    [
        ("early_load", 70, 50, "A clinician leads this stage: they decide when it is tried"),
        ("strength", 90, 80, "This stage is shared: agree with the clinician when it is tried"),
        ("high_load", 100, 95, "This stage is shared: agree with the clinician when it is tried"),
    ],
)
def test_a_run_faster_than_the_stage_allows_is_explained_as_a_test(
    as_ana: Browser, strain: Injury, stage: str, run: int, limit: int, who: str
):
    at_stage(strain, stage)
    text = as_ana.get(page(strain)).text
    assert f"The run at {run}% is faster than the {limit}% of this stage." in text
    assert "goes into no workout" in text
    assert who in text


def test_a_stage_that_opens_without_a_faster_run_explains_none(as_ana: Browser, strain: Injury):
    assert "is faster than the" not in as_ana.get(page(strain)).text


def test_the_stage_stands_since_the_day_it_was_given_and_not_since_the_injury(
    as_ana: Browser, strain: Injury, today: dt.date
):
    rung = read_injury(strain, today).ladder()[0]
    assert rung.since == strain.assessed_on != strain.onset_on
    assert f"now, since {day(rung.since)}" in as_ana.get(page(strain)).text


def test_the_page_asks_what_has_to_be_met(as_ana: Browser, strain: Injury):
    text = as_ana.get(page(strain)).text
    assert "What has to be met for stage 2, early load" in text
    for shown in (text, as_ana.get(f"/clients/{strain.client_id}/injuries/").text):
        assert "guard" not in re.sub(r"<[^>]*>", " ", shown).lower()
        assert not re.search(r"\bgates?\b", re.sub(r"<[^>]*>", " ", shown).lower())
