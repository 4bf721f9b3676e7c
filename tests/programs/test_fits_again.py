import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from django.urls import reverse

from clients.actions import move_stage, resolve_injury
from clients.models import Client, Injury
from exercises.models import Exercise
from tests.programs.plans import give, lines, next_monday, strained
from trainer.accounts.models import User
from trainer.programs import findings
from trainer.programs.actions import ease, leave_out, put_back, swap, swap_back
from trainer.programs.models import Assignment, Program, ProgramExercise, Workout, WorkoutExercise
from trainer.programs.plan import ClientPlan, plan_of

pytestmark = pytest.mark.usefixtures("programs")

NORDIC, CURL = "nordic-hamstring", "slider-curl"


@pytest.fixture
def nordic(zoe: Client, ana: User) -> Assignment:
    return give(zoe, "nordic-10-weeks", ana)


@pytest.fixture
def beginner(zoe: Client, ana: User) -> Assignment:
    return give(zoe, "beginner-8-weeks", ana, weekdays=[0, 3])


def library(slug: str) -> Exercise:
    return Exercise.objects.get(slug=slug)


def up(injury: Injury, stage: str, by: User) -> None:
    injury.refresh_from_db()
    today = injury.client.today()
    move_stage(injury=injury, by=by, stage=stage, on=today, reason="As agreed.", clinician="Dr Okafor")


def plan(client: Client, by: User) -> ClientPlan:
    return plan_of(client, by)


def test_a_swapped_exercise_is_named_when_the_stage_lets_it_back(
    as_ana: Browser, ana: User, zoe: Client, nordic: Assignment
) -> None:
    strain = strained(zoe, "strength", by=ana)
    swap(assignment=nordic, exercise=library(NORDIC), to=library(CURL), by=ana)
    assert plan(zoe, ana).again == []
    up(strain, "high_load", ana)
    page = as_ana.get(reverse("programs:client_program", args=[zoe.pk])).text
    assert "Nordic hamstring exercise fits stage 4, high load and running now" in page
    assert "Slider curl stands in its place in 27 workouts ahead" in page
    fields = {"assignment": nordic.pk, "exercise": NORDIC}
    page = as_ana.post(reverse("programs:put_back", args=[zoe.pk]), fields, follow=True).text
    assert "Nordic hamstring exercise is back in 27 workouts." in page
    assert "Fits again" not in page
    planned = ProgramExercise.objects.filter(day__program=nordic.program).order_by("day__week", "day__number")
    assert [row.copied() for row in lines(nordic)] == [row.copied() for row in planned]


def test_what_was_left_out_comes_back_as_the_programme_has_it(
    ana: User, zoe: Client, beginner: Assignment
) -> None:
    before = [row.copied() for row in lines(beginner)]
    strain = strained(zoe, "early_load", by=ana)
    leave_out(assignment=beginner, exercise=library("goblet-squat"), by=ana)
    up(strain, "high_load", ana)
    again = next(one for one in plan(zoe, ana).again if one.exercise.slug == "goblet-squat")
    assert again.standing == ()
    assert put_back(assignment=beginner, exercise=again.exercise, by=ana) == again.workouts == 8
    assert [row.copied() for row in lines(beginner)] == before


def test_a_lowered_effort_is_raised_again(ana: User, zoe: Client, beginner: Assignment) -> None:
    strain = strained(zoe, "strength", by=ana)
    hard = next(row for row in lines(beginner) if row.rpe == 8).exercise
    ease(assignment=beginner, exercise=hard, by=ana)
    up(strain, "high_load", ana)
    again = next(one for one in plan(zoe, ana).again if one.exercise == hard)
    assert again.is_lowered
    put_back(assignment=beginner, exercise=hard, by=ana)
    assert [row.rpe for row in lines(beginner) if row.exercise == hard][-1] == 8


def test_a_swap_that_no_stage_asked_for_is_never_named(ana: User, zoe: Client, beginner: Assignment) -> None:
    strain = strained(zoe, "strength", by=ana)
    swap(
        assignment=beginner,
        exercise=library("split-squat"),
        to=library("leg-press"),
        by=ana,
        settle_later=True,
    )
    up(strain, "high_load", ana)
    assert "split-squat" not in {one.exercise.slug for one in plan(zoe, ana).again}


def test_an_injury_that_is_over_lets_it_back_too(ana: User, zoe: Client, nordic: Assignment) -> None:
    strain = strained(zoe, "strength", by=ana)
    swap(assignment=nordic, exercise=library(NORDIC), to=library(CURL), by=ana)
    resolve_injury(injury=strain, by=ana, on=zoe.today(), clinician="Dr Okafor")
    assert [one.exercise.slug for one in plan(zoe, ana).again] == [NORDIC]


def test_what_still_does_not_fit_is_not_put_back(ana: User, zoe: Client, nordic: Assignment) -> None:
    strain = strained(zoe, "early_load", by=ana)
    swap(assignment=nordic, exercise=library(NORDIC), to=library("isometric-curl-hold"), by=ana)
    up(strain, "strength", ana)
    assert plan(zoe, ana).again == []
    with pytest.raises(ValidationError, match="does not fit in the workouts ahead"):
        put_back(assignment=nordic, exercise=library(NORDIC), by=ana)
    assert {row.exercise.slug for row in lines(nordic)} == {"isometric-curl-hold"}


