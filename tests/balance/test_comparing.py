"""Two test days that somebody chose, told in the words of the last two."""

import pytest

from tests.balance.conftest import legs
from trainer.balance import reliability, timeline
from trainer.balance.pages.comparing import compare, since_before

pytestmark = pytest.mark.django_db

WORDS = {
    reliability.WITHIN,
    reliability.LIKELY_REAL,
    reliability.PROBABLE_TREND,
    reliability.NO_VERDICT,
}


@pytest.fixture
def address(zoe, tested):
    tested(90, legs((60, 170), (100, 170)))
    tested(40, legs((100, 170), (104, 171)))
    tested(0, legs((104, 172), (103, 172)))
    return f"/clients/{zoe.pk}/balance/"


def found_of(zoe, **asked):
    found = timeline.of(zoe, health=True)
    return found, compare(found.all_days, found.method, **asked)


def key(zoe, ago):
    return str(zoe.today() - timeline.dt.timedelta(days=ago))


def verdict_of(comparison, side, muscle):
    (row,) = [row for row in comparison.verdicts if (row.side, row.muscle_group) == (side, muscle)]
    return row.change


def test_unasked_the_newest_is_weighed_against_the_one_before(zoe, address):
    found, comparison = found_of(zoe)
    assert comparison.verdicts == found.verdicts
    assert comparison.later.day is found.all_days[-1]


def test_any_two_days_are_compared_muscle_by_muscle_and_leg_by_leg(zoe, address):
    _, comparison = found_of(zoe, a=key(zoe, 90), b=key(zoe, 0))
    left = verdict_of(comparison, "left", "hamstrings")
    assert left.moved == "Left hamstrings rose from 60 to 104 Nm (+73%)."
    assert left.verdict == reliability.LIKELY_REAL
    assert verdict_of(comparison, "right", "quadriceps").verdict == reliability.WITHIN
    assert verdict_of(comparison, "left", "ratio").verdict == reliability.LIKELY_REAL
    assert {row.change.verdict for row in comparison.verdicts} <= WORDS


def test_the_order_of_asking_does_not_matter(zoe, address):
    one = found_of(zoe, a=key(zoe, 90), b=key(zoe, 40))[1]
    other = found_of(zoe, a=key(zoe, 40), b=key(zoe, 90))[1]
    assert one == other
    assert one.earlier.day.on < one.later.day.on


@pytest.mark.parametrize("asked", [{"a": "'"}, {"b": "2026-13-45"}, {"a": "x" * 500, "b": "\x00"}])
def test_nonsense_in_the_address_is_the_usual_pair(as_ana, zoe, address, asked):
    usual = found_of(zoe)[1]
    assert found_of(zoe, **asked)[1] == usual
    assert as_ana.get(address, asked).status_code == 200


def test_one_day_against_itself_asks_for_two(as_ana, zoe, address):
    asked = {"a": key(zoe, 90), "b": key(zoe, 90)}
    comparison = found_of(zoe, **asked)[1]
    assert (comparison.verdicts, comparison.error) == ([], "Choose two different tests.")
    page = as_ana.get(address, asked).text
    assert "Choose two different tests." in page
    assert page.count(f'value="{asked["a"]}" selected') == 2


def test_another_device_gets_no_verdict_and_says_why(as_ana, zoe, tested, address):
    tested(5, legs((60, 165), (116, 172)), device="Biodex")
    asked = {"a": key(zoe, 40), "b": key(zoe, 5)}
    comparison = found_of(zoe, **asked)[1]
    assert {row.change.verdict for row in comparison.verdicts} == {reliability.NO_VERDICT}
    assert comparison.why == "Tested with another device, so there is no verdict."
    page = as_ana.get(address, asked).text
    assert "Left hamstrings fell from 100 to 60 Nm (−40%)." in page
    assert '<span class="chip">No verdict</span>' in page
    assert 'chip--ok">Likely real' not in page


def test_what_was_not_tested_on_both_days_is_not_compared(zoe, tested, address):
    tested(20, {("left", "hamstrings"): 90, ("left", "quadriceps"): 170})
    comparison = found_of(zoe, a=key(zoe, 20), b=key(zoe, 0))[1]
    assert {row.side for row in comparison.verdicts} == {"left"}


def test_two_small_steps_in_one_direction_are_a_trend_also_when_chosen(zoe, tested):
    for ago, value in ((60, 100), (40, 119), (20, 141), (0, 60)):
        tested(ago, legs((value, 170), (100, 170)))
    comparison = found_of(zoe, a=key(zoe, 40), b=key(zoe, 20))[1]
    assert verdict_of(comparison, "left", "hamstrings").verdict == reliability.PROBABLE_TREND


def test_the_chosen_days_stay_chosen_on_the_page(as_ana, zoe, address):
    page = as_ana.get(address, {"a": key(zoe, 90), "b": key(zoe, 40), "span": "6"}).text
    assert f'<option value="{key(zoe, 90)}" selected>' in page
    assert f'<option value="{key(zoe, 40)}" selected>' in page
    assert '<input type="hidden" name="span" value="6">' in page


def test_two_devices_of_one_day_can_be_told_apart(zoe, tested):
    tested(0, legs((100, 170), (104, 171)))
    tested(0, legs((102, 170), (104, 171)), device="Biodex")
    comparison = found_of(zoe)[1]
    assert comparison.earlier.key != comparison.later.key
    assert {comparison.earlier.words[-6:], comparison.later.words[-6:]} == {" Cybex"[-6:], "Biodex"}


def test_every_row_of_the_table_has_the_verdict_of_its_own_day_in_the_same_words(as_ana, zoe, address):
    found = timeline.of(zoe, health=True)
    rows = since_before(found.all_days, found.method)
    assert rows[0] == {}
    assert rows[1] == {"left": reliability.LIKELY_REAL, "right": reliability.WITHIN}
    assert rows[2]["left"] == verdict_of(found_of(zoe)[1], "left", "hamstrings").verdict
    table = as_ana.get(address).text
    table = table[table.index("Show the numbers as a table") :]
    assert "Likely real" in table
    assert "Within day-to-day variation" in table


def test_one_test_alone_is_compared_with_nothing(zoe, tested):
    tested(0, legs((100, 170), (104, 171)))
    assert found_of(zoe)[1] is None
