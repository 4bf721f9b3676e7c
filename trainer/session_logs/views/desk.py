"""A client's sessions at the trainer's desk."""

import datetime as dt
import uuid
from collections.abc import Iterable
from itertools import groupby

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from clients.consents import health_visible
from clients.health import open_injuries
from clients.models import Client
from exercises.models import Exercise
from trainer.programs.models import Workout
from trainer.session_logs import actions, words
from trainer.session_logs.forms import MoveForm
from trainer.session_logs.models import PainReport, SessionLog, SetLog
from trainer.session_logs.summary import WEEKS_AHEAD, WEEKS_BACK, entry_of, monday_of, weeks_of, with_numbers
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest


def client_of(request: UserRequest, pk: int) -> Client:
    return get_object_or_404(Client.objects.coached_by(request.user), pk=pk)


def show_sessions(
    request: UserRequest, client: Client, form: MoveForm, moving: int | None = None, status: int = 200
) -> HttpResponse:
    """The weeks up to the one asked for, or to four weeks from now."""
    monday = monday_of(asked_for(request) or client.today())
    ahead = WEEKS_AHEAD if monday == monday_of(client.today()) else 0
    first = monday - dt.timedelta(weeks=WEEKS_BACK)
    last = monday + dt.timedelta(weeks=ahead, days=6)
    this_week = monday_of(client.today())
    weeks = weeks_of(client, first, last)
    context = {
        "client": client,
        "open_injuries": open_injuries(client),
        "weeks": [week for week in weeks if week.monday <= this_week],
        "ahead": [week for week in reversed(weeks) if week.monday > this_week],
        "this_week": this_week,
        "earlier": first - dt.timedelta(days=7) if has_earlier(client, first) else None,
        "form": form,
        "moving": moving,
    }
    return render(request, "session_logs/sessions.html", context, status=status)


def asked_for(request: UserRequest) -> dt.date | None:
    """The day in `?until=`; nonsense is no day."""
    try:
        return parse_date(request.GET.get("until", ""))
    except ValueError:
        return None


def has_earlier(client: Client, first: dt.date) -> bool:
    if client.session_logs.filter(performed_on__lt=first).exists():
        return True
    missed = client.workouts.exclude(state=Workout.State.DROPPED)
    return missed.filter(scheduled_on__lt=first).exists()


@require_safe
@trainers_only
def sessions(request: UserRequest, pk: int) -> HttpResponse:
    """What is planned and what was done, by week."""
    client = client_of(request, pk)
    return show_sessions(request, client, MoveForm(client=client))


@require_safe
@trainers_only
def session(request: UserRequest, pk: int, session: uuid.UUID) -> HttpResponse:
    """One session with its sets, pain, note and the cues as they were shown."""
    client = client_of(request, pk)
    found = get_object_or_404(with_numbers(client.session_logs.all()), pk=session)
    health = health_visible(client)
    logs = found.sets.select_related("by").order_by(
        "prescription__position", "exercise_name", "number", "side"
    )
    context = {
        "client": client,
        "session": found,
        "entry": entry_of(found, health=health),
        "health": health,
        "exercises": by_exercise(logs, request.user.load_unit),
        "reports": pain_of(found) if health else [],
        "cues": cues_of(found),
    }
    return render(request, "session_logs/session.html", context)


def cues_of(session: SessionLog) -> list[tuple[str, list[dict[str, str]]]]:
    """Each exercise's name with the words that it was shown with."""
    names = dict(Exercise.objects.filter(slug__in=session.cues_shown).values_list("slug", "name"))
    return [(names.get(slug) or words.named(slug), cues) for slug, cues in session.cues_shown.items()]


def pain_of(session: SessionLog) -> QuerySet[PainReport]:
    return session.pain_reports.select_related("injury", "by").order_by("reported_at")


def by_exercise(logs: Iterable[SetLog], unit: str) -> list[tuple[str, list[tuple[SetLog, str]]]]:
    """Each exercise's name as it was then, with its sets in words."""
    groups = groupby(logs, lambda log: (log.exercise_name, log.prescription_id))
    return [(name, [(log, words.done(log, unit)) for log in found]) for (name, _), found in groups]


@require_POST
@trainers_only
def move(request: UserRequest, pk: int, workout: int) -> HttpResponse:
    """Put a workout that was not begun on another day."""
    client = client_of(request, pk)
    planned = get_object_or_404(client.workouts.all(), pk=workout)
    form = MoveForm(request.POST, client=client)
    if not form.is_valid():
        return show_sessions(request, client, form, planned.pk, 422)
    try:
        actions.move(workout=planned, to=form.cleaned_data["to"], by=request.user)
    except actions.Refused as why:
        form.add_error("to", str(why))
        return show_sessions(request, client, form, planned.pk, 409)
    messages.success(request, f"{planned.title} is now on {planned.scheduled_on:%A %-d %B}.")
    return redirect("session_logs:sessions", pk)
