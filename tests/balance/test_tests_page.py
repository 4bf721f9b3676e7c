import datetime as dt

import pytest
import time_machine
from django.template import engines
from django.urls import reverse

from clients import consents
from clients.actions import add_client, archive_client
from clients.models import Consent, Injury
from tests.balance.conftest import legs
from tests.roster.rows import torques
from trainer.accounts.models import AuditEntry
from trainer.balance.models import OwnProtocol, Retest, StrengthTest
from trainer.programs.plan import plan_of

pytestmark = pytest.mark.django_db
DAYS = dt.timedelta(days=1)
NORDIC = {("left", "hamstrings"): 300, ("right", "hamstrings"): 280}


def part(page, heading):
    """What stands under one heading, up to the next."""
    return page.split(f">{heading}</h2>")[1].split("</section>")[0]


@pytest.fixture
def change(zoe):
    return reverse("balance:retest", args=[zoe.pk, "nordic"])


@pytest.fixture
def strained(zoe):
    return Injury.objects.create(
        client=zoe,
        structure="hamstring",
        side="right",
        kind="strain",
        stage="early_load",
        onset_on=zoe.today() - 30 * DAYS,
        assessed_by="R. Halloran",
        assessed_on=zoe.today() - 29 * DAYS,
    )


def test_before_the_first_client_the_page_leads_to_adding_one(as_ana):
    page = as_ana.get("/tests/").text
    assert "Nobody to test yet" in page
    assert 'href="/clients/new/"' in page


def test_a_client_without_a_test_stands_there_with_the_next_step(as_ana, zoe):
    page = as_ana.get("/tests/").text
    assert "No test is planned" in page
    assert f"/clients/{zoe.pk}/tests/new/" in part(page, "No strength test yet")


def test_a_test_that_is_overdue_stands_first_with_the_same_method_and_its_form(as_ana, zoe, tested):
    tested(100, legs((118, 179), (96, 177)), device="Biodex")
    page = as_ana.get("/tests/").text
    assert "One test is due." in page
    overdue = part(page, "Overdue")
    assert "Isokinetic, concentric, 60°/s, Biodex" in overdue
    assert "left 118 Nm, right 96 Nm" in overdue
    assert "16 days ago" in overdue
    assert f"/clients/{zoe.pk}/tests/new/isokinetic_concentric/?speed=60" in overdue


@time_machine.travel("2026-11-18 12:00Z", tick=False)
def test_tests_to_come_stand_month_by_month(as_ana, zoe, tested):
    tested(7 * 8 - 3, NORDIC, protocol="nordic")
    tested(7, {("left", "hamstrings"): 20}, protocol="single_leg_bridge")
    tested(7, {("both", "hamstrings"): 20}, protocol="sit_and_reach")
    tested(0, legs((118, 179), (96, 177)))
    page = as_ana.get("/tests/").text
    assert "Nothing is due. The next test is on Saturday 21 November." in page
    assert "in 3 days" in part(page, "This week")
    assert "Single-leg bridge" in part(page, "December")
    assert "Isokinetic" in part(page, "February 2027")


def test_a_test_waits_while_the_stage_of_an_injury_leaves_it_out(as_ana, zoe, strained, tested):
    tested(100, NORDIC, protocol="nordic")
    page = as_ana.get("/tests/").text
    waits = part(page, "Waits while an injury is open")
    assert "stage 2, early load: a hamstring demand of 2 of 5 is allowed, and this test asks for 5." in waits
    assert reverse("clients:injury", args=[zoe.pk, strained.pk]) in waits
    assert "Overdue" not in page


def test_without_consent_no_injury_moves_a_test(as_ana, ana, zoe, strained, tested):
    tested(100, NORDIC, protocol="nordic")
    consents.withdraw(client=zoe, purpose=Consent.Purpose.HEALTH, by=ana)
    page = as_ana.get("/tests/").text
    assert "strain" not in page
    assert "Nordic" in part(page, "Overdue")
    assert "strain" not in as_ana.get(reverse("balance:retest", args=[zoe.pk, "nordic"])).text


def test_archived_clients_and_other_trainers_clients_are_not_tested(as_ana, as_bob, ana, zoe, tested):
    tested(100, NORDIC, protocol="nordic")
    assert "Zoe" not in as_bob.get("/tests/").text
    archive_client(client=zoe, by=ana)
    assert "Zoe" not in as_ana.get("/tests/").text


def test_a_trainer_sets_a_day_of_her_own_with_the_reason(as_ana, ana, zoe, change, tested):
    tested(7, NORDIC, protocol="nordic")
    form = as_ana.get(change).text
    assert "8 weeks after the last test" in form
    day = zoe.today() + 3 * DAYS
    answer = as_ana.post(
        change, {"ask": "own", "due_on": day.isoformat(), "reason": "Before the season."}, follow=True
    )
    retest = Retest.objects.get()
    assert (retest.client, retest.protocol, retest.due_on, retest.reason, retest.by) == (
        zoe,
        "nordic",
        day,
        "Before the season.",
        ana,
    )
    assert "in 3 days" in answer.text
    assert "Your own day: “Before the season.”" in answer.text
    assert AuditEntry.objects.filter(action="day of the next test set", client_number=zoe.pk).exists()


