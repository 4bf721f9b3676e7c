"""What can be done about pain, one verb per function; a post that comes twice answers the first report."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction
from django.http import Http404

from clients.actions.injuries import sudden_injury
from clients.models import Client
from trainer.accounts.models import User
from trainer.programs import findings
from trainer.programs.guard import pain_verdict
from trainer.programs.models import Workout, WorkoutExercise
from trainer.session_logs import pain
from trainer.session_logs.actions import Refused, begin
from trainer.session_logs.models import PainReport, SessionLog

Moment = PainReport.Moment


def known_report(id: uuid.UUID, session: SessionLog) -> PainReport | None:
    """The report that this id already names; one of somebody else's does not exist for this client."""
    report = PainReport.objects.filter(pk=id).first()
    if report and (report.client_id != session.client_id or report.session_id != session.pk):
        raise Http404
    return report


def check_of_workout(client: Client, workout: Workout, prescription: WorkoutExercise | None) -> None:
    if workout.client_id != client.pk or (prescription and prescription.workout_id != workout.pk):
        raise Http404


@transaction.atomic
def report_pain(
    *,
    client: Client,
    workout: Workout,
    id: uuid.UUID,
    prescription: WorkoutExercise | None,
    value: int,
    by: User,
) -> PainReport:
    """Keep a number of pain with what the rule says of it; `stop` closes the exercise for today."""
    check_of_workout(client, workout, prescription)
    found = findings.for_workout(workout)
    if not found.health_visible:
        raise Refused("Pain is kept only for clients who share health data.")
    session = begin(workout=workout, by=by)
    if report := known_report(id, session):
        return report
    injuries = pain.open_injuries(found)
    verdict = pain_verdict(value, injuries, yesterday=highest_yesterday(client))
    ruling = pain.strictest(injuries)
    return PainReport.objects.create(
        id=id,
        client=client,
        session=session,
        prescription=prescription,
        exercise_name=prescription.exercise.name if prescription else "",
        injury_id=ruling.id if ruling else None,
        moment=Moment.DURING if prescription else Moment.AFTER,
        value=value,
        action=verdict.action,
        reported_on=client.today(),
        by=by,
    )


def highest_yesterday(client: Client) -> int | None:
    return pain.highest(client.pain_reports.filter(reported_on=client.today() - dt.timedelta(days=1)))


@transaction.atomic
def report_sudden(
    *,
    client: Client,
    workout: Workout,
    id: uuid.UUID,
    prescription: WorkoutExercise | None,
    value: int,
    structure: str,
    side: str,
    red_flags: Collection[str],
    by: User,
    words: str = "",
    asked: Collection[str] = (),
) -> PainReport:
    """Sudden pain, a pop or a pull: record a suspected injury and end the hamstring work of this workout.

    Her own report is kept whether or not she shares health data, as sudden_injury has it.
    """
    check_of_workout(client, workout, prescription)
    if report := PainReport.objects.filter(pk=id, session__workout=workout).first():
        return report
    name = prescription.exercise.name if prescription else ""
    said = f"Sudden pain, {value} of 10, in {name or workout.title}."
    injury = sudden_injury(
        client=client,
        by=by,
        structure=structure,
        side=side,
        words="\n".join(filter(None, [said, words])),
        red_flags=red_flags,
        asked=asked,
    )
    session = begin(workout=workout, by=by)
    known_report(id, session)
    return PainReport.objects.create(
        id=id,
        client=client,
        session=session,
        prescription=prescription,
        exercise_name=name,
        injury=injury,
        moment=Moment.DURING,
        value=value,
        sudden=True,
        action=pain.STOP,
        reported_on=client.today(),
        by=by,
    )


@transaction.atomic
def report_morning(
    *, session: SessionLog, id: uuid.UUID, value: int, settled: bool, by: User
) -> tuple[PainReport, str]:
    """Keep how it is the morning after; two points more, or not settled, is one step less next time."""
    client = session.client
    found = findings.for_client(client)
    if not found.health_visible:
        raise Refused("Pain is kept only for clients who share health data.")
    injuries = pain.open_injuries(found)
    session = SessionLog.objects.select_for_update().get(pk=session.pk)
    during = pain.highest(session.pain_reports.exclude(moment=Moment.NEXT_DAY))
    verdict = pain_verdict(value, injuries, yesterday=during, settled=settled)
    report = known_report(id, session) or session.pain_reports.filter(moment=Moment.NEXT_DAY).first()
    if report is None:
        ruling = pain.strictest(injuries)
        report = PainReport.objects.create(
            id=id,
            client=client,
            session=session,
            injury_id=ruling.id if ruling else None,
            moment=Moment.NEXT_DAY,
            value=value,
            action=verdict.action,
            reported_on=client.today(),
            by=by,
        )
    return report, pain.morning_words(verdict, value=value, during=during, settled=settled)
