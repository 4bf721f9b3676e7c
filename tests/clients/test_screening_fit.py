"""What was told beside the file and the stage of an open injury."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client as Browser

from clients import screening_fit as fit
from clients.actions import add_injury
from clients.models import Client, Injury
from clients.rules import InjuryFacts
from clients.screening import THINGS
from clients.stages import rules, stages_of
from tests.clients.test_screening_pages import screened
from trainer.accounts.models import User

THING = {thing.code: thing for thing in THINGS}
RULE = {rule.id: rule for rule in rules()}
ASKED = dt.date(2026, 11, 22)


def injury(onset: str, **changes: Any) -> InjuryFacts:
    facts = {"id": 1, "label": "", "structure": "hamstring", "side": "right", "kind": "strain"}
    return InjuryFacts(**{**facts, "onset_on": dt.date.fromisoformat(onset), **changes})


def told(answer: str, when: str = "", side: str = "right") -> dict[str, str]:
    return {"hamstring": answer, "hamstring_side": side} | ({"hamstring_when": when} if when else {})


# The rule table, 4.10: what each plan takes, and from which row on it is allowed
@pytest.mark.parametrize(
    ("thing", "row", "words"),
    [
        ("lowering", "R01", ["no hamstring work"]),
        ("lowering", "R11", ["hamstring demand to 2 of 5"]),
        ("lowering", "R12", ["hamstring demand to 4 of 5"]),
        ("lowering", "R13", []),
        ("lowering", "R40", ["hamstring demand to 2 of 5"]),
        ("lowering", "R41", []),  # 4.11: the Nordic by name
        ("hamstring_recent", "R15", []),
        ("speed", "R10", ["no running"]),
        ("speed", "R11", ["runs to 50% of best speed"]),
        ("speed", "R13", ["runs to 95% of best speed"]),
        ("speed", "R14", []),
        ("kicking", "R12", ["no springy work"]),
        ("kicking", "R13", ["small springy work"]),
        ("kicking", "R14", []),
        ("stretching", "R11", ["hamstring demand to 2 of 5", "only short length and middle length"]),
        ("stretching", "R31", ["no hamstring work"]),
        ("stretching", "R12", []),
        ("warm_up", "R10", []),
        ("heavy_legs", "R10", []),
    ],
)
def test_a_plan_waits_while_the_stage_allows_less(thing: str, row: str, words: list[str]):
    assert fit.in_the_way(THING[thing], RULE[row]) == words


@pytest.mark.parametrize(("thing", "opens"), [("speed", "R14"), ("lowering", "R13"), ("kicking", "R14")])
def test_the_stage_that_ends_the_waiting_is_the_first_that_allows_it(thing: str, opens: str):
    later = fit.opens_at(THING[thing], stages_of("strain")[1:])
    assert later is not None
    assert later.id == opens


@pytest.mark.parametrize(
    ("answers", "row", "is_it"),
    [
        (told("recent", "2026-04"), injury("2026-04-19"), True),
        (told("recent", "2026-04"), injury("2026-05-02"), True),
        (told("recent", "2026-02"), injury("2026-11-01"), False),
        (told("earlier", "2019"), injury("2019-12-30"), True),
        (told("earlier", "2019"), injury("2020-01-02"), False),
        (told("earlier"), injury("2026-11-01"), False),
        (told("recent"), injury("2026-11-01"), True),
        (told("recent", "2026-11"), injury("2026-11-23"), False),
        (told("recent", "2026-04", "left"), injury("2026-04-19"), False),
        (told("recent", "2026-04"), injury("2026-04-19", kind="tendinopathy"), False),
    ],
)
def test_an_injury_is_the_one_told_of_where_place_leg_and_time_agree(
    answers: dict[str, str], row: InjuryFacts, is_it: bool
):
    thing = THING[f"hamstring_{answers['hamstring']}"]
    assert fit.tells_of(thing, answers, row, ASKED) == is_it


def test_two_legs_told_of_need_two_injuries_on_file():
    answers = told("recent", side="both")
    thing, right = THING["hamstring_recent"], injury("2026-10-01")
    assert fit.not_on_file(thing, answers, [right])
    assert not fit.not_on_file(thing, answers, [right, injury("2026-09-01", side="left")])


@pytest.mark.parametrize(
    ("answers", "row", "kinds"),
    [
        ({"hamstring": "no"}, injury("2026-11-01"), ["other"]),
        ({"hamstring": "no"}, injury("2026-11-01", kind="tendinopathy"), []),
        ({"hamstring": "no"}, injury("2026-11-23"), []),
        ({"hamstring": "unsure"}, injury("2026-11-01"), []),
        (told("earlier"), injury("2026-11-01"), ["other"]),
        (told("earlier"), injury("2020-11-01"), []),
        ({"calf": "no"}, injury("2026-11-01", structure="calf"), ["other"]),
        ({"acl": "no"}, injury("2016-11-01", structure="knee_acl", kind="acl"), ["other"]),
        (told("recent", "2026-02"), injury("2026-11-01"), ["second"]),
        (told("recent", "2026-02"), injury("2026-11-23"), ["second"]),
        (told("recent", "2026-02"), injury("2026-11-01", red_flags=("second_strain",)), []),
        (told("recent", "2026-02", "left"), injury("2026-11-01"), []),
        (told("recent", "2026-11"), injury("2026-11-01"), []),
    ],
)
def test_what_answers_and_file_cannot_both_be_right_about_is_found(
    answers: dict[str, str], row: InjuryFacts, kinds: list[str]
):
    assert [clash.kind for clash in fit.clashes(answers, [row], ASKED)] == kinds


# The trainer's page


@pytest.fixture
def early(strain: Injury) -> Injury:
    """The strain at its second stage, begun this month."""
    strain.stage = "early_load"
    strain.save()
    return strain


def page_of(as_ana: Browser, zoe: Client) -> str:
    return " ".join(as_ana.get(f"/clients/{zoe.pk}/screening/").text.split())


def test_what_the_stage_holds_is_said_with_the_stage_that_opens_it(
    as_ana: Browser, zoe: Client, zoe_user: User, early: Injury
):
    screened(zoe, zoe_user, lowering="no", speed_change="up", kicking="yes", warm_up="0")
    page = page_of(as_ana, zoe)
    injury_link = f'<a href="/clients/{zoe.pk}/injuries/{early.pk}/">Right hamstring strain</a>'
    stage = "stage 2, early load"
    assert f"{injury_link}, {stage}: hamstring demand to 2 of 5. This waits until stage 4," in page
    assert f"{injury_link}, {stage}: runs to 50% of best speed. This waits until stage 5, cleared." in page
    assert f"{injury_link}, {stage}: no springy work. This waits until stage 5, cleared." in page
    assert page.count("This waits until") == 3
    assert "Add Nordic work, with swaps that fit now</a>" in page
    assert "Ramp sprinting, with swaps that fit now</a>" in page
    assert "Add a warm-up block</a>" in page


def test_without_an_open_injury_nothing_waits(as_ana: Browser, zoe: Client, zoe_user: User):
    screened(zoe, zoe_user, lowering="no", speed_change="up")
    page = page_of(as_ana, zoe)
    assert "waits until" not in page
    assert "nordic-10-weeks/assign" in page


def test_a_suspected_strain_holds_until_a_clinicians_verdict(
    as_ana: Browser, zoe: Client, zoe_user: User, suspected: Injury
):
    screened(zoe, zoe_user, lowering="no")
    assert "no hamstring work. This waits until a clinician’s verdict is recorded." in page_of(as_ana, zoe)


def test_a_warning_sign_holds_until_a_clinicians_word(
    as_ana: Browser, zoe: Client, zoe_user: User, flagged: Injury
):
    screened(zoe, zoe_user, lowering="no")
    assert "This waits until a clinician’s word on the warning sign" in page_of(as_ana, zoe)


def test_an_injury_without_a_rule_asks_its_clinician(
    as_ana: Browser, zoe: Client, ana: User, zoe_user: User, today: dt.date
):
    add_injury(
        **{"client": zoe, "by": ana, "structure": "calf", "side": "left", "kind": "strain"},
        **{"onset_on": today, "assessed_by": "R. Halloran", "assessed_on": today},
    )
    screened(zoe, zoe_user, lowering="no")
    page = page_of(as_ana, zoe)
    assert "Left calf strain</a>: no rule is written for it. Ask the clinician who treats it first." in page


def test_a_clinicians_own_limit_holds_until_the_clinician_changes_it(
    as_ana: Browser, zoe: Client, zoe_user: User, early: Injury
):
    early.limits = {"demand_max": 3}
    early.save()
    screened(zoe, zoe_user, lowering="no")
    page = page_of(as_ana, zoe)
    assert "hamstring demand to 3 of 5. This waits until the clinician changes these limits." in page


def test_a_past_strain_is_not_taken_for_the_one_on_file(
    as_ana: Browser, zoe: Client, zoe_user: User, early: Injury
):
    before = early.onset_on - dt.timedelta(days=200)
    screened(zoe, zoe_user, **told("recent", f"{before:%Y-%m}"))
    page = page_of(as_ana, zoe)
    assert "On file: <a" not in page
    assert f'/clients/{zoe.pk}/injuries/new/?told=hamstring_recent">Put it on file' in page


def test_a_told_strain_that_makes_the_open_one_the_second_is_named_with_both(
    as_ana: Browser, zoe: Client, zoe_user: User, early: Injury
):
    before = early.onset_on - dt.timedelta(days=200)
    screened(zoe, zoe_user, **told("recent", f"{before:%Y-%m}"))
    page = page_of(as_ana, zoe)
    assert "Answers and file do not agree" in page
    assert f"told of an earlier strain of this leg, {before:%B %Y}." in page
    assert "is on file without the warning sign of a second strain within 12 months" in page


def test_a_no_that_the_file_contradicts_is_named_with_both(
    as_ana: Browser, zoe: Client, zoe_user: User, early: Injury
):
    screened(zoe, zoe_user, hamstring="no")
    page = page_of(as_ana, zoe)
    assert "Zoe answered “No, never” to “Have you ever strained a hamstring?”. On file: <a" in page


def test_the_page_asks_as_much_with_many_injuries(
    as_ana: Browser, zoe: Client, zoe_user: User, early: Injury, queries: Any
):
    screened(zoe, zoe_user, lowering="no", **told("recent"))
    before = queries(lambda: page_of(as_ana, zoe))
    for days in range(5):
        early.pk, early.onset_on = None, early.onset_on - dt.timedelta(days=30 * days + 1)
        early.save(force_insert=True)
    assert queries(lambda: page_of(as_ana, zoe)) == before
