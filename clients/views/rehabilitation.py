from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from clients import actions
from clients.consents import health_visible
from clients.forms.errors import add_errors
from clients.forms.rehabilitation import (
    AssessForm,
    ChangeForm,
    ClearForm,
    GateForm,
    LimitsForm,
    RaiseForm,
    RecurrenceForm,
    ReopenForm,
    ResolveForm,
    StageForm,
)
from clients.health import read_injury
from clients.models import Client, Injury
from clients.views.injuries import hidden, one_injury, place_of, stage_choice
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest


@dataclass(frozen=True)
class Change:
    """One page that changes an injury: its form, its action, its template and what it says when done."""

    form: type[ChangeForm]
    act: Callable[..., None]
    template: str
    done: str


ASSESS = Change(AssessForm, actions.assess_injury, "injury_assess", "The clinician's assessment is on file.")
STAGE = Change(StageForm, actions.move_stage, "injury_stage", "The stage is changed.")
LIMITS = Change(LimitsForm, actions.set_limits, "injury_limits", "The clinician's limits are on file.")
CLEAR = Change(ClearForm, actions.clear_red_flags, "injury_clear", "The clinician's word is on file.")
FLAGS = Change(RaiseForm, actions.raise_red_flags, "injury_flags", "The warning sign is on file.")
RESOLVE = Change(ResolveForm, actions.resolve_injury, "injury_resolve", "The injury is over.")
AGAIN = Change(RecurrenceForm, actions.set_recurrence, "injury_again", "The link is saved.")
REOPEN = Change(ReopenForm, actions.reopen_injury, "injury_reopen", "The injury is open again.")


def change(request: UserRequest, client_pk: int, injury_pk: int, what: Change) -> HttpResponse:
    """Show one change of an injury and do it; 422 with the reason, 409 when somebody else was faster."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    if not health_visible(client):
        return hidden(request, client)
    found = read_injury(get_object_or_404(client.injuries.all(), pk=injury_pk), client.today())
    if request.htmx and what is ASSESS:
        return stage_choice(request, AssessForm(found=found, initial=request.POST.dict()))
    form = what.form(request.POST if request.method == "POST" else None, found=found, wanted=wanted(request))
    status = save(request, form, what) if form.is_bound else 200
    if status == 303:
        messages.success(request, what.done)
        return redirect("clients:injury", client.pk, injury_pk)
    found.injury.refresh_from_db()
    if isinstance(form, AssessForm):
        form.narrow_stages(place_of(form))
    context = {"client": client, "injury": found.injury, "found": found, "form": form}
    if status == 409:
        context |= too_late(request, found.injury, what)
    return render(request, f"clients/{what.template}.html", context, status=status)


def wanted(request: UserRequest) -> str:
    """The stage that was asked for, by link or in the form; only the page that moves stages reads it."""
    return request.POST.get("stage") or request.GET.get("to", "")


def save(request: UserRequest, form: ChangeForm, what: Change) -> int:
    """The status of the answer: 303 done, 422 refused, 409 changed meanwhile."""
    if not form.is_valid():
        return 422
    form.injury.version = form.cleaned_data["version"]
    try:
        what.act(injury=form.injury, by=request.user, **form.arguments())
    except actions.StaleInjury:
        return 409
    except ValidationError as error:
        add_errors(form, error)
        return 422
    return 303


def too_late(request: UserRequest, injury: Injury, what: Change) -> dict[str, Any]:
    """The form with what was typed, now on top of the newer version, beside what the file says."""
    found = read_injury(injury, injury.client.today())
    data = request.POST.copy()
    data["version"] = str(injury.version)
    form = what.form(data, found=found, wanted=wanted(request))
    latest = injury.events.select_related("by").last()
    return {"found": found, "form": form, "latest": latest, "standing": form.standing()}


@require_http_methods(["GET", "POST"])
@trainers_only
def assess(request: UserRequest, client_pk: int, injury_pk: int) -> HttpResponse:
    """What a clinician found."""
    return change(request, client_pk, injury_pk, ASSESS)


@require_http_methods(["GET", "POST"])
@trainers_only
def stage(request: UserRequest, client_pk: int, injury_pk: int) -> HttpResponse:
    """Up by gates, or down with a reason."""
    return change(request, client_pk, injury_pk, STAGE)


@require_POST
@trainers_only
def gates(request: UserRequest, client_pk: int, injury_pk: int) -> HttpResponse:
    """Tick one gate of the next stage with its day, or take the tick back."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    if not health_visible(client):
        return hidden(request, client)
    row = get_object_or_404(client.injuries.prefetch_related("gates_met"), pk=injury_pk)
    form = GateForm(request.POST, found=read_injury(row, client.today()))
    if "take_back" in request.POST:
        actions.untick_gate(injury=row, by=request.user, gate=request.POST.get("gate", ""))
    elif not form.is_valid() or not tick(request, row, form):
        return one_injury(request, client, injury_pk, gate_form=form)
    return redirect(f"{reverse('clients:injury', args=[client.pk, injury_pk])}#gates")


def tick(request: UserRequest, injury: Injury, form: GateForm) -> bool:
    try:
        actions.meet_gate(injury=injury, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        add_errors(form, error)
        return False
    return True


@require_http_methods(["GET", "POST"])
@trainers_only
def limits(request: UserRequest, client_pk: int, injury_pk: int) -> HttpResponse:
    """A clinician's own limits, over those of the stage."""
    return change(request, client_pk, injury_pk, LIMITS)


@require_http_methods(["GET", "POST"])
@trainers_only
def clear(request: UserRequest, client_pk: int, injury_pk: int) -> HttpResponse:
    """A clinician's word on the open warning signs."""
    return change(request, client_pk, injury_pk, CLEAR)


@require_http_methods(["GET", "POST"])
@trainers_only
def flags(request: UserRequest, client_pk: int, injury_pk: int) -> HttpResponse:
    """The warning signs, asked again."""
    return change(request, client_pk, injury_pk, FLAGS)


@require_http_methods(["GET", "POST"])
@trainers_only
def resolve(request: UserRequest, client_pk: int, injury_pk: int) -> HttpResponse:
    """The injury is over."""
    return change(request, client_pk, injury_pk, RESOLVE)


@require_http_methods(["GET", "POST"])
@trainers_only
def reopen(request: UserRequest, client_pk: int, injury_pk: int) -> HttpResponse:
    """The injury is not over after all."""
    return change(request, client_pk, injury_pk, REOPEN)


@require_http_methods(["GET", "POST"])
@trainers_only
def again(request: UserRequest, client_pk: int, injury_pk: int) -> HttpResponse:
    """Whether the injury is an earlier one, come back."""
    return change(request, client_pk, injury_pk, AGAIN)
