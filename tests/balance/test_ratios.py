import csv
import datetime as dt
from collections import defaultdict
from itertools import permutations
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.balance import formulas
from trainer.balance.importers import isokinetic_table
from trainer.balance.ratios import ReadingFacts, asymmetries, plausibility, ratios

DAY = dt.date(2026, 11, 18)
CYBEX = Path(__file__).parents[2] / "trainer/demo/data/cybex_isokinetic.csv"

forces = st.floats(min_value=0.5, max_value=1200, allow_nan=False)


def reading(side, muscle_group, value, **changes):
    facts = {
        "test_id": 1,
        "tested_on": DAY,
        "protocol": "isokinetic_concentric",
        "speed_deg_s": 60,
        "angle_deg": None,
        "device": "Cybex",
        "gravity_corrected": "yes",
        "unit": "Nm",
    }
    return ReadingFacts(side=side, muscle_group=muscle_group, value=value, **(facts | changes))


def pair(hamstrings=90, quadriceps=160, side="left", **changes):
    return [
        reading(side, "hamstrings", hamstrings, **changes),
        reading(side, "quadriceps", quadriceps, **changes),
    ]


WORKED = {
    "conventional ratio": (formulas.ratio(90, 160), 0.5625),
    "functional ratio": (formulas.ratio(120, 160), 0.75),
    "torque of 200 N": (formulas.torque(200, 0.30), 60.0),
    "kilograms force": (formulas.newtons(20, "kgf"), 196.133),
    "torque of 20 kgf": (formulas.torque(formulas.newtons(20, "kgf"), 0.35), 68.6466),
    "pounds force": (formulas.newtons(1, "lbf"), 4.44822),
    "stronger leg": (formulas.stronger_leg_asymmetry(300, 240), 20.0),
    "two legs at once": (formulas.two_leg_asymmetry(300, 240), 11.1111),
    "by the mean": (formulas.mean_asymmetry(300, 240), 22.2222),
    "reference, weaker": (formulas.change_against_reference(240, 300), -20.0),
    "limb symmetry, weaker": (formulas.limb_symmetry(240, 300), 80.0),
    "reference, stronger": (formulas.change_against_reference(330, 300), 10.0),
    "limb symmetry, stronger": (formulas.limb_symmetry(330, 300), 110.0),
    "stronger leg, the other way": (formulas.stronger_leg_asymmetry(330, 300), 9.0909),
    "two published figures of one test": (formulas.stronger_leg_asymmetry(547.75, 470.25), 14.1488),
    "the other of them": (formulas.mean_asymmetry(547.75, 470.25), 15.2259),
    "Nordic expected": (formulas.nordic_expected(80), 346.1),
    "Nordic expected, each kilogram": (formulas.per_body_mass(formulas.nordic_expected(80), 80), 4.3263),
    "Nordic expected, 60 kg": (formulas.nordic_expected(60), 266.1),
    "Nordic expected, 70 kg": (formulas.nordic_expected(70), 306.1),
    "Nordic expected, 90 kg": (formulas.nordic_expected(90), 386.1),
    "Nordic deviation": (formulas.nordic_deviation(380.71, 80), 10.0),
    "scaled force": (formulas.force_scaled(300, 80), 15.9240),
    "Epley, 8": (formulas.epley(60, 8), 76.0),
    "Brzycki, 8": (formulas.brzycki(60, 8), 74.4828),
    "Epley, 10": (formulas.epley(60, 10), 80.0),
    "Brzycki, 10": (formulas.brzycki(60, 10), 80.0),
    "Epley, 1": (formulas.epley(60, 1), 60.0),
    "Brzycki, 1": (formulas.brzycki(60, 1), 60.0),
    "leg extension, 8": (formulas.leg_extension_maximum(60, 8), 74.9287),
    "limb torque": (formulas.limb_torque(40, 0.2, 60), 4.0),
    "error of a ratio": (formulas.error_of_ratio(3, 4), 5.0),
    "error of a ratio of twins": (formulas.error_of_ratio(4, 4, correlation=1), 0.0),
}


