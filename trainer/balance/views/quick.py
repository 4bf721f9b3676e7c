from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from trainer.balance.recording import quick as days
from trainer.balance.recording.quick import Group, Row
from trainer.balance.recording.quick_saving import save as save_row
from trainer.balance.views.tests import protocol_of, protocols_of
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest


@require_safe
@trainers_only
def choose(request: UserRequest) -> HttpResponse:
    """Which test a group does today; what is estimated from two numbers has no single box."""
    protocols = [
        how for how in protocols_of(request.user, days.clients_of(request.user)) if not how.estimated
    ]
    return render(request, "balance/quick_choose.html", {"protocols": protocols})


@require_http_methods(["GET", "POST"])
@trainers_only
def quick(request: UserRequest, protocol: str) -> HttpResponse:
    """One protocol, one row a client, each saved by itself."""
    everyone = days.clients_of(request.user)
    how = protocol_of(request.user, protocol, everyone)
    if how.estimated:
        return redirect("balance:quick_choose")
    everyone = days.may_do(how, everyone, request.user)
    chosen = [client for client in everyone if str(client.pk) in set(request.GET.getlist("client"))]
    request.clients_seen = [client.pk for client in chosen]
    form = days.set_up_of(how, request.GET, everyone, request.user)
    group = None
    if form.is_valid() and chosen:
        group = days.group_of(chosen, form.set_up(), request.POST if request.method == "POST" else None)
    if group and request.method == "POST":
        saved = save(request, group)
        if not request.htmx and not any(row.errors for row in saved):
            messages.success(request, f"Kept: {group.words}.")
            return redirect(request.get_full_path())
        if request.htmx and saved:
            return render(request, "balance/quick.html#quick-saved", {"row": saved[0], "group": group})
    context = {"protocol": how, "form": form, "everyone": everyone, "chosen": chosen, "group": group}
    return render(request, "balance/quick.html", context, status=422 if request.method == "POST" else 200)


def save(request: UserRequest, group: Group) -> list[Row]:
    """Every row, or the one whose boxes changed; one bad row never stops the others."""
    rows = [row for row in group.rows if request.POST.get("row", str(row.client.pk)) == str(row.client.pk)]
    for row in rows:
        save_row(row, by=request.user)
    return rows
