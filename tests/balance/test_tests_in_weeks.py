"""Due strength tests stand in the weeks of the client's plan, and the others below it."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.programs.plans import give, next_monday
from trainer.balance.retests import set_day

pytestmark = pytest.mark.usefixtures("programs")
NORDIC = {("left", "hamstrings"): 300, ("right", "hamstrings"): 280}


@pytest.fixture
def plan(zoe, ana):
    return give(zoe, "nordic-10-weeks", ana, starts_on=next_monday(zoe))


def page_of(browser, zoe):
    return browser.get(reverse("programs:client_program", args=[zoe.pk])).text


def weeks_of(page):
    """The weeks of the plan as they stand on the page, and what comes below them."""
    weeks = page.split('<section class="plan-week')[1:]
    last, below = weeks[-1].split("</section>", 1)
    return [*weeks[:-1], last], below


def asked_on(zoe, ana, day):
    set_day(client=zoe, protocol="nordic", due_on=day, reason="", by=ana)


@pytest.mark.parametrize("weekday", [0, 6])
def test_a_test_stands_in_the_week_that_holds_its_day(as_ana, zoe, ana, tested, plan, weekday):
    tested(0, NORDIC, protocol="nordic")
    asked_on(zoe, ana, plan.starts_on + dt.timedelta(weeks=2, days=weekday))
    weeks, below = weeks_of(page_of(as_ana, zoe))
    assert [number for number, week in enumerate(weeks, 1) if "Strength test<" in week] == [3]
    assert reverse("balance:retest", args=[zoe.pk, "nordic"]) in weeks[2]
    assert "Next strength test" not in below


def test_a_test_beyond_the_last_week_stands_below(as_ana, zoe, ana, tested, plan):
    tested(0, NORDIC, protocol="nordic")
    asked_on(zoe, ana, plan.starts_on + dt.timedelta(weeks=40))
    weeks, below = weeks_of(page_of(as_ana, zoe))
    assert not any("Strength test<" in week for week in weeks)
    assert "Next strength test" in below


def test_an_overdue_test_stands_in_the_week_of_today(as_ana, zoe, ana, tested):
    monday = zoe.today() - dt.timedelta(days=zoe.today().weekday())
    give(zoe, "nordic-10-weeks", ana, starts_on=monday - dt.timedelta(weeks=2))
    tested(100, NORDIC, protocol="nordic")
    weeks, _ = weeks_of(page_of(as_ana, zoe))
    assert [number for number, week in enumerate(weeks, 1) if "Due since" in week] == [3]


def test_more_tests_ask_no_more_of_the_database(as_ana, zoe, tested, plan, queries):
    tested(0, NORDIC, protocol="nordic")
    few = queries(lambda: page_of(as_ana, zoe))
    tested(0, {("left", "hamstrings"): 30}, protocol="single_leg_bridge")
    tested(0, {("left", "hamstrings"): 70}, protocol="straight_leg_raise")
    assert queries(lambda: page_of(as_ana, zoe)) == few