@pytest.mark.parametrize("example", WORKED)
def test_worked_examples_come_out(example):
    computed, expected = WORKED[example]
    assert computed == pytest.approx(expected, abs=1e-4)


def test_gravity_correction_takes_from_the_hamstrings_and_gives_to_the_quadriceps():
    assert formulas.gravity_corrected(90, 150, 10) == (80, 160)


@pytest.mark.parametrize("reps", [0, 13])
def test_brzycki_refuses_what_it_was_not_made_for(reps):
    with pytest.raises(ValueError, match="repetition"):
        formulas.brzycki(60, reps)


def test_the_other_estimates_refuse_too():
    with pytest.raises(ValueError, match="at least one"):
        formulas.epley(60, 0)
    with pytest.raises(ValueError, match="4 to 10"):
        formulas.leg_extension_maximum(60, 12)


@given(forces, forces)
def test_sizes_of_asymmetry_ignore_which_leg_is_which_and_stay_within_a_hundred(left, right):
    for size in (formulas.stronger_leg_asymmetry, formulas.two_leg_asymmetry):
        assert 0 <= size(left, right) <= 100
        assert size(left, right) == size(right, left)
    assert formulas.mean_asymmetry(left, right) == formulas.mean_asymmetry(right, left)


@given(forces, forces)
def test_limb_symmetry_and_change_against_the_reference_agree(involved, uninvolved):
    symmetry = formulas.limb_symmetry(involved, uninvolved)
    assert formulas.change_against_reference(involved, uninvolved) == pytest.approx(symmetry - 100)


@given(forces, forces, st.floats(min_value=0.1, max_value=10))
def test_scaling_both_legs_changes_nothing(left, right, factor):
    for size in (
        formulas.stronger_leg_asymmetry,
        formulas.two_leg_asymmetry,
        formulas.mean_asymmetry,
        formulas.limb_symmetry,
    ):
        assert size(left * factor, right * factor) == pytest.approx(size(left, right), abs=1e-6)


def test_a_conventional_ratio_needs_both_muscles_of_one_leg():
    (made,) = ratios(pair())
    assert (made.kind, made.side, made.value, made.held_back) == ("conventional", "left", 0.5625, "")
    assert ratios([reading("left", "hamstrings", 90), reading("right", "quadriceps", 160)]) == []


@pytest.mark.parametrize(
    "difference",
    [
        {"tested_on": dt.date(2026, 11, 19)},
        {"speed_deg_s": 120},
        {"device": "Biodex"},
        {"gravity_corrected": "no"},
        {"angle_deg": 30},
        {"position": "prone"},
        {"unit": "kg"},
        {"protocol": "isometric"},
        {"protocol": "one_rm"},
        {"held_back": "Check it."},
    ],
)
def test_readings_that_differ_in_day_method_or_setting_are_never_divided(difference):
    hamstrings, quadriceps = pair()
    other = reading("left", "quadriceps", 160, **difference)
    assert ratios([hamstrings, other]) == []
    assert len(ratios([hamstrings, other, quadriceps])) == 1


def test_a_device_written_in_another_case_is_the_same_device():
    assert ratios([reading("left", "hamstrings", 90), reading("left", "quadriceps", 160, device=" cybex ")])


def test_eccentric_hamstrings_meet_concentric_quadriceps_in_a_functional_ratio():
    eccentric = reading("right", "hamstrings", 120, protocol="isokinetic_eccentric")
    (made,) = ratios([eccentric, reading("right", "quadriceps", 160)])
    assert (made.kind, made.protocol, made.value) == ("functional", "isokinetic_eccentric", 0.75)


def test_a_mixed_ratio_takes_30_and_240_degrees_a_second():
    eccentric = reading("left", "hamstrings", 150, protocol="isokinetic_eccentric", speed_deg_s=30)
    (made,) = ratios([eccentric, reading("left", "quadriceps", 120, speed_deg_s=240)])
    assert (made.kind, made.speed_deg_s, made.value) == ("mixed", 30, 1.25)


