import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser

from clients.actions import add_injury
from clients.models import Client, Injury
from tests.session_logs.conftest import Log, exercise, plan, prescribe
from trainer.accounts.models import User
from trainer.programs.models import Assignment, Workout, WorkoutExercise
from trainer.session_logs.models import SessionLog

# A Wednesday, so that the week has days before and after it.
WEDNESDAY = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def on_wednesday() -> Any:
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


def test_todays_workout_leads(as_zoe: Browser, hinge: WorkoutExercise) -> None:
    page = as_zoe.get("/today/").text
    assert "Day A" in page
    assert "Hinge block, week 3" in page
    assert "Romanian deadlift" in page
    assert f'href="{hinge.workout.get_absolute_url()}">Start' in page


def test_the_day_is_the_clients_own(as_zoe: Browser, zoe: Client, hinge: WorkoutExercise) -> None:
    zoe.time_zone = "Pacific/Auckland"
    zoe.save()
    page = as_zoe.get("/today/").text
    assert "Thu 19 Nov" in page
    assert "Missed this week" in page


def test_a_running_workout_is_gone_on_with(as_zoe: Browser, log: Log, hinge: WorkoutExercise) -> None:
    log(hinge)
    with time_machine.travel(WEDNESDAY + DAY, tick=False):
        page = as_zoe.get("/today/").text
    assert "You began it on Wed 18 Nov. Go on where you stopped." in page
    assert f'href="{hinge.workout.get_absolute_url()}">Go on' in page


def test_a_finished_workout_says_what_was_done(as_zoe: Browser, log: Log, hinge: WorkoutExercise) -> None:
    log(hinge, rpe="7")
    log(hinge, number=2, rpe="8")
    answer = as_zoe.post(f"/workouts/{hinge.workout_id}/finish/", {"note": "Good."}, follow=True)
    session = SessionLog.objects.get()
    assert "Day A is finished." in answer.text
    assert "Day A: 2 of 3 sets, effort 7.5 of 10 on average." in answer.text
    assert (session.note, session.finished_at) == ("Good.", WEDNESDAY)
    hinge.workout.refresh_from_db()
    assert hinge.workout.state == Workout.State.DONE


def test_nothing_logged_is_nothing_to_finish(as_zoe: Browser, hinge: WorkoutExercise) -> None:
    answer = as_zoe.post(f"/workouts/{hinge.workout_id}/finish/", {"note": ""})
    assert answer.status_code == 409
    assert "Nothing is logged yet." in answer.text
    assert not SessionLog.objects.exists()


def test_finishing_twice_keeps_the_first_note(as_zoe: Browser, log: Log, hinge: WorkoutExercise) -> None:
    log(hinge)
    for note in ("First.", "Second."):
        as_zoe.post(f"/workouts/{hinge.workout_id}/finish/", {"note": note})
    assert SessionLog.objects.get().note == "First."


def test_a_rest_day_says_what_is_next(as_zoe: Browser, assignment: Assignment) -> None:
    plan(assignment, WEDNESDAY.date() + 2 * DAY, "Day B")
    page = as_zoe.get("/today/").text
    assert "Rest day" in page
    assert "Next is Day B on Fri 20 Nov." in page


def test_a_missed_workout_of_this_week_can_be_done_today(
    as_zoe: Browser, log: Log, assignment: Assignment
) -> None:
    missed = plan(assignment, WEDNESDAY.date() - DAY, "Day B")
    line = prescribe(missed, exercise("glute-bridge"))
    plan(assignment, WEDNESDAY.date() - 7 * DAY, "Long ago")
    page = as_zoe.get("/today/").text
    assert "Missed this week" in page
    assert f'href="{missed.get_absolute_url()}">Do it today' in page
    assert "Long ago" not in page
    log(line)
    assert SessionLog.objects.get().performed_on == WEDNESDAY.date()
    assert "Missed this week" not in as_zoe.get("/today/").text


def test_no_programme_yet(as_zoe: Browser) -> None:
    assert "No programme yet" in as_zoe.get("/today/").text


def test_a_programme_that_is_over_is_said_so(as_zoe: Browser, log: Log, assignment: Assignment) -> None:
    assert "Nothing is planned ahead" in as_zoe.get("/today/").text


def test_the_first_day_says_how_it_works(as_zoe: Browser, log: Log, hinge: WorkoutExercise) -> None:
    assert "Tap the tick after a set" in as_zoe.get("/today/").text
    log(hinge)
    assert "Tap the tick after a set" not in as_zoe.get("/today/").text


def test_today_is_the_clients_page(as_ana: Browser) -> None:
    assert as_ana.get("/today/").status_code == 404
    assert as_ana.get("/history/").status_code == 404
    assert as_ana.post("/today/morning/").status_code == 404


