from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from clients import actions
from clients.consents import health_visible
from clients.forms.errors import add_errors
from clients.forms.injuries import InjuryForm
from clients.forms.rehabilitation import AssessForm, GateForm
from clients.health import conditions_of, earlier_ones, open_before, read_injury, timeline, times_of
from clients.models import Client, Injury
from clients.screens import told_of_injury
from clients.stages import CONDITIONS
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest


def hidden(request: UserRequest, client: Client, tab: str = "injuries") -> HttpResponse:
    """The page a trainer gets in place of health data that the client does not share."""
    status = 200 if request.method in {"GET", "HEAD"} else 403
    return render(request, "clients/health_hidden.html", {"client": client, "tab": tab}, status=status)


@require_safe
@trainers_only
def injuries(request: UserRequest, client_pk: int) -> HttpResponse:
    """What limits the client now, with its stages; then what is over, and what changed."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    if not health_visible(client):
        return hidden(request, client)
    today = client.today()
    rows = list(client.injuries.prefetch_related("events", "gates_met__by"))
    times = times_of(rows)
    context = {
        "client": client,
        "injuries": rows,
        "today": today,
        "open_injuries": [
            read_injury(row, today, times.get(row.pk), open_before(row, rows))
            for row in rows
            if row.resolved_on is None
        ],
        "earlier": [(row, times.get(row.pk)) for row in rows if row.resolved_on is not None],
        "events": timeline(client),
        "answered": len(conditions_of(client, visible=True)),
        "questions": len(CONDITIONS),
    }
    return render(request, "clients/injuries.html", context)


@require_http_methods(["GET", "POST"])
@trainers_only
def new(request: UserRequest, client_pk: int) -> HttpResponse:
    """Put an injury on file; a second one at the same place asks whether it happened again."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    if not health_visible(client):
        return hidden(request, client)
    told = told_of_injury(client, request.GET.get("told", ""))
    if request.htmx:
        return stage_choice(request, InjuryForm(client=client, initial=request.POST.dict()))
    form = InjuryForm(request.POST if request.method == "POST" else None, client=client, initial=told)
    if form.is_valid() and (injury := add(request, client, form)):
        messages.success(request, f"{injury.label[0].upper()}{injury.label[1:]} is on file.")
        return redirect("clients:injury", client.pk, injury.pk)
    form.narrow_stages(place_of(form))
    context = {"client": client, "form": form}
    return render(request, "clients/injury_new.html", context, status=422 if form.is_bound else 200)


def place_of(form: InjuryForm | AssessForm) -> str:
    """The place that stands in the form, "" where none is chosen yet."""
    field = "where" if "where" in form.fields else "structure"
    return str(form[field].value() or "").split(":")[0]


def stage_choice(request: UserRequest, form: InjuryForm | AssessForm) -> HttpResponse:
    """The stages that go with what is filled in so far; nothing is checked or kept."""
    form.narrow_stages(place_of(form))
    return render(request, "clients/assessment_fields.html#stage-choice", {"form": form})


def add(request: UserRequest, client: Client, form: InjuryForm) -> Injury | None:
    """The injury, or None with the refusal written into the form."""
    try:
        return actions.add_injury(client=client, by=request.user, **form.arguments())
    except ValidationError as error:
        add_errors(form, error)
    return None


@require_safe
@trainers_only
def injury(request: UserRequest, client_pk: int, injury_pk: int) -> HttpResponse:
    """One injury: where it stands, what opens the next stage, and everything that happened to it."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    if not health_visible(client):
        return hidden(request, client)
    return one_injury(request, client, injury_pk)


def one_injury(
    request: UserRequest, client: Client, injury_pk: int, gate_form: GateForm | None = None
) -> HttpResponse:
    """The page of an injury, with a gate that was refused at its place."""
    row = get_object_or_404(client.injuries.prefetch_related("events", "gates_met__by"), pk=injury_pk)
    rows = list(client.injuries.all())
    found = read_injury(row, client.today(), times_of(rows).get(row.pk), open_before(row, rows))
    context = {
        "client": client,
        "again_of": next((one for one in rows if one.pk == row.recurrence_of_id), None),
        "again": [one for one in rows if one.recurrence_of_id == row.pk],
        "can_follow": bool(row.recurrence_of_id or earlier_ones(row, rows)),
        "found": found,
        "injury": row,
        "events": timeline(client, row),
        "today": client.today(),
        "gate_form": gate_form,
    }
    return render(request, "clients/injury.html", context, status=422 if gate_form else 200)
