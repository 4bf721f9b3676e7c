"""“Something just happened”, on the client's own phone, in a workout or anywhere else."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from clients import actions
from clients.consents import health_visible
from clients.forms.happened import SuddenFields
from clients.health import open_before, what_to_do
from clients.models import Client
from trainer.web.pages import clients_only
from trainer.web.types import UserRequest


@require_http_methods(["GET", "POST"])
@clients_only
def happened(request: UserRequest) -> HttpResponse:
    """Ask where and the warning signs; what she tells is kept, for herself alone where she does not share."""
    client = get_object_or_404(Client.objects.of_user(request.user))
    form = SuddenFields(request.POST if request.method == "POST" else None, age=client.age())
    if not form.is_valid():
        context = {"form": form, "shared": health_visible(client)}
        return render(request, "clients/happened.html", context, status=422 if form.is_bound else 200)
    injury = actions.sudden_injury(client=client, by=request.user, mechanism="Sudden pain", **form.told())
    return redirect("clients:happened_next", injury.pk)


@require_http_methods(["GET", "POST"])
@clients_only
def happened_next(request: UserRequest, injury_pk: int) -> HttpResponse:
    """What to do now and how soon; a post says that it is the earlier injury again."""
    client = get_object_or_404(Client.objects.of_user(request.user))
    injury = get_object_or_404(client.injuries.open(), pk=injury_pk)
    before = open_before(injury, client.injuries.open())
    if request.method == "POST":
        if before:
            actions.set_recurrence(injury=injury, by=request.user, earlier=before)
        return redirect("clients:happened_next", injury.pk)
    context = {"injury": injury, "advice": what_to_do(injury.red_flags), "before": before}
    context |= {"shared": health_visible(client), "coached": client.team().exists()}
    return render(request, "clients/happened_next.html", context)
