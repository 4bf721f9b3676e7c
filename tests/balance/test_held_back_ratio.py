"""A ratio that cannot be right: nobody reads an older value as the newest, and no verdict is built on it."""

import pytest
from django.urls import reverse

from tests.balance.conftest import hurt, legs
from trainer.balance import timeline
from trainer.balance.numbers import day_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def doubted(zoe, tested):
    """The right leg's 0.10 is outside the plausible 0.20 to 1.00 at 60 degrees a second."""
    tested(40, legs((100, 170), (100, 170)))
    tested(0, legs((101, 171), (16, 160)))
    return zoe


def test_the_client_reads_that_the_leg_is_being_checked(as_zoe, doubted):
    for address in ("/progress/", reverse("balance:own_report")):
        page = as_zoe.get(address).text
        assert "eing checked" in page
        assert "A number of your right leg is being checked." in page
        assert "16 Nm" not in page
    legs_part = as_zoe.get("/progress/").text.split('class="two-legs"')[1]
    assert legs_part.count("The back of the thigh makes") == 1


def test_the_trainer_reads_held_back_with_the_reason_and_the_day_of_the_older_value(as_ana, doubted):
    page = as_ana.get(reverse("balance:balance", args=[doubted.pk])).text
    panel = page[page.index('id="sides"') :]
    assert "Held back" in panel
    assert "16 Nm" not in panel.replace("hamstrings 16 Nm", "")
    before = timeline.of(doubted, health=True).all_days[0].on
    assert f"0.59 on {before.day} {before:%b}." in panel


def test_nothing_is_weighed_with_the_doubted_pair(doubted):
    found = timeline.of(doubted, health=True)
    assert {verdict.side for verdict in found.verdicts} == {"left"}
    assert found.falls == []
    assert found.latest is not None
    assert found.latest.gap is None


def test_the_clinicians_report_names_it(as_ana, doubted):
    address = reverse("balance:report", args=[doubted.pk])
    page = as_ana.post(address, {"reader": "clinician", "words": ""}).text
    sheet = page.split('<article class="report"')[1]
    assert "Held back, test of" in sheet
    assert "The right ratio at 60°/s is 0.10, outside the plausible 0.20 to 1.00" in sheet


def test_the_roster_builds_no_gap_on_it(as_ana, zoe, doubted):
    hurt(zoe, "right", ago=60, assessed_by="Dr Roe", assessed_role="doctor", assessed_on=zoe.today())
    assert "not catching up" not in as_ana.get(reverse("roster:list")).text


def test_a_shown_share_of_an_older_day_names_it(as_zoe, zoe, tested):
    tested(40, legs((100, 170), (100, 170)))
    tested(0, {("right", "hamstrings"): 100, ("left", "hamstrings"): 101, ("left", "quadriceps"): 171})
    on = day_words(timeline.of(zoe, health=True).all_days[0].on)
    assert f"of the front&#x27;s force, at the test of {on}." in as_zoe.get("/progress/").text
