import datetime as dt
from dataclasses import replace

import pytest

from clients.rules import InjuryFacts
from trainer.balance.protocols import catalogue, protocol
from trainer.balance.ratios import ReadingFacts
from trainer.balance.retest_rules import OwnDay, _data, days_from, next_tests

TODAY = dt.date(2026, 11, 22)
DAYS = dt.timedelta(days=1)


def read(code="nordic", ago=7, *, side="left", value=300.0, unit="N", **settings):
    facts = {"speed_deg_s": None, "angle_deg": None, "device": "", "gravity_corrected": "unknown"}
    return ReadingFacts(
        test_id=1,
        tested_on=TODAY - ago * DAYS,
        protocol=code,
        side=side,
        muscle_group="hamstrings",
        value=value,
        unit=unit,
        **facts | settings,
    )


def strain(stage="", *, assessed=True, **facts):
    values = {"structure": "hamstring", "side": "right", "kind": "strain", "grade": "1"} | facts
    return InjuryFacts(
        id=5,
        label="right hamstring strain",
        stage=stage,
        assessed=assessed,
        onset_on=TODAY - 40 * DAYS,
        **values,
    )


def next_of(*readings, own=(), injuries=()):
    return next_tests(readings or [read()], own, injuries, TODAY)


@pytest.mark.parametrize("code", catalogue().protocols)
def test_without_an_injury_a_test_comes_round_after_the_weeks_of_its_protocol(code):
    (found,) = next_of(read(code))
    weeks = protocol(code).retest_weeks
    assert found.due_on == TODAY - 7 * DAYS + dt.timedelta(weeks=weeks)
    assert found.because == f"{weeks} weeks after the last test"
    assert found.waits == ""


def test_every_wait_is_named_as_plumbs_own_and_every_test_says_what_it_needs():
    assert {test.retest.source.basis for test in catalogue().protocols.values()} == {"design"}
    assert _data()["needs"].keys() == {*catalogue().protocols, "own"}


@pytest.mark.parametrize(
    ("stage", "weeks"),
    [("high_load", 3), ("cleared", 4), ("maintenance", 8)],
)
def test_an_open_thigh_injury_brings_a_test_forward_by_its_stage(stage, weeks):
    (found,) = next_of(read("isokinetic_concentric"), injuries=[strain(stage)])
    assert found.due_on == TODAY - 7 * DAYS + dt.timedelta(weeks=weeks)
    assert found.because == f"{weeks} weeks after the last test, sooner because of the right hamstring strain"


def test_a_stage_never_puts_a_test_off():
    (found,) = next_of(read("estimated_one_rm"), injuries=[strain("maintenance")])
    assert found.because == "4 weeks after the last test"


@pytest.mark.parametrize(
    ("code", "stage", "allowed"),
    [
        ("nordic", "acute", False),
        ("nordic", "early_load", False),
        ("nordic", "strength", False),
        ("nordic", "high_load", True),
        ("isometric", "strength", False),
        ("single_leg_bridge", "early_load", False),
        ("single_leg_bridge", "strength", True),
        ("active_knee_extension", "acute", False),
        ("active_knee_extension", "early_load", True),
        ("straight_leg_raise", "early_load", False),
        ("straight_leg_raise", "strength", True),
        ("sit_and_reach", "strength", True),
    ],
)
def test_a_test_waits_while_the_stage_leaves_it_out(code, stage, allowed):
    (found,) = next_of(read(code, ago=400), injuries=[strain(stage)])
    assert (found.waits == "") == allowed
    assert found.is_due(TODAY) == allowed


def test_why_a_test_waits_stands_in_a_sentence_with_the_number():
    (found,) = next_of(injuries=[strain("early_load")])
    assert found.waits == (
        "Right hamstring strain, stage 2, early load: a hamstring demand of 2 of 5 is allowed, "
        "and this test asks for 5."
    )
    (bend,) = next_of(read("sit_and_reach"), injuries=[strain("acute")])
    assert bend.waits.endswith("first days: no stretching, and this test goes further.")


