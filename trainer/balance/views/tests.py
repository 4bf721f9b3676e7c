from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.consents import health_visible
from trainer.balance import actions, last_time, results
from trainer.balance.forms import TRIALS, StrengthTestForm, initial_of, initial_of_test
from trainer.balance.models import StrengthTest
from trainer.balance.protocols import catalogue
from trainer.balance.views.about import coached, head
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest


@require_safe
@trainers_only
def choose(request: UserRequest, pk: int) -> HttpResponse:
    """Which test is to be recorded, those done before first."""
    client = coached(request, pk)
    last_days = dict(client.strength_tests.order_by("tested_on").values_list("protocol", "tested_on"))
    protocols = sorted(catalogue().protocols.values(), key=lambda protocol: protocol.code not in last_days)
    choices = [(protocol, last_days.get(protocol.code)) for protocol in protocols]
    return render(request, "balance/choose.html", head(client, health_visible(client)) | {"choices": choices})


@require_http_methods(["GET", "POST"])
@trainers_only
def new(request: UserRequest, pk: int, protocol: str) -> HttpResponse:
    """Record one test, beside what the last one gave."""
    client = coached(request, pk)
    if protocol not in catalogue().protocols:
        raise Http404
    how = catalogue().protocols[protocol]
    health = health_visible(client)
    speeds = last_time.speeds(client, protocol) if how.speeds_deg_s else []
    last = last_time.of(client, protocol, speed=asked_speed(request) or next(iter(speeds), None))
    form = StrengthTestForm(
        request.POST if request.method == "POST" else None,
        client=client,
        protocol=how,
        last=last,
        pain=health,
        initial=initial_of(client, how, last),
    )
    if test := save(request, form, actions.record_test, client=client, protocol=protocol):
        return redirect(test)
    context = head(client, health) | {"form": form, "protocol": how, "last": last, "speeds": speeds}
    return render(request, "balance/test_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@trainers_only
def correct(request: UserRequest, pk: int, test: int) -> HttpResponse:
    """Put a test right that was written down wrongly."""
    client = coached(request, pk)
    found = get_object_or_404(client.strength_tests, pk=test)
    health = health_visible(client)
    last = last_time.of(client, found.protocol, before=found)
    form = StrengthTestForm(
        request.POST if request.method == "POST" else None,
        client=client,
        protocol=catalogue().protocols[found.protocol],
        last=last,
        pain=health,
        trials=max([TRIALS, *(len(row.trials) for row in found.readings.all())]),
        initial=initial_of_test(found),
    )
    if saved := save(request, form, actions.correct_test, test=found):
        return redirect(saved)
    context = head(client, health) | {"form": form, "protocol": form.protocol, "last": last, "test": found}
    return render(request, "balance/test_form.html", context, status=422 if form.is_bound else 200)


@require_safe
@trainers_only
def test(request: UserRequest, pk: int, test: int) -> HttpResponse:
    """What one test gave, with what was held back and a way to keep it."""
    client = coached(request, pk)
    found = get_object_or_404(client.strength_tests.select_related("by"), pk=test)
    health = health_visible(client)
    context = head(client, health) | {"found": results.of(client, found), "test": found, "health": health}
    return render(request, "balance/test.html", context)


@require_POST
@trainers_only
def confirm(request: UserRequest, pk: int, test: int, reading: int) -> HttpResponse:
    """A value that was held back is right after all."""
    found = get_object_or_404(coached(request, pk).readings.select_related("test"), pk=reading, test=test)
    actions.confirm_reading(reading=found, by=request.user)
    messages.success(request, "Kept. The value counts from now on.")
    return redirect(found.test)


def asked_speed(request: UserRequest) -> int | None:
    text = request.GET.get("speed", "")
    return int(text) if text.isdecimal() and len(text) <= 3 else None


def save(
    request: UserRequest, form: StrengthTestForm, act: Callable[..., StrengthTest], **row: Any
) -> StrengthTest | None:
    """Do what a valid form says; what the action refuses stands at the top of the form."""
    if not form.is_valid():
        return None
    try:
        saved = act(
            tested_on=form.cleaned_data["tested_on"],
            readings=form.readings(),
            by=request.user,
            **form.settings(),
            **row,
        )
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return None
    messages.success(request, "Test saved.")
    return saved