def test_estimated_and_measured_maxima_are_not_mixed():
    curl = reading("left", "hamstrings", 40, protocol="one_rm", unit="kg", speed_deg_s=None)
    extension = reading("left", "quadriceps", 80, protocol="estimated_one_rm", unit="kg", speed_deg_s=None)
    assert ratios([curl, extension]) == []
    (made,) = ratios(
        [curl, reading("left", "quadriceps", 80, protocol="one_rm", unit="kg", speed_deg_s=None)]
    )
    assert (made.kind, made.value) == ("curl_extension", 0.5)


def test_of_repeats_on_one_day_the_best_counts():
    (made,) = ratios([*pair(80, 150), *pair(90, 160)])
    assert made.value == 0.5625


def test_the_order_of_entry_never_matters():
    readings = [
        *pair(),
        *pair(80, 150, "right"),
        reading("left", "hamstrings", 120, protocol="isokinetic_eccentric"),
    ]
    orders = list(permutations(readings))
    assert all(ratios(order) == ratios(readings) for order in orders)
    assert all(asymmetries(order) == asymmetries(readings) for order in orders)


def test_an_impossible_ratio_comes_back_held_back_with_the_reason():
    (made,) = ratios(pair(77, 11, "right", speed_deg_s=120))
    assert made.value == 7.0
    assert made.held_back == (
        "The right ratio at 120°/s is 7.00, outside the plausible 0.20 to 1.20: hamstrings 77 Nm, "
        "quadriceps 11 Nm. Check both numbers; until then the ratio counts nowhere."
    )


@pytest.mark.parametrize(
    ("speed", "value", "held"),
    [
        (30, 1.0, False),
        (60, 1.01, True),
        (60, 0.19, True),
        (90, 1.1, False),
        (120, 1.3, True),
        (180, 1.4, False),
        (240, 1.7, False),
        (300, 1.71, True),
        (None, 1.01, True),
        (400, 1.6, False),
    ],
)
def test_plausible_ratios_rise_with_speed(speed, value, held):
    (made,) = ratios(pair(value * 100, 100, speed_deg_s=speed))
    assert bool(made.held_back) is held


def test_a_quadriceps_reading_of_zero_makes_no_ratio():
    assert ratios(pair(90, 0)) == []


@pytest.mark.parametrize(
    ("protocol", "muscle_group", "value", "unit"),
    [
        ("isokinetic_concentric", "quadriceps", 15, "Nm"),
        ("isokinetic_concentric", "hamstrings", 300, "Nm"),
        ("isokinetic_eccentric", "hamstrings", 600, "Nm"),
        ("isometric", "quadriceps", 1200, "N"),
        ("isometric", "quadriceps", 5, "Nm"),
        ("nordic", "hamstrings", 800, "N"),
        ("one_rm", "hamstrings", 2, "kg"),
        ("single_leg_bridge", "hamstrings", 0, "reps"),
        ("active_knee_extension", "hamstrings", 90, "deg"),
        ("straight_leg_raise", "hamstrings", 20, "deg"),
        ("sit_and_reach", "hamstrings", -30, "cm"),
    ],
)
def test_the_edges_of_the_plausible_ranges_are_plausible(protocol, muscle_group, value, unit):
    assert plausibility(protocol, muscle_group, value, unit) == ""


@pytest.mark.parametrize(
    ("protocol", "muscle_group", "value", "unit"),
    [
        ("isokinetic_concentric", "quadriceps", 14.9, "Nm"),
        ("isokinetic_concentric", "hamstrings", 301, "Nm"),
        ("nordic", "hamstrings", 29, "N"),
        ("sit_and_reach", "hamstrings", -31, "cm"),
        ("nordic", "hamstrings", float("nan"), "N"),
        ("nordic", "hamstrings", float("inf"), "N"),
    ],
)
def test_what_lies_outside_is_held_back(protocol, muscle_group, value, unit):
    assert "outside the plausible" in plausibility(protocol, muscle_group, value, unit)


