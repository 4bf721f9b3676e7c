"""What several browser tests do alike: sign in, and make the rows that a story begins with."""

import datetime as dt
import re
import uuid
from decimal import Decimal

import time_machine
from django.urls import reverse
from playwright.sync_api import Page, expect

from clients.actions import add_injury, answer_screening, hand_in_screening, mark_planned
from clients.models import Client, Injury, RiskScreen
from tests.conftest import PASSWORD
from trainer.accounts.models import User
from trainer.balance.actions import NewReading, Trial, record_test
from trainer.balance.models import StrengthTest
from trainer.programs.actions import assign
from trainer.programs.models import Assignment, Program, Workout
from trainer.session_logs.actions import finish, record_set


def sign_in(page: Page, email: str) -> None:
    page.goto(reverse("account_login"))
    page.get_by_label(re.compile("^e-?mail", re.IGNORECASE)).fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Sign in")).to_have_count(0)


def strain(client: Client, by: User) -> Injury:
    """A right hamstring strain that a physiotherapist has put at early loading."""
    today = client.today()
    return add_injury(
        client=client,
        by=by,
        structure="hamstring",
        side="right",
        kind="strain",
        onset_on=today - dt.timedelta(days=20),
        assessed_by="R. Halloran",
        assessed_role="Physiotherapist",
        assessed_on=today - dt.timedelta(days=18),
        grade="2",
        stage="early_load",
    )


def answered(client: Client, by: User) -> RiskScreen:
    """A screening that is handed in and brings every kind of thing to plan for."""
    told = {"heart": "yes", "hamstring": "earlier", "lowering": "no", "knees": "yes", "kneeling": "yes"}
    answer_screening(client=client, by=by, answers=told)
    screen = hand_in_screening(client=client, by=by)
    mark_planned(screen=screen, thing="lowering", note="From next Monday", by=by)
    return screen


def torques(
    client: Client, by: User, *, days_ago: int, hamstrings: tuple[int, int] = (92, 84)
) -> StrengthTest:
    """An isokinetic test at 60 degrees a second, left before right, in Nm."""
    values = {"hamstrings": hamstrings, "quadriceps": (150, 148)}
    readings = [
        NewReading(muscle, side, (Trial(float(value), pain=0),), "Nm")
        for muscle, pair in values.items()
        for side, value in zip(("left", "right"), pair, strict=True)
    ]
    return record_test(
        client=client,
        protocol="isokinetic_concentric",
        tested_on=client.today() - dt.timedelta(days=days_ago),
        readings=readings,
        by=by,
        device="Cybex",
        speed_deg_s=60,
        gravity_corrected="yes",
    )


def begin_nordic(client: Client, by: User) -> Assignment:
    """Ten weeks of Nordics from today; its first week is one workout, so that one is today's."""
    today = client.today()
    return assign(
        program=Program.objects.get(slug="nordic-10-weeks"),
        client=client,
        starts_on=today,
        weekdays=training_days(today),
        by=by,
    )


def training_days(today: dt.date) -> list[int]:
    """Three weekdays spread over the week, one of them today's."""
    return sorted((today.weekday() + gap) % 7 for gap in (0, 2, 4))


def practice(client: Client, by: User) -> Workout:
    """A client with something on every page; answers today's workout, which is begun and partly held back."""
    today = client.today()
    program = Program.objects.get(slug="beginner-8-weeks")
    week_ago = today - dt.timedelta(days=7)
    weekdays = [today.weekday(), (today.weekday() + 3) % 7]
    plan = assign(program=program, client=client, starts_on=week_ago, weekdays=weekdays, by=by)
    earlier = plan.workouts.earliest("scheduled_on")
    with time_machine.travel(dt.datetime.combine(earlier.scheduled_on, dt.time(12), dt.UTC)):
        log_each_exercise(earlier, by)
        finish(workout=earlier, note="Felt easy.", by=by)
    begun = plan.workouts.get(scheduled_on=today)
    log_each_exercise(begun, by)
    for days_ago, hamstrings in ((120, (92, 84)), (42, (95, 88)), (7, (97, 80))):
        torques(client, by, days_ago=days_ago, hamstrings=hamstrings)
    strain(client, by)
    return begun


def log_each_exercise(workout: Workout, by: User) -> None:
    """The first set of every exercise that is done with both legs at once."""
    for prescription in workout.exercises.filter(side="both"):
        record_set(
            client=workout.client,
            workout=workout,
            id=uuid.uuid4(),
            prescription=prescription,
            number=1,
            side="both",
            by=by,
            reps=8,
            load_value=Decimal(20),
            rpe=Decimal(7),
        )