def test_the_history_lists_finished_sessions_newest_first(
    as_zoe: Browser, assignment: Assignment, log: Log, hinge: WorkoutExercise
) -> None:
    assert "Nothing finished yet" in as_zoe.get("/history/").text
    earlier = prescribe(plan(assignment, WEDNESDAY.date() - DAY, "Day B"), hinge.exercise)
    with time_machine.travel(WEDNESDAY - DAY, tick=False):
        log(earlier, rpe="6")
        as_zoe.post(f"/workouts/{earlier.workout_id}/finish/", {"note": "Heavy day."})
    log(hinge)
    page = as_zoe.get("/history/").text
    assert "Heavy day." in page
    assert "1 of 3 sets" in page
    assert "Day A" not in page
    as_zoe.post(f"/workouts/{hinge.workout_id}/finish/", {"note": ""})
    page = as_zoe.get("/history/").text
    assert page.index("Day A") < page.index("Day B")


def test_today_and_history_ask_no_more_of_the_database_for_more_rows(
    as_zoe: Browser,
    zoe_user: User,
    assignment: Assignment,
    log: Log,
    hinge: WorkoutExercise,
    queries: Callable[[Callable[[], Any]], int],
) -> None:
    def add(number: int) -> None:
        day = WEDNESDAY.date() + dt.timedelta(days=number % 28)
        workout = plan(assignment, day, f"Day {number}")
        line = prescribe(workout, exercise(f"bridge-{number}"))
        log(line)
        as_zoe.post(f"/workouts/{workout.pk}/finish/", {"note": ""})
        prescribe(hinge.workout, exercise(f"curl-{number}"))
        plan(assignment, day, f"Ahead {number}")

    def count(path: str) -> int:
        return queries(lambda: as_zoe.get(path))

    add(1)
    few = count("/today/"), count("/history/")
    for number in range(2, 12):
        add(number)
    assert (count("/today/"), count("/history/")) == few
    assert few[0] <= 16


def test_without_a_trainer_the_day_and_the_workout_say_so(
    as_zoe: Browser, zoe: Client, hinge: WorkoutExercise
) -> None:
    assert "with Ana" in as_zoe.get(hinge.workout.get_absolute_url()).text
    zoe.coachings.update(ended_at=WEDNESDAY)
    page = as_zoe.get("/today/").text
    assert "Nobody coaches you here now" in page
    assert "your trainer" not in page.lower()
    workout = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert "<p>Week 3</p>" in workout
    assert "with your trainer" not in workout


@pytest.fixture
def flagged(zoe: Client, ana: User) -> list[Injury]:
    """A sign for within days, and after it one that is an emergency."""
    begun = {"client": zoe, "by": ana, "side": "left", "kind": "strain", "onset_on": zoe.today()}
    return [
        add_injury(**begun, structure="hamstring", red_flags=["second_strain"]),
        add_injury(**begun, structure="calf", red_flags=["clot"]),
    ]


def test_an_emergency_comes_before_a_milder_sign(as_zoe: Browser, flagged: list[Injury]) -> None:
    page = as_zoe.get("/today/").text
    mild, grave = (f'href="/something-happened/{injury.pk}/"' for injury in flagged)
    assert page.index("Today: an emergency, now") < page.index(grave) < page.index(mild)
    assert page.index("get medical help now") < page.index(mild)
    assert "Ana has written down what they said" in page


def test_while_all_training_waits_no_workout_is_offered(
    as_zoe: Browser, assignment: Assignment, hinge: WorkoutExercise, flagged: list[Injury]
) -> None:
    plan(assignment, WEDNESDAY.date() + DAY, "Day B")
    plan(assignment, WEDNESDAY.date() - DAY, "Day Z")
    page = as_zoe.get("/today/").text
    assert page.count("Waits</span>") == 2
    assert "See what waits" in page
    for offered in ("Open the workout", "Planned</span>", "Start <", "Do it today"):
        assert offered not in page
    Workout.objects.filter(pk=hinge.workout_id).delete()
    page = as_zoe.get("/today/").text
    assert "Day B, planned for Thu 19 Nov, waits." in page
    assert "Next is" not in page


def test_a_workout_that_waits_as_a_whole_leads_back(
    as_zoe: Browser, zoe: Client, hinge: WorkoutExercise, flagged: list[Injury]
) -> None:
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert 'class="button" href="/today/">Back to today' in page
    assert "Ana can plan something else, or write down what a doctor" in page
    assert "Finish workout" not in page
    zoe.coachings.update(ended_at=WEDNESDAY)
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert "A new trainer can change that" in page
    assert 'href="/join/"' in page


def test_after_the_coaching_it_is_said_who_can_lift_what_waits(
    as_zoe: Browser, zoe: Client, flagged: list[Injury]
) -> None:
    zoe.coachings.update(ended_at=WEDNESDAY)
    page = as_zoe.get("/today/").text
    assert "nobody can write down what a doctor or physiotherapist says. A new trainer can." in page
    assert '<a href="/join/">type an invitation code</a>' in page


def test_an_erasure_stands_first_with_its_day_and_the_way_back(
    as_zoe: Browser, zoe: Client, flagged: list[Injury]
) -> None:
    assert "Keep everything after all" not in as_zoe.get("/today/").text
    zoe.erase_on = WEDNESDAY.date() + 14 * DAY
    zoe.save()
    page = as_zoe.get("/today/").text
    assert "It happens on Wed 2 Dec." in page
    assert page.index("Keep everything after all") < page.index("an emergency, now")
    as_zoe.post("/my-data/erase/", {"keep": "1"})
    zoe.refresh_from_db()
    assert zoe.erase_on is None
