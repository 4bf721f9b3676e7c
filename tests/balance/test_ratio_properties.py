"""What holds for any readings: order, names of legs, and numbers that are none."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from trainer.balance.methods import Place, days_of, methods_of
from trainer.balance.ratios import ReadingFacts, asymmetries, ratios

DAY = dt.date(2026, 11, 18)
NO_MEASUREMENT = [float("nan"), float("inf"), float("-inf"), 0.0, -0.0, -1.0, -90.0]

forces = st.floats(min_value=0.5, max_value=1200)
anything = st.one_of(forces, st.sampled_from(NO_MEASUREMENT))


def fact(side, muscle_group, value, **changes):
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


def of_any(values):
    return st.lists(
        st.builds(
            fact,
            st.sampled_from(["left", "right"]),
            st.sampled_from(["hamstrings", "quadriceps"]),
            values,
            protocol=st.sampled_from(["isokinetic_concentric", "isokinetic_eccentric", "isometric"]),
            speed_deg_s=st.sampled_from([None, 30, 60, 240]),
            angle_deg=st.sampled_from([None, 30, 90]),
            quadriceps_angle_deg=st.sampled_from([None, 60, 90]),
            both_legs_in_one_rep=st.booleans(),
            device=st.sampled_from(["Cybex", " cybex ", "Biodex", ""]),
            tester=st.sampled_from(["Ana", ""]),
            tested_on=st.sampled_from([DAY, DAY + dt.timedelta(days=1)]),
        ),
        max_size=12,
    )


@given(of_any(anything), st.randoms())
def test_the_order_of_entry_changes_no_ratio_and_no_side_to_side(readings, random):
    shuffled = list(readings)
    random.shuffle(shuffled)
    assert ratios(shuffled) == ratios(readings)
    assert asymmetries(shuffled, "left") == asymmetries(readings, "left")


@given(anything, anything)
def test_only_two_numbers_above_zero_make_a_ratio(hamstrings, quadriceps):
    made = ratios([fact("left", "hamstrings", hamstrings), fact("left", "quadriceps", quadriceps)])
    good = [value for value in (hamstrings, quadriceps) if 0 < value < float("inf")]
    assert len(made) == (len(good) == 2)


@given(of_any(anything))
def test_every_ratio_is_a_finite_number_of_two_readings_above_zero(readings):
    for made in ratios(readings):
        assert 0 < made.value < float("inf")
        assert min(made.hamstrings, made.quadriceps) > 0


@given(of_any(anything))
def test_every_side_to_side_lies_between_nothing_and_a_hundred(readings):
    for made in asymmetries(readings):
        assert 0 <= made.value <= 100


@given(of_any(forces))
def test_changing_the_names_of_the_legs_keeps_the_size_and_turns_the_stronger_one(readings):
    other = {"left": "right", "right": "left", "": ""}
    turned = [
        fact(**{name: getattr(one, name) for name in one.__dataclass_fields__} | {"side": other[one.side]})
        for one in readings
    ]
    assert [(made.value, other[made.stronger]) for made in asymmetries(turned)] == [
        (made.value, made.stronger) for made in asymmetries(readings)
    ]


@given(forces, forces, st.booleans())
def test_both_legs_of_one_repetition_are_never_held_against_two_single_ones(left, right, both):
    apart = fact("left", "hamstrings", left, both_legs_in_one_rep=both)
    other = fact("right", "hamstrings", right, both_legs_in_one_rep=not both)
    assert asymmetries([apart, other]) == []


@given(of_any(forces))
def test_no_line_mixes_two_places(readings):
    for method in methods_of(readings):
        for day in days_of(readings, method):
            kept = (day.settings.angle_deg, day.settings.quadriceps_angle_deg)
            assert kept == (method.place.angle_deg, method.place.quadriceps_angle_deg)
            assert day.settings.both_legs_in_one_rep == method.place.both_legs_in_one_rep


@given(of_any(forces))
def test_every_place_that_was_tested_has_a_line(readings):
    lines = {method.place for method in methods_of(readings)}
    for one in readings:
        if one.muscle_group == "hamstrings":
            settings = one.settings
            assert (
                Place(
                    one.protocol,
                    one.speed_deg_s,
                    one.angle_deg,
                    settings.quadriceps_angle_deg,
                    one.both_legs_in_one_rep,
                    one.unit,
                )
                in lines
            )
