import dataclasses
import tomllib
from pathlib import Path

import pytest

from trainer.balance import protocols
from trainer.balance.protocols import (
    catalogue,
    evidence,
    own_code,
    own_number,
    protocol,
    published_band,
    ratio_kind,
    references,
)

PROTOCOLS = [
    "isokinetic_concentric",
    "isokinetic_eccentric",
    "isometric",
    "nordic",
    "one_rm",
    "estimated_one_rm",
    "single_leg_bridge",
    "active_knee_extension",
    "straight_leg_raise",
    "sit_and_reach",
]


def numbers_with_a_source():
    for test in catalogue().protocols.values():
        yield from test.plausible
        yield from test.errors
        yield from filter(None, [test.asymmetry_error, test.lever_arm_m, test.trials, test.retest])
    for kind in catalogue().ratios.values():
        yield from kind.plausible
        yield from filter(None, [kind.error])
    yield from catalogue().references
    known = catalogue().estimates
    yield from (known.least_effort, known.most_reps, known.error, catalogue().own_retest)


def test_all_protocols_are_there_in_order():
    assert list(catalogue().protocols) == PROTOCOLS
    assert list(catalogue().ratios) == ["conventional", "functional", "mixed", "isometric", "curl_extension"]


def test_every_number_says_where_it_comes_from_and_how_far_to_trust_it():
    for number in numbers_with_a_source():
        assert number.source.citation
        assert number.source.basis in ("published", "memory", "design")
        assert (number.source.basis == "design") == number.source.citation.startswith("Plumb's own")


def test_every_range_is_the_right_way_round():
    for number in numbers_with_a_source():
        low, high = getattr(number, "low", None), getattr(number, "high", None)
        assert (low is None) == (high is None)
        assert low is None or low < high


@pytest.mark.parametrize("code", PROTOCOLS)
def test_every_muscle_of_a_protocol_has_a_plausible_range_in_its_unit(code):
    test = protocol(code)
    for muscle_group in test.muscle_groups:
        assert test.plausible_range(muscle_group, test.unit)


@pytest.mark.parametrize("code", PROTOCOLS)
def test_every_protocol_but_sit_and_reach_has_an_error_for_each_muscle(code):
    test = protocol(code)
    known = [test.error(muscle_group) is not None for muscle_group in test.muscle_groups]
    assert all(known) is (code != "sit_and_reach")
    for error in test.errors:
        assert (error.percent is None) != (error.absolute is None)


def test_the_units_fit_the_rows_they_are_stored_in():
    assert all(len(unit) <= 5 for test in catalogue().protocols.values() for unit in test.units)


def test_ratios_pair_protocols_that_name_them():
    for kind in catalogue().ratios.values():
        for code in {code for pair in kind.pairs for code in pair}:
            assert kind.code in protocol(code).ratios


def test_the_best_trial_counts_or_the_mean_where_the_protocol_says_so():
    assert protocol("nordic").value([300, 320, 310]) == 320
    assert protocol("straight_leg_raise").value([70, 74]) == 72
    assert dataclasses.replace(protocol("active_knee_extension"), value_rule="best").value([20, 18]) == 18


def test_units_start_with_the_usual_one():
    assert protocol("isometric").units == ("N", "Nm")


def test_an_isometric_ratio_has_no_error_and_a_nordic_imbalance_ten_points():
    assert ratio_kind("isometric").error is None
    assert protocol("nordic").asymmetry_error.absolute == 10


def test_reference_values_are_shown_only_beside_the_same_method_and_speed():
    fast = references("isokinetic_concentric", "conventional", speed_deg_s=240)
    assert [reference.mean for reference in fast] == [0.80]
    corrected = references("isokinetic_concentric", "conventional", speed_deg_s=60, gravity_corrected="yes")
    assert (0.47, 0.54) in {(reference.low, reference.high) for reference in corrected}
    assert references("isokinetic_concentric", "conventional", speed_deg_s=45) == []
    assert references("isometric", "conventional") == []


