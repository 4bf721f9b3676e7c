import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser

from clients.models import Client
from tests.session_logs.conftest import Log, exercise, plan, prescribe, sets_url
from trainer.accounts.models import AuditEntry
from trainer.programs.models import Assignment, Workout, WorkoutExercise
from trainer.session_logs.models import SessionLog, SetLog

WEDNESDAY = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def on_wednesday() -> Any:
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


def sessions_url(client: Client) -> str:
    return f"/clients/{client.pk}/sessions/"


def test_the_weeks_say_what_is_planned_missed_and_done(
    as_ana: Browser, zoe: Client, assignment: Assignment, log: Log, hinge: WorkoutExercise
) -> None:
    plan(assignment, WEDNESDAY.date() - DAY, "Missed day")
    plan(assignment, WEDNESDAY.date() + 7 * DAY, "Planned day")
    log(hinge, rpe="7")
    running = as_ana.get(sessions_url(zoe)).text
    as_ana.post(f"/workouts/{hinge.workout_id}/finish/", {"note": ""})
    page = as_ana.get(sessions_url(zoe)).text
    assert "Not finished" in running
    assert ">Missed<" in page
    assert ">Planned<" in page
    assert ">Done<" in page
    assert "1 of 3 sets, RPE 7.0" in page
    assert "Logged by Zoe Client" in page
    assert page.index("Planned day") < page.index("This week") < page.index("Missed day")


def test_a_dropped_workout_is_not_listed(as_ana: Browser, zoe: Client, workout: Workout) -> None:
    Workout.objects.update(state=Workout.State.DROPPED)
    assert "Day A" not in as_ana.get(sessions_url(zoe)).text


def test_older_weeks_are_a_step_away(as_ana: Browser, zoe: Client, assignment: Assignment) -> None:
    plan(assignment, WEDNESDAY.date() - 70 * DAY, "Ten weeks ago")
    page = as_ana.get(sessions_url(zoe)).text
    assert "Ten weeks ago" not in page
    address = page[page.index("?until=") :].split('"')[0]
    assert "Ten weeks ago" in as_ana.get(f"{sessions_url(zoe)}{address}").text
    assert as_ana.get(f"{sessions_url(zoe)}?until=2026-13-99").status_code == 200


def test_one_session_shows_its_sets_pain_note_and_cues(
    as_ana: Browser, as_zoe: Browser, zoe: Client, log: Log, hinge: WorkoutExercise
) -> None:
    log(hinge, rpe="7")
    as_ana.post(sets_url(hinge.workout), {"id": "3f2b8c1e-0d4a-4f6b-9a57-6f2d1c0b7e11", **row(hinge, 2)})
    as_zoe.post(
        f"/workouts/{hinge.workout_id}/pain/", {"id": "8d1f0a52-6a37-4d07-8d0e-f2a3b4c5d6e7", "value": 3}
    )
    as_zoe.post(f"/workouts/{hinge.workout_id}/finish/", {"note": "Grip was the limit."})
    hinge.exercise.cues.all().delete()
    page = as_ana.get(f"{sessions_url(zoe)}{SessionLog.objects.get().pk}/").text
    assert "40 × 8" in page
    assert "37.5 × 8" in page
    assert "<td>Zoe Client</td>" in page
    assert "<td>Ana Trainer</td>" in page
    assert "3 of 10" in page
    assert "The rule said lighter." in page
    assert "Grip was the limit." in page
    assert "Push your hips back" in page
    assert "Hinge block" in page


def row(line: WorkoutExercise, number: int) -> dict[str, Any]:
    return {"prescription": line.pk, "number": number, "side": "both", "load_value": "37.5", "reps": "8"}


def test_a_session_outlives_its_workout(
    as_ana: Browser, zoe: Client, log: Log, hinge: WorkoutExercise
) -> None:
    log(hinge)
    session = SessionLog.objects.get()
    hinge.workout.assignment.delete()
    page = as_ana.get(f"{sessions_url(zoe)}{session.pk}/").text
    assert "Romanian deadlift" in page
    assert "40 × 8" in page
    assert "Day A" in as_ana.get(sessions_url(zoe)).text


def test_a_workout_not_begun_is_moved(as_ana: Browser, zoe: Client, workout: Workout) -> None:
    url = f"{sessions_url(zoe)}{workout.pk}/move/"
    answer = as_ana.post(url, {"to": "2026-11-21"}, follow=True)
    workout.refresh_from_db()
    assert workout.scheduled_on == dt.date(2026, 11, 21)
    assert "Day A is now on Saturday 21 November." in answer.text
    assert AuditEntry.objects.filter(action="workout moved", client_number=zoe.pk).exists()


@pytest.mark.parametrize(("to", "words"), [("2026-11-17", "today or a later day"), ("", "Choose a day.")])
def test_a_workout_is_not_moved_into_the_past(
    as_ana: Browser, zoe: Client, workout: Workout, to: str, words: str
) -> None:
    answer = as_ana.post(f"{sessions_url(zoe)}{workout.pk}/move/", {"to": to})
    workout.refresh_from_db()
    assert answer.status_code == 422
    assert words in answer.text
    assert workout.scheduled_on == WEDNESDAY.date()


def test_a_workout_that_was_begun_stays(
    as_ana: Browser, zoe: Client, log: Log, hinge: WorkoutExercise
) -> None:
    log(hinge)
    answer = as_ana.post(f"{sessions_url(zoe)}{hinge.workout_id}/move/", {"to": "2026-11-21"})
    hinge.workout.refresh_from_db()
    assert answer.status_code == 409
    assert hinge.workout.scheduled_on == WEDNESDAY.date()


def test_another_trainer_finds_nothing(
    as_bob: Browser, as_zoe: Browser, zoe: Client, log: Log, hinge: WorkoutExercise
) -> None:
    log(hinge)
    session = SessionLog.objects.get()
    other = plan(hinge.workout.assignment, WEDNESDAY.date(), "Day B")
    for browser in (as_bob, as_zoe):
        assert browser.get(sessions_url(zoe)).status_code == 404
        assert browser.get(f"{sessions_url(zoe)}{session.pk}/").status_code == 404
        assert browser.post(f"{sessions_url(zoe)}{other.pk}/move/", {"to": "2026-11-21"}).status_code == 404
    other.refresh_from_db()
    assert other.scheduled_on == WEDNESDAY.date()


def test_queries_do_not_grow_with_sessions_or_sets(
    as_ana: Browser,
    as_zoe: Browser,
    zoe: Client,
    assignment: Assignment,
    log: Log,
    queries: Callable[[Callable[[], Any]], int],
) -> None:
    def add(number: int) -> SessionLog:
        workout = plan(assignment, WEDNESDAY.date() - (number % 40) * DAY, f"Day {number}")
        line = prescribe(workout, exercise(f"bridge-{number}"))
        for one in range(1, 4):
            log(line, number=one)
        plan(assignment, WEDNESDAY.date() + DAY, f"Ahead {number}")
        return SessionLog.objects.get(workout=workout)

    def count(path: str) -> int:
        return queries(lambda: as_ana.get(path))

    first = add(1)
    few = count(sessions_url(zoe)), count(f"{sessions_url(zoe)}{first.pk}/")
    for number in range(2, 12):
        add(number)
    SetLog.objects.exclude(session=first).update(session=first, number=1, prescription=None)
    assert (count(sessions_url(zoe)), count(f"{sessions_url(zoe)}{first.pk}/")) == few
    assert max(few) <= 15