def test_the_reason_compares_with_last_time():
    assert plausibility("isometric", "quadriceps", 4960, "N", last=497) == (
        "4,960 N is outside the plausible 10 to 1,200 N for quadriceps in this test, "
        "and about ten times last time's 497 N."
    )
    assert "about a tenth of last time's 300 N" in plausibility("nordic", "hamstrings", 29, "N", last=300)


def test_a_unit_the_test_is_not_read_in_is_held_back():
    reason = plausibility("isometric", "hamstrings", 60, "kg")
    assert reason == "This test reads hamstrings in N or Nm, not in kg."


def test_asymmetry_is_by_the_stronger_leg_also_for_nordic_forces():
    nordic = {"protocol": "nordic", "speed_deg_s": None, "unit": "N"}
    (made,) = asymmetries(
        [reading("left", "hamstrings", 300, **nordic), reading("right", "hamstrings", 240, **nordic)]
    )
    assert (made.kind, made.value, made.stronger) == ("stronger_leg", 20.0, "left")


def test_a_test_of_both_legs_in_one_repetition_is_divided_by_the_sum():
    legs = [
        reading("left", "hamstrings", 300, both_legs_in_one_rep=True),
        reading("right", "hamstrings", 240, both_legs_in_one_rep=True),
    ]
    (made,) = asymmetries(legs, injured_side="right")
    assert (made.kind, round(made.value, 1)) == ("two_leg", 11.1)


def test_an_injured_side_adds_its_limb_symmetry():
    legs = [reading("left", "hamstrings", 300), reading("right", "hamstrings", 330)]
    by_kind = {made.kind: made for made in asymmetries(legs, injured_side="right")}
    assert by_kind["limb_symmetry"].value == pytest.approx(110)
    assert by_kind["stronger_leg"].stronger == "right"


def test_equal_legs_have_no_stronger_one():
    (made,) = asymmetries([reading("left", "hamstrings", 300), reading("right", "hamstrings", 300)])
    assert (made.value, made.stronger) == (0, "")


def test_one_leg_alone_or_a_held_back_leg_makes_no_asymmetry():
    assert asymmetries([reading("left", "hamstrings", 300)]) == []
    held = reading("right", "hamstrings", 2, held_back="Check it.")
    assert asymmetries([reading("left", "hamstrings", 300), held]) == []


def test_degrees_and_bridges_of_nothing_have_no_percentage():
    angle = {"protocol": "active_knee_extension", "speed_deg_s": None, "unit": "deg"}
    bridge = {"protocol": "single_leg_bridge", "speed_deg_s": None, "unit": "reps"}
    for settings, left, right in ((angle, 10, 20), (bridge, 0, 0)):
        assert (
            asymmetries(
                [
                    reading("left", "hamstrings", left, **settings),
                    reading("right", "hamstrings", right, **settings),
                ]
            )
            == []
        )


def cybex_ratios():
    """The conventional ratios of the whole study; a time point stands for a day."""
    rows = isokinetic_table.parse(CYBEX.read_text("utf-8")).rows
    points = sorted({row.timepoint for row in rows})
    by_subject = defaultdict(list)
    for row in rows:
        day = DAY + dt.timedelta(days=points.index(row.timepoint))
        facts = reading(row.side, row.muscle_group, row.torque_nm, speed_deg_s=row.speed_deg_s, tested_on=day)
        by_subject[row.subject].append(facts)
    return [made for facts in by_subject.values() for made in ratios(facts)]


def test_a_published_study_gives_its_known_means_and_two_impossible_ratios():
    found = cybex_ratios()
    assert len(found) == 1246
    means = {
        speed: mean(made.value for made in found if made.speed_deg_s == speed) for speed in (60, 120, 240)
    }
    assert means == pytest.approx({60: 0.575, 120: 0.649, 240: 0.795}, abs=5e-4)
    held = sorted((made.speed_deg_s, round(made.value, 3)) for made in found if made.held_back)
    assert held == [(60, 1.113), (120, 7.0)]


def test_the_demo_data_says_only_what_it_needs_to():
    with CYBEX.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 2493
    assert {row["velocity"] for row in rows} == {"isok.60", "isok.120", "isok.240"}
    assert all(row["load"] != "NA" for row in rows)
