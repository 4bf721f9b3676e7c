import datetime as dt
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client as Browser

from clients.consents import withdraw
from clients.models import Client, Injury
from exercises.models import Exercise
from tests.session_logs.conftest import Log, exercise, plan, prescribe
from trainer.accounts.models import User
from trainer.programs.models import Assignment, Workout, WorkoutExercise
from trainer.session_logs.actions import Refused, record_set
from trainer.session_logs.models import SessionLog, SetLog


def test_the_page_says_what_to_do_in_words(as_zoe: Browser, hinge: WorkoutExercise) -> None:
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert "<b>3 × 8 at 40 kg</b>, effort 6 of 10" in page
    assert "3 seconds down, 1 hold, 1 up" in page
    assert "Week 3, with Ana" in page


def test_cues_stand_in_their_order_and_faults_apart(as_zoe: Browser, hinge: WorkoutExercise) -> None:
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    places = [page.index(words) for words in ("Stand tall", "Push your hips back", "A pull", "Back rounds")]
    assert places == sorted(places)


def test_start_and_end_are_two_radio_buttons_of_one_name(as_zoe: Browser, hinge: WorkoutExercise) -> None:
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert page.count(f'name="pose-{hinge.pk}"') == 2
    assert "pose=start" in page
    assert "pose=end" in page


def test_rows_are_filled_from_the_plan_with_last_time_beside_them(
    as_zoe: Browser, hinge: WorkoutExercise, done_before: Workout
) -> None:
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert page.count('name="load_value" value="40"') == 3
    assert page.count('name="reps" value="8"') == 3
    assert "37.5 × 7" in page


def test_without_a_planned_load_last_time_fills_the_row(
    as_zoe: Browser, hinge: WorkoutExercise, done_before: Workout
) -> None:
    hinge.load_kg = None
    hinge.save()
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert page.count('name="load_value" value="37.5"') == 3


def test_each_leg_has_its_row_left_before_right(as_zoe: Browser, bridge: WorkoutExercise) -> None:
    page = as_zoe.get(bridge.workout.get_absolute_url()).text
    wanted = [f'id="set-{bridge.pk}-{place}"' for place in ("1-left", "1-right", "2-left", "2-right")]
    places = [page.index(row) for row in wanted]
    assert places == sorted(places)
    assert "2 × 10 each leg" in page


def test_a_set_without_a_weight_is_the_bodys_own(as_zoe: Browser, bridge: WorkoutExercise) -> None:
    page = as_zoe.get(bridge.workout.get_absolute_url()).text
    row = page[page.index(f'id="set-{bridge.pk}-1-left"') :]
    flag = row[row.index('name="body_weight"') :]
    assert "checked" in flag[: flag.index(">")]


def test_pounds_are_shown_to_who_reads_pounds(
    as_zoe: Browser, zoe_user: User, hinge: WorkoutExercise
) -> None:
    zoe_user.load_unit = "lb"
    zoe_user.save()
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert "3 × 8 at 88.2 lb" in page
    assert 'name="load_value" value="88.2"' in page


def test_a_held_exercise_says_why_and_has_no_rows(
    as_zoe: Browser, ana: User, zoe: Client, hinge: WorkoutExercise
) -> None:
    Injury.objects.create(
        client=zoe, structure="hamstring", side="right", kind="strain", onset_on=zoe.today(), by=ana
    )
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert "Not today" in page
    assert "the injury is not assessed" in page
    assert f'id="set-{hinge.pk}-1-both"' not in page
    assert "Nothing to do here today" in page


def test_the_desk_says_for_whom_one_logs(as_ana: Browser, hinge: WorkoutExercise) -> None:
    page = as_ana.get(hinge.workout.get_absolute_url()).text
    assert "You are logging for <strong>Zoe Client</strong>" in page
    assert 'aria-label="Main"' in page


def test_the_client_has_the_page_of_a_phone(as_zoe: Browser, hinge: WorkoutExercise) -> None:
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert "phone__top" in page
    assert "You are logging for" not in page


def test_looking_writes_nothing(as_zoe: Browser, as_ana: Browser, hinge: WorkoutExercise) -> None:
    for browser in (as_zoe, as_ana):
        browser.get(hinge.workout.get_absolute_url())
        browser.get("/history/")
        browser.get("/today/")
        browser.get(f"/clients/{hinge.client_id}/sessions/")
    hinge.workout.refresh_from_db()
    assert hinge.workout.state == Workout.State.PLANNED
    assert not SessionLog.objects.exists()


