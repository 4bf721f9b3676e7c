from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clients.consents import health_visible
from clients.models import Client
from trainer.balance import targets, timeline
from trainer.balance.methods import Method, methods_of
from trainer.balance.models import Target
from trainer.balance.pages import balance as page
from trainer.balance.target_form import TargetForm
from trainer.balance.views.about import coached, head
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest


@require_http_methods(["GET", "POST"])
@trainers_only
def target(request: UserRequest, pk: int) -> HttpResponse:
    """Set, change or remove the band of one method; who was slower sees both."""
    client = coached(request, pk)
    methods = methods_of(timeline.facts_of(client))
    code, method = _chosen(request, methods)
    found = client.targets.select_related("by").filter(method=code).first()
    form = TargetForm(request.POST if request.method == "POST" else None, method=method, target=found)
    status, stale = 422 if form.is_bound else 200, False
    if form.is_bound and (form.is_valid() or "remove" in request.POST):
        try:
            _act(request, client, code, form)
        except targets.StaleTarget:
            found = client.targets.select_related("by").filter(method=code).first()
            form, status, stale = _on_top(request, method, found), 409, True
        else:
            return redirect(reverse("balance:balance", args=[client.pk]) + f"?method={_back_to(method)}")
    choices = [(one.code, one.title) for one in methods] + [(targets.HARD_SETS, page.HARD_SETS_TITLE)]
    context = {"form": form, "method": method, "code": code, "target": found, "stale": stale}
    context |= head(client, health_visible(client)) | {"choices": choices, "title": dict(choices)[code]}
    return render(request, "balance/target.html", context, status=status)


def _chosen(request: UserRequest, methods: list[Method]) -> tuple[str, Method | None]:
    """The method in the address; nonsense is the newest when read, and nothing when written."""
    asked = request.GET.get("method", "")
    found = next((method for method in methods if method.code == asked), None)
    if found is None and asked != targets.HARD_SETS:
        if request.method == "POST":
            raise Http404
        found = next(iter(methods), None)
    return (found.code if found else targets.HARD_SETS), found


def _act(request: UserRequest, client: Client, code: str, form: TargetForm) -> None:
    if "remove" in request.POST:
        version = request.POST.get("version", "")
        number = int(version) if version.isdecimal() and len(version) < 10 else 0
        targets.remove_target(client=client, method=code, version=number, by=request.user)
        messages.success(request, "The band is removed.")
        return
    values = {name: form.cleaned_data[name] for name in ("low", "high", "reason", "version")}
    targets.save_target(client=client, method=code, by=request.user, **values)
    messages.success(request, "The band is kept.")


def _on_top(request: UserRequest, method: Method | None, found: Target | None) -> TargetForm:
    """What was typed, now on top of the band as it stands."""
    data: Any = request.POST.copy()
    data["version"] = str(found.version if found else 0)
    return TargetForm(data, method=method, target=found)


def _back_to(method: Method | None) -> str:
    return method.code if method else ""
