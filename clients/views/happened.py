"""“Something just happened”, on the client's own phone, in a workout or anywhere else."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from clients import actions
from clients.consents import health_visible
from clients.forms.happened import HappenedForm
from clients.health import what_to_do
from clients.models import Client
from trainer.web.pages import clients_only
from trainer.web.types import UserRequest


@require_http_methods(["GET", "POST"])
@clients_only
def happened(request: UserRequest) -> HttpResponse:
    """Ask where and the warning signs; without a shared file the advice is shown and nothing is kept."""
    client = get_object_or_404(Client.objects.of_user(request.user))
    shared = health_visible(client)
    form = HappenedForm(request.POST if request.method == "POST" else None, age=client.age())
    if not form.is_valid():
        context = {"form": form, "shared": shared}
        return render(request, "clients/happened.html", context, status=422 if form.is_bound else 200)
    if not shared:
        return render(request, "clients/happened_next.html", {"advice": what_to_do(form.raised())})
    told = {name: form.cleaned_data[name] for name in ("structure", "side", "words")}
    injury = actions.sudden_injury(
        client=client, by=request.user, red_flags=form.raised(), mechanism="Sudden pain", **told
    )
    return redirect("clients:happened_next", injury.pk)


@require_safe
@clients_only
def happened_next(request: UserRequest, injury_pk: int) -> HttpResponse:
    """What to do now and how soon, as long as the injury is open."""
    client = get_object_or_404(Client.objects.of_user(request.user))
    injury = get_object_or_404(client.injuries.open(), pk=injury_pk)
    context = {"injury": injury, "advice": what_to_do(injury.red_flags)}
    return render(request, "clients/happened_next.html", context)
