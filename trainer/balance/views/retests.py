from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from clients.consents import health_visible
from clients.models import Client
from trainer.balance import retests
from trainer.balance.retest_form import USUAL, RetestForm
from trainer.balance.views.about import coached, head
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest


@require_safe
@trainers_only
def tests(request: UserRequest) -> HttpResponse:
    """Whose test is due, and what comes later."""
    return render(request, "balance/tests_page.html", {"agenda": retests.agenda_of(request.user)})


@require_http_methods(["GET", "POST"])
@trainers_only
def retest(request: UserRequest, pk: int, protocol: str) -> HttpResponse:
    """Another day for the next test of one kind, or none."""
    client = coached(request, pk)
    health = health_visible(client)
    found = retests.of_client(client, health=health)
    planned = next((one for one in found if one.test.protocol == protocol), None)
    if planned is None:
        raise Http404
    form = RetestForm(request.POST if request.method == "POST" else None, client=client, test=planned.test)
    if form.is_valid():
        keep(request, client, protocol, form)
        return redirect("balance:tests")
    context = head(client, health) | {"form": form, "planned": planned}
    return render(request, "balance/retest.html", context, status=422 if form.is_bound else 200)


def keep(request: UserRequest, client: Client, protocol: str, form: RetestForm) -> None:
    said = form.cleaned_data
    if said["ask"] == USUAL:
        retests.ask_as_usual(client=client, protocol=protocol, by=request.user)
    else:
        days = {"due_on": said["due_on"], "reason": said["reason"]}
        retests.set_day(client=client, protocol=protocol, by=request.user, **days)
    messages.success(request, f"Kept for {client.name}.")
