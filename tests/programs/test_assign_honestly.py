import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.actions import answer_screening, hand_in_screening, mark_planned
from clients.models import Client
from exercises.models import Exercise
from tests.programs.plans import give, next_monday, strained
from trainer.accounts.models import User
from trainer.programs.models import Assignment, Program

pytestmark = pytest.mark.usefixtures("programs")

BEGINNER = reverse("programs:assign", args=["beginner-8-weeks"])


def gentle(owner: User) -> Program:
    program = Program.objects.create(slug="holds", name="Only holds", owner=owner)
    day = program.days.create(week=1, number=1)
    hold = Exercise.objects.get(slug="isometric-curl-hold")
    day.exercises.create(position=1, exercise=hold, sets=3, seconds=20, rpe=5, side="each")
    return program


def test_before_it_is_assigned_it_is_said_how_much_would_wait(as_ana: Browser, zoe: Client) -> None:
    strain = strained(zoe, "early_load")
    page = as_ana.get(BEGINNER, {"client": zoe.pk})
    preview = page.context["preview"]
    assert f"{preview.held} of {preview.exercises} exercises wait at stage 2, early load" in page.text
    assert "No programme here fits that stage. Until then the work is the clinician" in page.text
    assert reverse("clients:injury", args=[zoe.pk, strain.pk]) in page.text


def test_while_no_doctors_word_is_written_down_it_is_said_and_nothing_is_held(
    as_ana: Browser, ana: User, zoe: Client
) -> None:
    answer_screening(client=zoe, by=ana, answers={"chest": "yes"})
    screen = hand_in_screening(client=zoe, by=ana)
    page = as_ana.get(BEGINNER, {"client": zoe.pk}).text
    assert "No doctor’s word is written down" in page
    assert "Plumb holds nothing back for this answer: you decide." in page
    assert f"{reverse('clients:client_screening', args=[zoe.pk])}#thing-doctor" in page
    mark_planned(screen=screen, thing="doctor", note="Dr Okafor, 3 May: all of it", by=ana)
    assert "No doctor’s word" not in as_ana.get(BEGINNER, {"client": zoe.pk}).text


def test_a_programme_that_fits_is_named_instead(as_ana: Browser, ana: User, zoe: Client) -> None:
    strained(zoe, "early_load")
    fitting = gentle(ana)
    page = as_ana.get(BEGINNER, {"client": zoe.pk}).text
    assert "This programme fits today" in page
    assert f"{reverse('programs:assign', args=[fitting.slug])}?client={zoe.pk}" in page


def test_where_little_waits_nothing_else_is_proposed(as_ana: Browser, zoe: Client) -> None:
    strained(zoe, "cleared")
    assert "Most of it would wait" not in as_ana.get(BEGINNER, {"client": zoe.pk}).text


def test_looking_for_what_fits_takes_as_many_queries_for_many_programmes(
    as_ana: Browser, ana: User, zoe: Client, queries
) -> None:
    strained(zoe, "early_load")
    gentle(ana)
    few = queries(lambda: as_ana.get(BEGINNER, {"client": zoe.pk}))
    Program.objects.bulk_create(Program(slug=f"o-{n}", name=f"Own {n}", owner=ana) for n in range(20))
    assert queries(lambda: as_ana.get(BEGINNER, {"client": zoe.pk})) == few


def test_ending_what_runs_is_asked_only_where_something_runs(as_ana: Browser, ana: User, zoe: Client) -> None:
    assert "End what is running now" not in as_ana.get(BEGINNER, {"client": zoe.pk}).text
    give(zoe, "nordic-10-weeks", ana)
    assert "End what is running now" in as_ana.get(BEGINNER, {"client": zoe.pk}).text


def test_who_was_not_asked_what_becomes_of_the_running_one_is_asked_first(
    as_ana: Browser, ana: User, zoe: Client
) -> None:
    running = give(zoe, "nordic-10-weeks", ana)
    asked = {"client": zoe.pk, "starts_on": next_monday(zoe).isoformat(), "weekdays": ["0", "3"]}
    page = as_ana.post(BEGINNER, asked)
    assert page.status_code == 422
    assert "Zoe has a programme already: say if it goes on." in page.text
    assert Assignment.objects.count() == 1
    as_ana.post(BEGINNER, asked | {"runs": "1", "end_running": "on"})
    running.refresh_from_db()
    assert running.ended_on
    assert Assignment.objects.count() == 2


def test_with_scripts_the_dates_need_no_button(as_ana: Browser, zoe: Client) -> None:
    page = as_ana.get(BEGINNER, {"client": zoe.pk}).text
    assert "Show the dates" not in page
    assert "<noscript><button" in page


def test_for_whom_a_programme_is_meant_is_read_beside_an_open_injury(as_ana: Browser, zoe: Client) -> None:
    page = as_ana.get(BEGINNER, {"client": zoe.pk}).text
    assert page.count("without a current injury") == 1
    strain = strained(zoe, "strength")
    page = as_ana.get(BEGINNER, {"client": zoe.pk}).text
    assert f"Zoe has {strain.label} on file, not over. The programme is for: People new to" in page
    assert page.count("without a current injury") == 2