def test_a_dropped_workout_takes_nothing(as_zoe: Browser, log: Log, hinge: WorkoutExercise) -> None:
    hinge.workout.state = Workout.State.DROPPED
    hinge.workout.save()
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert "Taken out of the plan" in page
    assert 'name="load_value"' not in page
    assert log(hinge).status_code == 409
    assert not SetLog.objects.exists()


def test_a_workout_of_an_ended_coaching_is_gone_for_the_trainer(
    as_ana: Browser, zoe: Client, hinge: WorkoutExercise
) -> None:
    zoe.coachings.update(ended_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert as_ana.get(hinge.workout.get_absolute_url()).status_code == 404


def test_another_trainer_finds_no_workout(as_bob: Browser, hinge: WorkoutExercise) -> None:
    assert as_bob.get(hinge.workout.get_absolute_url()).status_code == 404


def test_without_health_consent_the_desk_reads_and_asks_nothing(
    as_ana: Browser, zoe: Client, zoe_user: User, strain: Injury, hinge: WorkoutExercise
) -> None:
    withdraw(client=zoe, purpose="health", by=zoe_user)
    page = as_ana.get(hinge.workout.get_absolute_url()).text
    assert "hamstring strain" not in page
    assert 'type="range"' not in page
    assert "does not share health data" in page


def test_withdrawing_consent_never_lifts_a_stop_from_her_own_page(
    as_ana: Browser, as_zoe: Browser, zoe: Client, zoe_user: User, strain: Injury, hinge: WorkoutExercise
) -> None:
    strain.stage = "acute"
    strain.save()
    address = hinge.workout.get_absolute_url()
    held = as_zoe.get(address).text.count("Not today")
    assert held
    withdraw(client=zoe, purpose="health", by=zoe_user)
    assert as_zoe.get(address).text.count("Not today") == held
    with pytest.raises(Refused, match="hamstring strain"):
        record_set(
            client=zoe,
            workout=hinge.workout,
            id=uuid.uuid4(),
            prescription=hinge,
            number=1,
            side="both",
            by=zoe_user,
            reps=8,
        )


def test_a_warning_sign_stops_the_day_on_today_too(as_zoe: Browser, zoe: Client, strain: Injury) -> None:
    assert "All training waits" not in as_zoe.get("/today/").text
    strain.red_flags = ["clot"]
    strain.save()
    assert "All training waits" in as_zoe.get("/today/").text


def test_queries_do_not_grow_with_exercises_or_sets(
    as_zoe: Browser,
    as_ana: Browser,
    assignment: Assignment,
    hinge: WorkoutExercise,
    strain: Injury,
    done_before: Workout,
    log: Log,
    queries: Callable[[Callable[[], Any]], int],
) -> None:
    def count(browser: Browser) -> int:
        return queries(lambda: browser.get(hinge.workout.get_absolute_url()))

    log(hinge)
    few = count(as_zoe), count(as_ana)
    for number in range(30):
        more = prescribe(hinge.workout, exercise(f"glute-bridge-{number}", demand=1))
        before = prescribe(done_before, more.exercise)
        session = done_before.session_log
        for one in range(1, 4):
            SetLog.objects.create(
                client=session.client,
                session=session,
                prescription=before,
                exercise=more.exercise,
                exercise_name=more.exercise.name,
                number=one,
                reps=8,
                load_kg=Decimal(20),
                performed_on=session.performed_on,
            )
            log(more, number=one)
    assert (count(as_zoe), count(as_ana)) == few
    assert max(few) <= 16


def test_a_later_session_is_not_last_time(
    as_zoe: Browser, assignment: Assignment, deadlift: Exercise, hinge: WorkoutExercise, log: Log
) -> None:
    later = plan(assignment, assignment.client.today() + dt.timedelta(days=2), "Later")
    ahead = prescribe(later, deadlift)
    log(hinge)
    log(ahead, load_value="99")
    SessionLog.objects.filter(workout=later).update(performed_on=later.scheduled_on)
    SetLog.objects.filter(session__workout=later).update(performed_on=later.scheduled_on)
    assert "99 × 8" not in as_zoe.get(hinge.workout.get_absolute_url()).text
