import datetime as dt
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client as Browser

from clients.actions.injuries import add_injury
from clients.models import Client, Injury
from exercises.models import Exercise
from trainer.accounts.models import User
from trainer.programs.models import Assignment, Workout, WorkoutExercise
from trainer.session_logs.models import SetLog

WORK = {"pattern": "hip", "modes": ["C", "E"], "lengths": ["M"], "level": "I", "hip_flexion": 60}


def exercise(slug: str, **details: Any) -> Exercise:
    name = slug.replace("-", " ").capitalize()
    values = {**WORK, "name": name, "demand": 4, "effort": 3, "measures": ["reps"], **details}
    found, _ = Exercise.objects.get_or_create(slug=slug, defaults=values)
    return found


@pytest.fixture
def deadlift(db: None) -> Exercise:
    found = exercise("romanian-deadlift", equipment=["barbell"])
    found.cues.create(kind="do", position=1, headline="Push your hips back", detail="Back stays long.")
    found.cues.create(kind="set_up", position=0, headline="Stand tall", detail="Bar at your hips.")
    found.cues.create(kind="fault", position=2, headline="Back rounds", detail="Stop higher.")
    found.cues.create(kind="stop_if", position=3, headline="A pull", detail="")
    return found


@pytest.fixture
def assignment(zoe: Client, ana: User) -> Assignment:
    return Assignment.objects.create(
        client=zoe, program_name="Hinge block", starts_on=zoe.today(), weekdays=[0, 2, 4], by=ana
    )


def plan(assignment: Assignment, on: dt.date, title: str = "Day A") -> Workout:
    return Workout.objects.create(
        client=assignment.client, assignment=assignment, week=3, title=title, scheduled_on=on
    )


def prescribe(workout: Workout, exercise: Exercise, **dose: Any) -> WorkoutExercise:
    values = {"sets": 3, "reps": [8, 8, 8], "position": workout.exercises.count() + 1, **dose}
    return WorkoutExercise.objects.create(client=workout.client, workout=workout, exercise=exercise, **values)


@pytest.fixture
def workout(assignment: Assignment) -> Workout:
    """Today's workout of Zoe's."""
    return plan(assignment, assignment.client.today())


@pytest.fixture
def hinge(workout: Workout, deadlift: Exercise) -> WorkoutExercise:
    """3 × 8 at 40 kg, effort 6 of 10, 3-1-1, two minutes of rest."""
    return prescribe(workout, deadlift, load_kg=Decimal(40), rpe=Decimal(6), tempo="3-1-1", rest_seconds=120)


@pytest.fixture
def bridge(workout: Workout, hinge: WorkoutExercise) -> WorkoutExercise:
    """2 × 10 each leg, without a weight."""
    one_leg = exercise("single-leg-bridge", one_leg=True, demand=2, hip_flexion=20)
    return prescribe(workout, one_leg, sets=2, reps=[10, 10], side="each", rest_seconds=60)


@pytest.fixture
def strain(zoe: Client, ana: User) -> Injury:
    """A right hamstring strain in the strength stage: the pain rule says adjust at 2 and stop at 3."""
    return add_injury(
        client=zoe,
        by=ana,
        structure="hamstring",
        side="right",
        kind="strain",
        onset_on=zoe.today() - dt.timedelta(days=40),
        assessed_by="Dr Lee",
        assessed_on=zoe.today() - dt.timedelta(days=38),
        grade="1",
        stage="strength",
    )


def body(prescription: WorkoutExercise, number: int = 1, side: str = "both", **typed: Any) -> dict[str, Any]:
    """What a row of the page posts."""
    values = {
        "id": str(uuid.uuid4()),
        "prescription": prescription.pk,
        "number": number,
        "side": side,
        "load_unit": "kg",
        "load_value": "40",
        "reps": "8",
    }
    return {**values, **typed}


def sets_url(workout: Workout) -> str:
    return f"/workouts/{workout.pk}/sets/"


type Log = Callable[..., Any]


@pytest.fixture
def log(as_zoe: Browser) -> Log:
    """Post one set as Zoe."""

    def post(prescription: WorkoutExercise, number: int = 1, side: str = "both", **typed: Any) -> Any:
        return as_zoe.post(sets_url(prescription.workout), body(prescription, number, side, **typed))

    return post


@pytest.fixture
def done_before(assignment: Assignment, deadlift: Exercise, zoe_user: User) -> Workout:
    """The same deadlift three days ago: 37.5 kg, 8, 8 and 7."""
    from trainer.session_logs.actions import begin

    earlier = plan(assignment, assignment.client.today() - dt.timedelta(days=3), "Earlier")
    line = prescribe(earlier, deadlift)
    session = begin(workout=earlier, by=zoe_user)
    session.performed_on = earlier.scheduled_on
    session.save()
    for number, reps in enumerate((8, 8, 7), start=1):
        SetLog.objects.create(
            client=earlier.client,
            session=session,
            prescription=line,
            exercise=deadlift,
            exercise_name=deadlift.name,
            number=number,
            reps=reps,
            load_kg=Decimal("37.5"),
            load_value=Decimal("37.5"),
            performed_on=earlier.scheduled_on,
        )
    earlier.state = Workout.State.DONE
    earlier.save()
    return earlier
