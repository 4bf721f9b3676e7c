import datetime as dt

import pytest

from clients.models import Injury
from tests.balance.conftest import legs
from trainer.balance.own_page import share_words

pytestmark = pytest.mark.django_db


def test_before_the_first_test_the_page_says_what_comes(as_zoe):
    page = as_zoe.get("/progress/").text
    assert "No strength test yet" in page
    assert "Your trainer records the first one with you." in page


def test_words_come_before_numbers(as_zoe, tested):
    tested(0, legs((118, 179), (96, 177)))
    page = as_zoe.get("/progress/").text
    assert "Your first test is in" in page
    assert "The back of the thigh makes about two thirds of the front&#x27;s force." in page
    assert page.index("about two thirds") < page.index('class="chart chart--')
    assert "Published range" not in page
    assert "%" not in page[page.index("Your first test is in") : page.index("Back of the thigh, last")]


def test_a_leg_that_grew_is_called_stronger(as_zoe, tested):
    tested(40, legs((100, 170), (80, 170)))
    tested(0, legs((102, 171), (104, 172)))
    page = as_zoe.get("/progress/").text
    assert "Your right leg is getting stronger" in page
    assert "<b>Steady</b>" in page
    assert "<b>Stronger</b>" in page


def test_a_leg_that_fell_is_told_without_fear(as_zoe, tested):
    tested(40, legs((117, 172), (116, 172)))
    tested(0, legs((82, 165), (115, 172)))
    page = as_zoe.get("/progress/").text
    assert "Your left leg tested lower this time" in page
    assert "your trainer looks at it with you" in page


def test_little_changes_are_steady(as_zoe, tested):
    tested(40, legs((117, 172), (116, 172)))
    tested(0, legs((112, 170), (119, 172)))
    assert "Both legs are holding steady" in as_zoe.get("/progress/").text


def test_she_sees_her_own_injury_behind_her_line(as_zoe, zoe, tested):
    tested(60, legs((117, 172), (116, 172)))
    Injury.objects.create(
        client=zoe,
        structure="hamstring",
        side="left",
        kind="strain",
        onset_on=zoe.today() - dt.timedelta(days=30),
    )
    assert "Suspected left hamstring strain" in as_zoe.get("/progress/").text


def test_a_trainer_without_a_record_of_her_own_has_no_progress(as_ana):
    assert as_ana.get("/progress/").status_code == 404


def test_queries_do_not_grow(as_zoe, tested, queries):
    for number in range(3):
        tested(number * 7, legs((118, 179), (96, 177)))
    few = queries(lambda: as_zoe.get("/progress/"))
    for number in range(3, 30):
        tested(number * 7, legs((118, 179), (96, 177)))
    assert queries(lambda: as_zoe.get("/progress/")) == few
    assert few <= 15


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (0.48, "about half of the front's force"),
        (0.66, "about two thirds of the front's force"),
        (0.35, "about a third of the front's force"),
        (1.2, "about as much as the front, or more"),
    ],
)
def test_shares_are_told_as_everyday_fractions(ratio, words):
    assert share_words(ratio) == words
