from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from clients import actions
from clients.consents import health_visible
from clients.forms.errors import add_errors
from clients.forms.injuries import InjuryForm
from clients.health import conditions_of, read_injury, timeline
from clients.models import Client, Injury
from clients.stages import CONDITIONS
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest


def hidden(request: UserRequest, client: Client) -> HttpResponse:
    """The page a trainer gets in place of health data that the client does not share."""
    status = 200 if request.method in {"GET", "HEAD"} else 403
    return render(request, "clients/health_hidden.html", {"client": client}, status=status)


@require_safe
@trainers_only
def injuries(request: UserRequest, client_pk: int) -> HttpResponse:
    """What limits the client now, with its stages; then what is over, and what changed."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    if not health_visible(client):
        return hidden(request, client)
    today = client.today()
    rows = list(client.injuries.prefetch_related("events"))
    context = {
        "client": client,
        "open_injuries": [read_injury(row, today) for row in rows if row.resolved_on is None],
        "earlier": [row for row in rows if row.resolved_on is not None],
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
    form = InjuryForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (injury := add(request, client, form)):
        messages.success(request, f"{injury.label[0].upper()}{injury.label[1:]} is on file.")
        return redirect("clients:injury", client.pk, injury.pk)
    context = {"client": client, "form": form}
    return render(request, "clients/injury_new.html", context, status=422 if form.is_bound else 200)


def add(request: UserRequest, client: Client, form: InjuryForm) -> Injury | None:
    """The injury, or None with the refusal written into the form."""
    try:
        return actions.add_injury(client=client, by=request.user, **form.arguments())
    except actions.AlreadyOpen as error:
        form.asks_again = True
        form.add_error("again", error)
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
    row = get_object_or_404(client.injuries.prefetch_related("events"), pk=injury_pk)
    found = read_injury(row, client.today())
    context = {"client": client, "found": found, "injury": row, "events": timeline(client, row)}
    return render(request, "clients/injury.html", context)