def test_values_of_men_are_not_shown_to_women_and_an_unknown_sex_sees_all_by_name():
    """No published Nordic value of women was found: there is none to show."""

    def sexes(*method, **more):
        return {reference.sex for reference in references(*method, **more)}

    curls = ("one_rm", "curl_extension")
    assert sexes(*curls) == {"male", "female"}
    assert sexes(*curls, sex="female") == {"female"}
    assert sexes("isokinetic_concentric", "conventional", gravity_corrected="yes", sex="male") == {""}
    assert references("nordic", "value", sex="female") == []
    assert published_band("isokinetic_concentric", "conventional", speed_deg_s=60, sex="female") is None
    assert published_band("isokinetic_concentric", "conventional", speed_deg_s=60, sex="male")


def test_a_population_that_names_men_or_women_says_so_in_its_sex():
    for reference in catalogue().references:
        words = set(reference.population.replace(",", "").split())
        named = "female" if words & {"women", "female"} else "male" if words & {"men", "male"} else ""
        assert reference.sex == named


def test_numbers_from_memory_are_never_shown():
    shown = references("nordic", "value")
    assert shown
    assert {reference.source.basis for reference in shown} == {"published"}
    assert len(shown) < sum(
        (reference.protocol, reference.measure) == ("nordic", "value") for reference in catalogue().references
    )


def test_a_published_band_is_the_mean_and_one_standard_deviation():
    band = published_band("isokinetic_concentric", "conventional", speed_deg_s=60)
    assert (band.low, band.high) == (pytest.approx(0.53), pytest.approx(0.77))
    assert "football" in band.population
    assert band.source.url == "https://doi.org/10.1519/JSC.0000000000002609"


def test_gym_machines_have_no_band():
    assert published_band("one_rm", "curl_extension") is None
    assert published_band("nordic", "value") is None


def test_every_method_says_how_much_to_lean_on_it():
    for code in [*catalogue().protocols, *catalogue().ratios]:
        note = evidence(code)
        assert note.claim.endswith(".")
        assert note.limits.endswith(".")
        assert note.source.basis == "published"


@pytest.mark.parametrize("code", PROTOCOLS)
def test_every_protocol_says_how_it_is_done_and_when_it_comes_again(code):
    test = protocol(code)
    assert len(test.steps) >= 3
    assert all(step[0].isupper() and step.endswith(".") for step in test.steps)
    assert 2 <= test.retest_weeks <= 26


def test_the_usual_tries_are_those_of_the_protocol():
    assert (protocol("isometric").trials.number, protocol("isometric").trials.rest_s) == (3, 60)
    assert (protocol("nordic").trials.number, protocol("nordic").trials.rest_s) == (3, None)
    assert protocol("sit_and_reach").trials.number == 2
    assert protocol("one_rm").trials is None


def test_a_picture_of_a_test_is_an_exercise_of_the_library(library):
    from exercises.models import Exercise

    slugs = {test.figure for test in catalogue().protocols.values()} - {""}
    assert slugs == set(Exercise.objects.filter(slug__in=slugs).values_list("slug", flat=True))


def test_the_code_of_an_own_test_has_its_number_in_it():
    assert (own_code(7), own_number("own-7")) == ("own-7", 7)
    assert [own_number(code) for code in ("own", "own-", "own-x", "nordic", "own-²")] == [None] * 5


def test_only_active_knee_extension_asks_for_the_same_tester():
    """8 degrees, same tester (Neto 2015)."""
    assert [test.code for test in catalogue().protocols.values() if test.same_tester] == [
        "active_knee_extension"
    ]


def test_every_source_in_the_file_is_used():
    text = (Path(protocols.__file__).with_suffix(".toml")).read_text("utf-8")
    for key in tomllib.loads(text)["sources"]:
        assert f'source = "{key}"' in text
