"""What a client weighed, day by day."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from clients import actions
from clients.forms.body_mass import BodyMassForm
from clients.forms.errors import add_errors
from clients.models import BodyMass, Client
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest

SHOWN = 100


@require_http_methods(["GET", "POST"])
@trainers_only
def masses(request: UserRequest, client_pk: int) -> HttpResponse:
    """Every measurement, the newest first, and a form for the next."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    form = BodyMassForm(
        request.POST if request.method == "POST" else None, client=client, reader=request.user
    )
    if form.is_valid() and kept(request, client, form):
        return redirect("clients:masses", client.pk)
    rows = client.body_masses.select_related("by")[:SHOWN]
    context = {"client": client, "form": form, "masses": rows}
    return render(request, "clients/masses.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@trainers_only
def mass(request: UserRequest, client_pk: int, mass_pk: int) -> HttpResponse:
    """Correct one measurement."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    row = get_object_or_404(client.body_masses.all(), pk=mass_pk)
    data = request.POST if request.method == "POST" else None
    form = BodyMassForm(data, client=client, reader=request.user, mass=row)
    status, stale = 422 if form.is_bound else 200, False
    try:
        if form.is_valid() and kept(request, client, form, row):
            return redirect("clients:masses", client.pk)
    except actions.StaleRow:
        row, form, status, stale = *newer(request, client, row), 409, True
    context = {"client": client, "form": form, "mass": row, "stale": stale}
    return render(request, "clients/mass.html", context, status=status)


def newer(request: UserRequest, client: Client, row: BodyMass) -> tuple[BodyMass, BodyMassForm]:
    """What was typed, now on top of the measurement as it stands."""
    row = get_object_or_404(client.body_masses.select_related("by"), pk=row.pk)
    data = request.POST.copy()
    data["version"] = str(row.version)
    return row, BodyMassForm(data, client=client, reader=request.user, mass=row)


def kept(request: UserRequest, client: Client, form: BodyMassForm, row: BodyMass | None = None) -> bool:
    """Save a new measurement or a corrected one; a refusal goes to the form."""
    values = {"kg": form.cleaned_data["value"], "measured_on": form.cleaned_data["measured_on"]}
    try:
        if row:
            row.version = form.cleaned_data["version"] or 0
            actions.correct_mass(mass=row, by=request.user, **values)
        else:
            actions.record_mass(client=client, by=request.user, **values)
    except ValidationError as error:
        add_errors(form, error)
        return False
    messages.success(request, "The measurement is kept.")
    return True


@require_POST
@trainers_only
def mass_remove(request: UserRequest, client_pk: int, mass_pk: int) -> HttpResponse:
    """Take one measurement off the record."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    row = get_object_or_404(client.body_masses.all(), pk=mass_pk)
    actions.remove_mass(mass=row, by=request.user)
    messages.success(request, "The measurement is removed.")
    return redirect("clients:masses", client.pk)
