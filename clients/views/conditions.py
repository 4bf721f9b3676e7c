from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from clients import actions
from clients.consents import health_visible
from clients.forms.conditions import ConditionsForm
from clients.health import conditions_of, open_injuries
from clients.models import Client
from clients.views.injuries import hidden
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest


@require_http_methods(["GET", "POST"])
@trainers_only
def conditions(request: UserRequest, client_pk: int) -> HttpResponse:
    """The general health screen."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    if not health_visible(client):
        return hidden(request, client)
    answers = conditions_of(client, visible=True)
    form = ConditionsForm(request.POST if request.method == "POST" else None, answers=answers)
    if form.is_valid():
        actions.answer_conditions(client=client, by=request.user, answers=form.answers())
        messages.success(request, "Saved the answers.")
        return redirect("clients:injuries", client.pk)
    context = {"client": client, "form": form, "open_injuries": open_injuries(client, visible=True)}
    return render(request, "clients/conditions.html", context, status=422 if form.is_bound else 200)
