"""Reads one workout for one reader, in a number of queries that does not grow, and lays out its page."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects

from clients.models import Client, Coaching
from clients.stages import InjuryFacts
from trainer.accounts.models import User
from trainer.programs import findings
from trainer.programs.cues import films, own_cues
from trainer.programs.findings import ClientFindings
from trainer.programs.guard import pain_verdict
from trainer.programs.models import Workout, WorkoutExercise
from trainer.programs.profiles import Library
from trainer.session_logs import pain
from trainer.session_logs.forms import PainForm
from trainer.session_logs.last_time import now_and_last_time
from trainer.session_logs.models import PainReport, SessionLog, SetLog
from trainer.session_logs.rows import card_of
from trainer.session_logs.sheet import Card, Film, PainPanel, Sheet, key
from trainer.session_logs.words import capital

YOUR_TRAINER = "your trainer"


def workouts_open_to(user: User) -> QuerySet[Workout]:
    """The workouts of the clients whom this person coaches, or is, with the name of the coach in charge."""
    lead = Coaching.objects.filter(client=OuterRef("client"), ended_at=None).order_by("-role", "pk")
    return (
        Workout.objects.filter(client__in=Client.objects.open_to(user))
        .select_related("client", "assignment", "session_log")
        .annotate(coach=Subquery(lead.values("trainer__name")[:1], output_field=CharField()))
    )


def lead_coach(client: Client) -> str:
    """The first name of the coach in charge; "" where nobody coaches her now."""
    lead = client.coachings.filter(ended_at=None).select_related("trainer").order_by("-role", "pk").first()
    return lead.trainer.get_short_name() if lead else ""


def coach_of(workout: Workout) -> str:
    """The first name of the coach in charge."""
    name: str = getattr(workout, "coach", None) or ""
    return name.split(" ")[0] or YOUR_TRAINER


@dataclass
class Reports:
    """This workout's pain, the day before's highest, and the gravest verdict of each exercise last time."""

    today: list[PainReport]
    yesterday: int | None
    worst: dict[int, str]


def read_reports(client: Client, session: SessionLog | None, last: dict[int, list[SetLog]]) -> Reports:
    day_before = client.today() - dt.timedelta(days=1)
    earlier = {exercise: logs[0].session_id for exercise, logs in last.items()}
    wanted = Q(reported_on=day_before) | Q(session__in=set(earlier.values()))
    if session:
        wanted |= Q(session=session)
    reports = list(client.pain_reports.filter(wanted).select_related("prescription", "injury"))
    return Reports(
        today=[report for report in reports if session and report.session_id == session.pk],
        yesterday=pain.highest(report for report in reports if report.reported_on == day_before),
        worst={
            exercise: pain.worst(
                report
                for report in reports
                if report.session_id == log_id
                and (report.prescription is None or report.prescription.exercise_id == exercise)
            )
            for exercise, log_id in earlier.items()
        },
    )


def open_workout(workout: Workout, reader: User) -> Sheet:
    """The page of a workout; what concerns health is empty where this reader may not see it."""
    client = workout.client
    session: SessionLog | None = getattr(workout, "session_log", None)
    lines = list(workout.exercises.all())
    library = Library(lines)
    take_exercises(lines, library)
    own = client.user_id == reader.pk
    found = findings.read([client], lines, library, own=own)[client.pk]
    sheet = Sheet(
        workout=workout,
        client=client,
        session=session,
        unit=reader.load_unit,
        at_desk=not own,
        trainer=coach_of(workout),
        coached=bool(getattr(workout, "coach", None)),
        health=found.health_visible,
    )
    now, last = now_and_last_time(client, {line.exercise_id for line in lines}, session)
    # Her own numbers are the client's to see, whomever she shares them with.
    reports = read_reports(client, session, last) if sheet.sees_pain else Reports([], None, {})
    logs = {key(log.prescription_id, log.number, log.side): log for log in now}
    for line in lines:
        worst = reports.worst.get(line.exercise_id, "go_on")
        before = last.get(line.exercise_id, [])
        sheet.cards.append(card_of(line, last=before, worst=worst, logs=logs, unit=sheet.unit))
    link(sheet.cards)
    add_words(sheet)
    close(sheet, lines, found, reports)
    ask_pain(sheet, pain.open_injuries(found), reports)
    return sheet


def take_exercises(lines: list[WorkoutExercise], library: Library) -> None:
    """Give the prescriptions their exercises from the library at hand, with their cues."""
    for line in lines:
        line.exercise = library.exercises[line.exercise_id]
    prefetch_related_objects([line.exercise for line in lines], "cues")


def add_words(sheet: Sheet) -> None:
    """What her trainers say to this client alone, and their films."""
    exercises = {card.prescription.exercise_id for card in sheet.cards}
    said = own_cues(sheet.client, exercises)
    shown: dict[int, list[Film]] = defaultdict(list)
    for video in films(sheet.client, exercises):
        shown[video.exercise_id].append(Film.of(video))
    for card in sheet.cards:
        card.own_cue = said.get(card.prescription.exercise_id)
        card.films = shown[card.prescription.exercise_id]


def link(cards: list[Card]) -> None:
    for card, following in pairwise(cards):
        card.following = following


def close(sheet: Sheet, lines: list[WorkoutExercise], found: ClientFindings, reports: Reports) -> None:
    """Say of each exercise why it waits or has ended for today."""
    stopped = pain.why_stopped(lines, reports.today, sheet.trainer if sheet.health else "")
    sheet.sudden = next((report for report in reports.today if report.sudden), None)
    sheet.highest_pain = pain.highest(reports.today)
    for card in sheet.cards:
        card.dropped = sheet.workout.state == Workout.State.DROPPED
        card.stopped = stopped.get(card.prescription.pk, "")
        card.held = "" if card.stopped else pain.why_held(found, card.prescription.pk)


def ask_pain(sheet: Sheet, injuries: list[InjuryFacts], reports: Reports) -> None:
    """For each exercise while an injury is open, else once for the workout; never without health consent."""
    if not sheet.health:
        return
    if not injuries:
        sheet.pain = panel(sheet, None, injuries, reports)
    for card in sheet.cards:
        if injuries and not card.held:
            card.pain = panel(sheet, card.prescription, injuries, reports)


def panel(
    sheet: Sheet, prescription: WorkoutExercise | None, injuries: list[InjuryFacts], reports: Reports
) -> PainPanel:
    wanted = prescription.pk if prescription else None
    during = [one for one in reports.today if one.moment != PainReport.Moment.NEXT_DAY and not one.sudden]
    of_place = [one for one in during if one.prescription_id == wanted]
    report = max(of_place, key=lambda one: one.reported_at, default=None)
    value = report.value if report else 0
    found = PainPanel(
        prescription=prescription,
        limit=pain.limit(injuries, sheet.trainer),
        form=PainForm(initial={"id": uuid.uuid4(), "value": value}),
        report=report,
    )
    found.form.auto_id = f"{found.anchor}-%s"
    if report:
        found.verdict = pain_verdict(
            report.value, injuries, yesterday=reports.yesterday, trainer=capital(sheet.trainer)
        )
    return found