def test_a_test_is_not_asked_for_any_more_until_it_is_asked_for_again(as_ana, change, tested):
    tested(100, NORDIC, protocol="nordic")
    page = as_ana.post(change, {"ask": "not", "due_on": "", "reason": ""}, follow=True).text
    assert "Not asked for any more (1)" in page
    assert "Ask again" in page
    assert "Overdue" not in page
    page = as_ana.post(change, {"ask": "usual", "due_on": "", "reason": ""}, follow=True).text
    assert "Nordic" in part(page, "Overdue")
    assert not Retest.objects.exists()
    actions = list(AuditEntry.objects.order_by("-pk").values_list("action", flat=True)[:2])
    assert actions == ["test asked for as usual", "test not asked for any more"]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "This day is over."),
        (3000, "more than two years away"),
        (None, "Choose the day."),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_field(as_ana, zoe, change, tested, days, words):
    tested(7, NORDIC, protocol="nordic")
    day = "" if days is None else (zoe.today() + days * DAYS).isoformat()
    answer = as_ana.post(change, {"ask": "own", "due_on": day, "reason": "Before the season."})
    assert answer.status_code == 422
    assert words in answer.context["form"].errors["due_on"][0]
    assert "Before the season." in answer.text
    assert f'value="{day}"' in answer.text or not day
    assert not Retest.objects.exists()


def test_a_choice_is_asked_for_and_a_day_left_in_the_field_harms_no_other_choice(as_ana, change, tested):
    tested(7, NORDIC, protocol="nordic")
    assert as_ana.post(change, {}).status_code == 422
    answer = as_ana.post(change, {"ask": "not", "due_on": "2001-01-01"})
    assert answer.status_code == 302
    assert Retest.objects.get().due_on is None


def test_a_test_that_was_never_done_has_no_next_day(as_ana, change):
    assert as_ana.get(change).status_code == 404


def test_a_test_that_its_trainer_put_away_is_not_asked_for(as_ana, ana, zoe, tested):
    own = OwnProtocol.objects.create(
        trainer=ana, title="Hop", unit="cm", muscle_groups=["hamstrings"], plausible_low=1, plausible_high=300
    )
    test = StrengthTest.objects.create(
        client=zoe, protocol="own", own_protocol=own, tested_on=zoe.today() - 100 * DAYS
    )
    test.readings.create(client=zoe, muscle_group="hamstrings", side="left", value=120, unit="cm")
    assert "Hop" in part(as_ana.get("/tests/").text, "Overdue")
    own.archived_at = test.recorded_at
    own.save()
    assert "Hop" not in as_ana.get("/tests/").text


def test_the_day_stands_on_the_pages_about_her_programme_and_her_progress(as_ana, as_zoe, zoe, tested):
    tested(0, NORDIC, protocol="nordic")
    day = zoe.today() + dt.timedelta(weeks=8)
    words = f"{day:%A} {day.day} {day:%B}"
    program = as_ana.get(reverse("programs:client_program", args=[zoe.pk])).text
    assert f"<b>{words}:</b> Nordic, force per leg, in 56 days." in program
    assert f"{words}: Nordic, force per leg." in as_zoe.get("/progress/").text
    assert "Next strength test" not in as_zoe.get("/today/").text


def test_today_tells_of_a_test_that_is_near_or_due(as_zoe, zoe, tested):
    tested(7 * 8 - 10, NORDIC, protocol="nordic")
    assert "Next strength test" in as_zoe.get("/today/").text
    tested(7 * 8 + 1, NORDIC, protocol="isometric", angle_deg=90)
    assert "A strength test is due: Isometric" in as_zoe.get("/today/").text


def test_she_reads_that_her_own_test_waits_whatever_her_trainer_may_see(as_zoe, ana, zoe, strained, tested):
    tested(100, NORDIC, protocol="nordic")
    consents.withdraw(client=zoe, purpose=Consent.Purpose.HEALTH, by=zoe.user)
    assert "It waits because of the right hamstring strain." in as_zoe.get("/progress/").text
    assert "Next strength test" not in as_zoe.get("/today/").text


def test_without_a_trainer_nobody_promises_her_a_test(as_zoe, zoe, tested):
    tested(100, NORDIC, protocol="nordic")
    assert "Next strength test" in as_zoe.get("/today/").text
    zoe.coachings.update(ended_at="2026-01-01T00:00Z")
    for address in ("/today/", "/progress/"):
        assert "Next strength test" not in as_zoe.get(address).text


def test_the_queries_do_not_grow_with_the_clients(as_ana, ana, zoe, strained, queries):
    torques(zoe, zoe.today(), hamstrings=(90, 91), quadriceps=(150, 151))
    few = queries(lambda: as_ana.get("/tests/"))
    for number in range(4):
        other = add_client(by=ana, name=f"C{number}", consent_training=True, consent_health=True)
        torques(other, other.today(), hamstrings=(90, 91), quadriceps=(150, 151))
        other.retests.create(protocol="isokinetic_concentric", due_on=other.today())
        other.injuries.create(structure="hamstring", side="left", kind="strain", onset_on=other.today())
    assert queries(lambda: as_ana.get("/tests/")) == few
    assert "C3" in as_ana.get("/tests/").text


def test_the_bar_marks_tests_alone(as_ana):
    bar = as_ana.get("/tests/").text.split("nav__places")[1].split("nav__foot")[0]
    assert bar.count('aria-current="page"') == 1
    assert 'href="/tests/" aria-current="page"' in bar


def test_the_tags_show_nothing_without_a_test(zoe, ana):
    template = engines["django"].from_string(
        "{% load next_tests %}{% lay_tests client plan as tests %}{{ tests.placed|length }}"
        "{% include 'balance/next_tests.html' with found=tests.others %}{% own_next_test client %}"
    )
    assert template.render({"client": zoe, "plan": plan_of(zoe, ana)}).strip() == "0"