def test_work_begun_or_missed_is_left_as_it_is(ana: User, zoe: Client) -> None:
    given = give(zoe, "nordic-10-weeks", ana, starts_on=next_monday(zoe) - dt.timedelta(weeks=3))
    strain = strained(zoe, "strength", by=ana)
    missed = set(given.workouts.filter(scheduled_on__lt=zoe.today()).values_list("pk", flat=True))
    begun = given.workouts.filter(scheduled_on__gte=zoe.today())[0]
    assert missed
    ahead = given.workouts.count() - len(missed)
    swapped = swap(assignment=given, exercise=library(NORDIC), to=library(CURL), by=ana)
    assert swapped.workouts == ahead
    assert {row.exercise.slug for row in lines(given) if row.workout_id in missed} == {NORDIC}
    Workout.objects.filter(pk=begun.pk).update(state="begun")
    up(strain, "high_load", ana)
    assert put_back(assignment=given, exercise=library(NORDIC), by=ana) == ahead - 1
    assert {row.workout_id for row in lines(given) if row.exercise.slug == CURL} == {begun.pk}


def test_missed_days_are_not_asked_about(ana: User, zoe: Client) -> None:
    given = give(zoe, "nordic-10-weeks", ana, starts_on=next_monday(zoe) - dt.timedelta(weeks=3))
    strained(zoe, "strength", by=ana)
    ahead = given.workouts.filter(scheduled_on__gte=zoe.today()).count()
    assert [question.workouts for question in plan(zoe, ana).questions] == [ahead]


def test_lowering_and_leaving_out_may_be_for_one_week(
    as_ana: Browser, ana: User, zoe: Client, beginner: Assignment
) -> None:
    strained(zoe, "early_load", by=ana)
    first = lines(beginner)[0].workout.week
    page = as_ana.get(reverse("programs:client_program", args=[zoe.pk])).text
    assert f"Only week {first} (" in page
    fields = {"assignment": beginner.pk, "exercise": "goblet-squat", "week": str(first)}
    as_ana.post(reverse("programs:leave_out", args=[zoe.pk]), fields)
    weeks = {row.workout.week for row in lines(beginner) if row.exercise.slug == "goblet-squat"}
    assert weeks == set(range(2, 9))


def test_a_lowered_week_leaves_the_next_one_alone(ana: User, zoe: Client, beginner: Assignment) -> None:
    strained(zoe, "strength", by=ana)
    hard = [row for row in lines(beginner) if row.rpe == 8]
    ease(assignment=beginner, exercise=hard[0].exercise, by=ana, week=hard[0].workout.week)
    same = [row for row in lines(beginner) if row.exercise == hard[0].exercise]
    assert [row.rpe for row in same if row.workout.week >= hard[0].workout.week] == [7, 8]


def test_going_back_brings_load_tempo_and_note_of_the_programme(
    ana: User, zoe: Client, nordic: Assignment
) -> None:
    first = ProgramExercise.objects.filter(day__program=nordic.program).order_by("day__week")[0]
    ProgramExercise.objects.filter(pk=first.pk).update(load_kg=Decimal(5), tempo="5-0-1", note="Slow.")
    swap(assignment=nordic, exercise=library(NORDIC), to=library("goblet-squat"), by=ana)
    swap_back(assignment=nordic, exercise=library("goblet-squat"), to=library(NORDIC), by=ana)
    row = lines(nordic)[0]
    assert (row.load_kg, row.tempo, row.note, row.sets) == (Decimal(5), "5-0-1", "Slow.", first.sets)


@pytest.mark.parametrize("change", ["deleted", "another exercise", "a day more"])
def test_where_the_programme_does_not_tell_any_more_the_page_says_so(
    as_ana: Browser, ana: User, zoe: Client, nordic: Assignment, change: str
) -> None:
    swap(assignment=nordic, exercise=library(NORDIC), to=library(CURL), by=ana)
    address = reverse("programs:client_program", args=[zoe.pk])
    assert "What was planned there is not kept" not in as_ana.get(address).text
    if change == "deleted":
        Program.objects.get(slug="nordic-10-weeks").delete()
    elif change == "a day more":
        for week in range(1, 11):
            nordic.program.days.create(week=week, number=9)
    else:
        ProgramExercise.objects.update(exercise=library("glute-bridge"))
    assert "What was planned there is not kept" in as_ana.get(address).text
    swap_back(assignment=nordic, exercise=library(CURL), to=library(NORDIC), by=ana)
    assert {row.exercise.slug for row in lines(nordic)} == {NORDIC}


def test_a_stranger_puts_nothing_back(as_bob: Browser, ana: User, zoe: Client, nordic: Assignment) -> None:
    swap(assignment=nordic, exercise=library(NORDIC), to=library(CURL), by=ana)
    fields = {"assignment": nordic.pk, "exercise": NORDIC}
    assert as_bob.post(reverse("programs:put_back", args=[zoe.pk]), fields).status_code == 404
    assert WorkoutExercise.objects.filter(exercise__slug=CURL).count() == 27


def test_nothing_is_named_while_a_warning_sign_is_open(ana: User, zoe: Client, nordic: Assignment) -> None:
    strain = strained(zoe, "strength", by=ana)
    swap(assignment=nordic, exercise=library(NORDIC), to=library(CURL), by=ana)
    up(strain, "high_load", ana)
    Injury.objects.update(red_flags=["cannot_walk"])
    assert plan(zoe, ana).again == []
    assert findings.for_client(zoe).held
