"""Rows that the roster's tests share."""

import datetime as dt

from clients.models import Client
from exercises.models import Exercise
from trainer.accounts.models import User
from trainer.balance.models import Reading, StrengthTest
from trainer.programs.models import Assignment, Workout
from trainer.roster import attention, desk
from trainer.session_logs.models import PainReport, SessionLog, SetLog

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)


def notices(client: Client, reader: User | None = None) -> list[attention.Notice]:
    return attention.notices(desk.load(Client.objects.filter(pk=client.pk), reader))


def rules(client: Client, reader: User | None = None) -> list[str]:
    return [notice.rule for notice in notices(client, reader)]


def said(client: Client) -> str:
    """The one sentence that is said of this client."""
    [notice] = notices(client)
    return notice.strong + notice.rest


def torques(
    client: Client,
    on: dt.date,
    *,
    hamstrings: tuple[float, float],
    quadriceps: tuple[float, float],
    speed: int = 60,
) -> None:
    """An isokinetic test at 60 deg/s or another speed, left before right, in Nm."""
    test = StrengthTest.objects.create(
        client=client, protocol="isokinetic_concentric", tested_on=on, speed_deg_s=speed, device="Cybex"
    )
    for muscle, values in (("hamstrings", hamstrings), ("quadriceps", quadriceps)):
        for side, value in zip(("left", "right"), values, strict=True):
            Reading.objects.create(
                client=client, test=test, muscle_group=muscle, side=side, value=value, unit="Nm", trials=[]
            )


def planned(client: Client, days: list[dt.date], state: str = "planned") -> list[Workout]:
    assignment = Assignment.objects.create(
        client=client, program_name="Plan", starts_on=days[0], weekdays=[0]
    )
    return [
        Workout.objects.create(
            client=client, assignment=assignment, week=1, title="Day A", scheduled_on=day, state=state
        )
        for day in days
    ]


def logged(client: Client, on: dt.date, by: User | None = None) -> SessionLog:
    moment = dt.datetime.combine(on, dt.time(18), dt.UTC)
    return SessionLog.objects.create(
        client=client, title="Day A", performed_on=on, started_at=moment, finished_at=moment, by=by
    )


def hurt(session: SessionLog, value: int, action: str, exercise: str = "Glute bridge") -> PainReport:
    return PainReport.objects.create(
        client=session.client,
        session=session,
        value=value,
        action=action,
        exercise_name=exercise,
        reported_on=session.performed_on,
        reported_at=session.started_at,
    )


def trained(client: Client, on: dt.date, *, hamstrings: int, quadriceps: int) -> None:
    """So many hard sets of both legs on a day: lying leg curls and leg extensions."""
    session = logged(client, on)
    counts = {"lying-leg-curl": hamstrings, "leg-extension": quadriceps}
    SetLog.objects.bulk_create(
        SetLog(client=client, session=session, exercise=exercise, number=number, performed_on=on, rpe=8)
        for exercise in Exercise.objects.filter(slug__in=counts)
        for number in range(counts[exercise.slug])
    )
