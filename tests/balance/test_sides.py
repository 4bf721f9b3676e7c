"""Left against right: the formula that fits, and what the gap is made of, in one sentence."""

import datetime as dt

import pytest

from trainer.balance import methods
from trainer.balance.methods import methods_of
from trainer.balance.pages.sides import gap_of, made_of, meaning
from trainer.balance.protocols import protocol
from trainer.balance.ratios import ReadingFacts

DAY = dt.date(2026, 11, 8)


def facts(code="isokinetic_concentric", unit="Nm", **more):
    more = {"speed_deg_s": 60, **more} if code.startswith("isokinetic") else {"speed_deg_s": None, **more}
    muscles = protocol(code).muscle_groups
    return [
        ReadingFacts(
            test_id=1,
            tested_on=DAY,
            protocol=code,
            angle_deg=None,
            device="Cybex",
            gravity_corrected="yes",
            side=side,
            muscle_group=muscle,
            value=60,
            unit=unit,
            **more,
        )
        for muscle in muscles
        for side in protocol(code).sides
    ]


METHOD = methods_of(facts())[0]


def day(hamstrings, quadriceps=()):
    found = methods.TestDay(DAY, facts()[0].settings)
    found.hamstrings.update(zip(("left", "right"), hamstrings, strict=False))
    found.quadriceps.update(zip(("left", "right"), quadriceps, strict=False))
    return found


# Worked examples of the fact sheet (2.1): left 300, right 240, and an injured leg of 240 or 330 beside 300.
@pytest.mark.parametrize(
    ("left", "right", "involved", "words"),
    [
        (300, 240, "", "20%, right behind left"),
        (300, 240, "right", "80% of left"),
        (300, 330, "right", "110% of left"),
        (240, 300, "left", "80% of right"),
        (300, 300, "", "0%, level"),
    ],
)
def test_after_an_injury_the_injured_leg_is_told_in_percent_of_the_other(left, right, involved, words):
    assert gap_of({"left": left, "right": right}, METHOD, involved).words == words


def test_both_legs_in_one_repetition_are_told_in_percent_of_both_even_after_an_injury():
    method = methods_of(facts("nordic", "N", both_legs_in_one_rep=True))[0]
    gap = gap_of({"left": 300, "right": 240}, method, "right")
    assert (gap.short, gap.involved) == ("11.1%", "")
    assert "percent of both together" in meaning([gap])


@pytest.mark.parametrize("values", [{"left": 300}, {}, {"left": 0, "right": 0}])
def test_a_leg_that_was_not_tested_makes_no_gap(values):
    assert gap_of(values, METHOD) is None


def test_angles_are_not_compared_leg_by_leg():
    method = methods_of(facts("active_knee_extension", "deg"))[0]
    assert gap_of({"left": 20, "right": 10}, method) is None


def test_an_injured_leg_beside_one_that_gave_nothing_is_told_without_it():
    assert gap_of({"left": 0, "right": 100}, METHOD, "right").involved == ""


@pytest.mark.parametrize(
    ("hamstrings", "quadriceps", "words"),
    [
        ((118, 96), (179, 177), "The gap is in the hamstrings: the right leg has 18.6% less."),
        ((118, 116), (179, 140), "The gap is in the quads: the right leg has 21.8% less."),
        ((118, 116), (179, 177), "Both muscles differ by no more than 10% side to side"),
        ((118, 96), (179, 140), "Both muscles are weaker on the right: hamstrings by 18.6%, quads by 21.8%."),
        (
            (118, 96),
            (140, 179),
            "The hamstrings are weaker on the right, by 18.6%, and the quads on the left",
        ),
    ],
)
def test_one_sentence_says_what_the_gap_is_made_of(hamstrings, quadriceps, words):
    assert words in made_of(day(hamstrings, quadriceps), METHOD)


def test_without_the_quads_nothing_is_said_of_what_the_gap_is_made_of():
    assert made_of(day((118, 96)), METHOD) == ""


def test_the_percentages_are_explained_as_what_they_are():
    values = {"left": 300, "right": 240}
    assert "the right leg in percent of the left" in meaning([gap_of(values, METHOD, "right")])
    assert "how far the weaker leg is behind" in meaning([gap_of(values, METHOD)])