@pytest.mark.parametrize(
    ("injury", "words"),
    [
        (strain("maintenance", red_flags=("numb",)), "A warning sign is open"),
        (strain(assessed=False), "No clinician has seen the right hamstring strain yet"),
        (strain(structure="quadriceps"), "No rule is written for the right hamstring strain"),
        (strain(structure="knee_acl", kind="acl"), "ask the clinician before this test"),
    ],
)
def test_nothing_is_tested_through_a_warning_sign_or_without_a_clinicians_word(injury, words):
    for code in catalogue().protocols:
        (found,) = next_of(read(code, ago=400), injuries=[injury])
        assert words in found.waits
        assert not found.is_due(TODAY)


def test_what_a_clinician_allowed_is_asked_for():
    (found,) = next_of(injuries=[strain("strength", limits={"demand_max": 5})])
    assert found.waits == ""


def test_a_trainers_own_day_comes_before_the_weeks_but_not_before_a_stage():
    day = OwnDay("nordic", TODAY + 3 * DAYS, TODAY, "before the season")
    (found,) = next_of(own=[day])
    assert (found.due_on, found.because, found.usual_on) == (
        TODAY + 3 * DAYS,
        "your own day",
        TODAY + 49 * DAYS,
    )
    (waiting,) = next_of(own=[day], injuries=[strain("acute")])
    assert waiting.due_on == TODAY + 3 * DAYS
    assert waiting.waits
    assert not waiting.is_due(TODAY + 3 * DAYS)


def test_an_own_day_is_done_with_once_the_test_was_done():
    set_before = OwnDay("nordic", TODAY + 3 * DAYS, TODAY - 30 * DAYS)
    (found,) = next_of(read(ago=2), own=[set_before])
    assert found.because == "8 weeks after the last test"
    set_on_the_day_of_the_test = OwnDay("nordic", TODAY + 30 * DAYS, TODAY)
    (found,) = next_of(read(ago=0), own=[set_on_the_day_of_the_test])
    assert found.because == "your own day"


def test_a_test_that_is_not_needed_any_more_has_no_day():
    (found,) = next_of(read(ago=700), own=[OwnDay("nordic", None, TODAY - 30 * DAYS)])
    assert (found.due_on, found.because) == (None, "you said it is not needed")
    assert not found.is_due(TODAY)


def test_after_a_year_only_the_test_that_nothing_replaced_is_asked_for():
    (alone,) = next_of(read(ago=700))
    assert alone.is_due(TODAY)
    asked, lapsed = next_of(read(ago=700), read("isometric", ago=30))
    assert asked.protocol == "isometric"
    assert (lapsed.protocol, lapsed.due_on) == ("nordic", None)
    still, _ = next_of(read(ago=365), read("isometric", ago=30))
    assert (still.protocol, still.is_due(TODAY)) == ("nordic", True)


def test_the_same_method_is_proposed_with_the_numbers_of_last_time():
    torque = read("isokinetic_concentric", unit="Nm", speed_deg_s=60, device="Biodex", value=118)
    last_time = [
        torque,
        replace(torque, side="right", value=96.0),
        replace(torque, speed_deg_s=180, value=80.0, test_id=2),
        replace(torque, speed_deg_s=240, value=60.0, test_id=3),
        replace(torque, tested_on=TODAY - 60 * DAYS, speed_deg_s=300, value=70.0),
    ]
    (found,) = next_of(*last_time)
    assert found.method == "Isokinetic, concentric, 60, 180 and 240°/s, Biodex"
    assert found.last == "15 Nov 2026: left 118 Nm, right 96 Nm"
    (held,) = next_of(replace(torque, held_back="too much"))
    assert held.last == "15 Nov 2026: left held back"
    (angle,) = next_of(read("isometric", angle_deg=30))
    assert angle.method == "Isometric, dynamometer, knee at 30°"


@pytest.mark.parametrize(
    ("days", "words"),
    [(17, "in 17 days"), (1, "tomorrow"), (0, "today"), (-1, "yesterday"), (-12, "12 days ago")],
)
def test_how_far_a_day_is_stands_in_words(days, words):
    assert days_from(TODAY + days * DAYS, TODAY) == words
