"""The page of one workout and every post it makes; for the client herself and for her trainer at the desk."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import retarget, trigger_client_event

from clients.consents import health_visible
from trainer.accounts.models import User
from trainer.programs.models import Workout, WorkoutExercise
from trainer.session_logs import actions, pain_actions
from trainer.session_logs.forms import FinishForm, PainForm, SuddenForm
from trainer.session_logs.models import SetLog
from trainer.session_logs.open_workout import open_workout, workouts_open_to
from trainer.session_logs.rows import form_of, show_logged
from trainer.session_logs.sheet import Card, PainPanel, Row, Sheet, key
from trainer.web.types import UserRequest

PAGE = "session_logs/workout.html"


def workout_of(request: UserRequest, pk: int) -> Workout:
    return get_object_or_404(workouts_open_to(request.user), pk=pk)


def opened(request: UserRequest, pk: int) -> Sheet:
    sheet = open_workout(workout_of(request, pk), request.user)
    if sheet.at_desk:
        request.clients_seen = [sheet.client.pk]
    return sheet


def answer(request: UserRequest, part: str, sheet: Sheet, status: int = 200, **context: Any) -> HttpResponse:
    """The whole page, or with htmx the part that changed and what counts along with it."""
    context = {"sheet": sheet, "finish_form": FinishForm(), "swap": bool(request.htmx and part), **context}
    context["layout"] = "base.html" if sheet.at_desk else "phone.html"
    return render(request, f"{PAGE}#{part}" if context["swap"] else PAGE, context, status=status)


@require_safe
def workout(request: UserRequest, pk: int) -> HttpResponse:
    """A workout to do, running or done; `?open=` opens a logged set for correction."""
    sheet = opened(request, pk)
    if "open" not in request.GET:
        return answer(request, "", sheet)
    place = sheet.find(request.GET["open"])
    if place is None:
        raise Http404
    card, row = place
    row.is_open = True
    return answer(request, "set-row", sheet, card=card, row=row)


@require_POST
def sets(request: UserRequest, pk: int) -> HttpResponse:
    """Log one set, or correct it."""
    sheet = opened(request, pk)
    card, row = place_posted(request, sheet)
    row.form = form_of(card, row.number, row.side, sheet.unit, data=request.POST)
    row.is_open = True
    if not row.form.is_valid():
        return answer(request, "set-answer", sheet, 422, card=card, row=row)
    try:
        log = record(sheet, row, request.user)
    except actions.AlreadyLogged as there:
        show_logged(row, there.log, sheet.unit)
        row.problem = f"{there} Tap it to change it."
        return answer(request, "set-answer", sheet, 409, card=card, row=row)
    except actions.Refused as why:
        row.problem = str(why)
        return answer(request, "set-answer", sheet, 409, card=card, row=row, why=row.problem)
    show_logged(row, log, sheet.unit)
    return answer_set(request, sheet, card, row)


def record(sheet: Sheet, row: Row, by: User) -> SetLog:
    log, _ = actions.record_set(
        client=sheet.client,
        workout=sheet.workout,
        id=row.form.cleaned_data["id"],
        prescription=row.prescription,
        number=row.number,
        side=row.side,
        by=by,
        **row.form.done(),
    )
    return log


def place_posted(request: UserRequest, sheet: Sheet) -> tuple[Card, Row]:
    """The row that a post names; a place that this workout does not have is no page."""
    posted = request.POST
    found = sheet.find("-".join(posted.get(name, "") for name in ("prescription", "number", "side")))
    if found is None:
        raise Http404
    return found


def answer_set(request: UserRequest, sheet: Sheet, card: Card, row: Row) -> HttpResponse:
    if not request.htmx:
        return redirect(f"{sheet.workout.get_absolute_url()}#set-{row.key}")
    response = answer(request, "set-answer", sheet, card=card, row=row)
    waiting = next((one for one in card.rows if not one.log), None)
    then = f"Rest, then {waiting.label}" if waiting else "Rest, then the next exercise"
    return trigger_client_event(response, "set:logged", {"rest": row.rest, "then": then})


@require_POST
def set_delete(request: UserRequest, pk: int, log: uuid.UUID) -> HttpResponse:
    """Take back a set that was not done."""
    found = workout_of(request, pk)
    row = get_object_or_404(found.client.set_logs.filter(session__workout=found), pk=log)
    place = key(row.prescription_id, row.number, row.side)
    actions.delete_set(log=row, by=request.user)
    sheet = open_workout(found, request.user)
    there = sheet.find(place)
    if there is None or not request.htmx:
        return redirect(f"{found.get_absolute_url()}#set-{place}")
    return answer(request, "set-answer", sheet, card=there[0], row=there[1])


@require_POST
def pain(request: UserRequest, pk: int) -> HttpResponse:
    """Keep how much it hurts, and close the exercise where the rule says stop."""
    found = workout_of(request, pk)
    prescription = prescription_posted(request, found)
    form = PainForm(request.POST)
    if form.is_valid():
        try:
            report = pain_actions.report_pain(
                client=found.client,
                workout=found,
                id=form.cleaned_data["id"],
                prescription=prescription,
                value=form.cleaned_data["value"],
                by=request.user,
            )
        except actions.Refused as why:
            return answer(request, "", open_workout(found, request.user), 409, why=str(why))
        return answer_pain(request, opened(request, pk), prescription, report.action == "stop")
    sheet = open_workout(found, request.user)
    panel = panel_or_404(sheet, prescription)
    panel.form = form
    return answer(request, "pain-panel", sheet, 422, panel=panel)


def prescription_posted(request: UserRequest, workout: Workout) -> WorkoutExercise | None:
    """The exercise that a post names, of this workout only; none where the post is about all of it."""
    wanted = request.POST.get("prescription") or request.GET.get("prescription")
    if not wanted:
        return None
    if not wanted.isdigit():
        raise Http404
    return get_object_or_404(workout.exercises.select_related("exercise"), pk=wanted)


def panel_or_404(sheet: Sheet, prescription: WorkoutExercise | None) -> PainPanel:
    panel = sheet.panel(prescription.pk if prescription else None)
    if panel is None:
        raise Http404
    return panel


def answer_pain(
    request: UserRequest, sheet: Sheet, prescription: WorkoutExercise | None, stop: bool
) -> HttpResponse:
    panel = panel_or_404(sheet, prescription)
    if not request.htmx:
        return redirect(f"{sheet.workout.get_absolute_url()}#{panel.anchor}")
    card = next((card for card in sheet.cards if card.pain is panel), None)
    if card and stop:
        # The sets of the exercise close with it.
        response = retarget(answer(request, "card-answer", sheet, card=card), f"#{card.anchor}")
        return trigger_client_event(response, "rest:stop")
    return answer(request, "pain-panel", sheet, panel=panel)


@require_http_methods(["GET", "POST"])
def sudden(request: UserRequest, pk: int) -> HttpResponse:
    """Sudden pain, a pop or a pull: where, the warning signs, and what to do next."""
    found = workout_of(request, pk)
    at_desk = found.client.user_id != request.user.pk
    shared = health_visible(found.client)
    if at_desk and not shared:
        raise Http404
    prescription = prescription_posted(request, found)
    data = request.POST if request.method == "POST" else None
    form = SuddenForm(data, initial={"value": 5}, age=found.client.age())
    if form.is_valid():
        pain_actions.report_sudden(
            client=found.client,
            workout=found,
            id=form.cleaned_data["id"],
            prescription=prescription,
            value=form.cleaned_data["value"],
            by=request.user,
            **form.told(),
        )
        return redirect(f"{found.get_absolute_url()}#sudden")
    context = {"form": form, "workout": found, "prescription": prescription}
    context |= {"at_desk": at_desk, "shared": shared}
    return render(request, "session_logs/sudden.html", context, status=422 if form.is_bound else 200)


@require_POST
def finish(request: UserRequest, pk: int) -> HttpResponse:
    """Close the workout; sets that are not logged stay not done."""
    found = workout_of(request, pk)
    form = FinishForm(request.POST)
    if not form.is_valid():
        return answer(request, "", open_workout(found, request.user), 422, finish_form=form)
    try:
        session = actions.finish(workout=found, note=form.cleaned_data["note"], by=request.user)
    except actions.Refused as why:
        return answer(request, "", open_workout(found, request.user), 409, why=str(why))
    messages.success(request, f"{session.title} is finished.")
    if found.client.user_id == request.user.pk:
        return redirect("session_logs:today")
    return redirect(reverse("session_logs:session", args=[found.client_id, session.pk]))
