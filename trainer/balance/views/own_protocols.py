from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trainer.balance import own_protocols
from trainer.balance.models import OwnProtocol
from trainer.balance.own_forms import OwnProtocolForm
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest


def own_of(request: UserRequest, own_test: int) -> OwnProtocol:
    """One of the trainer's own; anybody else's is not there."""
    return get_object_or_404(OwnProtocol.objects.filter(trainer=request.user), pk=own_test)


@require_safe
@trainers_only
def own_tests(request: UserRequest) -> HttpResponse:
    """The tests this trainer made, and those she put away."""
    rows = OwnProtocol.objects.filter(trainer=request.user).annotate(
        times=Count("tests"), last_on=Max("tests__tested_on")
    )
    kept = {"in_use": [row for row in rows if not row.archived_at]}
    kept["archived"] = [row for row in rows if row.archived_at]
    return render(request, "balance/own_tests.html", kept)


@require_http_methods(["GET", "POST"])
@trainers_only
def own_new(request: UserRequest) -> HttpResponse:
    """Make a test of one's own."""
    return written_page(request, OwnProtocol())


@require_http_methods(["GET", "POST"])
@trainers_only
def own_edit(request: UserRequest, own_test: int) -> HttpResponse:
    """Change one; what its numbers mean stays once it was recorded."""
    return written_page(request, own_of(request, own_test))


def written_page(request: UserRequest, row: OwnProtocol) -> HttpResponse:
    """The form and, once it holds, its test; what is refused stays as it was typed."""
    times = row.tests.count() if row.pk else 0
    title = row.title
    form = OwnProtocolForm(request.POST or None, instance=row, by=request.user, used=times > 0)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            own_protocols.save_own(row=form.instance, version=form.cleaned_data["version"], by=request.user)
        except own_protocols.StaleProtocol:
            form, status = on_top(request, row, times), 409
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"{form.instance.title} is saved.")
            return redirect("balance:own_tests")
    context = {"form": form, "row": row, "title": title, "times": times, "stale": status == 409}
    return render(request, "balance/own_form.html", context, status=status)


def on_top(request: UserRequest, row: OwnProtocol, times: int) -> OwnProtocolForm:
    """What was typed, now on top of the test as it stands."""
    standing = own_of(request, row.pk)
    data: Any = request.POST.copy()
    data["version"] = str(standing.version)
    return OwnProtocolForm(data, instance=standing, by=request.user, used=times > 0)


@require_POST
@trainers_only
def own_archive(request: UserRequest, own_test: int) -> HttpResponse:
    """Put it away; what was recorded keeps its line."""
    row = own_of(request, own_test)
    own_protocols.archive(row, request.user)
    messages.success(request, f"{row.title} is archived. What was recorded stays.")
    return redirect("balance:own_tests")


@require_POST
@trainers_only
def own_restore(request: UserRequest, own_test: int) -> HttpResponse:
    """Bring an archived one back."""
    row = own_of(request, own_test)
    own_protocols.bring_back(row, request.user)
    messages.success(request, f"{row.title} can be recorded again.")
    return redirect("balance:own_tests")
