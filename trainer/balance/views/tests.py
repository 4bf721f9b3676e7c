from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.consents import health_visible
from clients.models import Client
from clients.stages import RED_FLAGS
from exercises.models import Exercise
from trainer.accounts.models import User
from trainer.balance import actions
from trainer.balance.models import StrengthTest
from trainer.balance.own_protocols import find, usable_by
from trainer.balance.protocols import Protocol, catalogue
from trainer.balance.recording import check, history, last_time, results, stops
from trainer.balance.recording.forms import MOST_TRIALS, TRIALS, StrengthTestForm, initial_of, initial_of_test
from trainer.balance.recording.last_time import kept_as
from trainer.balance.views.about import coached, head
from trainer.web.pages import page_or_part, trainers_only
from trainer.web.types import UserRequest

# Buttons that change or look at what was typed and save nothing.
LOOKS = {"check", "more", "put", "swap", "sure_now"}


@require_safe
@trainers_only
def choose(request: UserRequest, pk: int) -> HttpResponse:
    """Which test is to be recorded, those done before first."""
    client = coached(request, pk)
    done = client.strength_tests.order_by("tested_on").select_related("own_protocol")
    last_days = {test.code: test.tested_on for test in done}
    choices = [(how, last_days.get(how.code)) for how in protocols_of(request.user, [client])]
    choices.sort(key=lambda choice: choice[1] is None)
    about = head(client, health_visible(client))
    found = {"choices": choices, "stops": stops.stops_of(about["open_injuries"])}
    return render(request, "balance/choose.html", about | found)


@require_http_methods(["GET", "POST"])
@trainers_only
def new(request: UserRequest, pk: int, protocol: str) -> HttpResponse:
    """Record one test, beside what the last one gave."""
    client = coached(request, pk)
    about = head(client, health := health_visible(client))
    how = protocol_of(request.user, protocol, [client])
    speeds = last_time.speeds(client, how) if how.speeds_deg_s else []
    last = last_time.of(client, how, speed=asked_speed(request) or next(iter(speeds), None))
    form = StrengthTestForm(
        typed(request),
        client=client,
        protocol=how,
        pain=health,
        warned=stops.warned(about["open_injuries"]),
        trials=trials_of(request, how.trials.number if how.trials else TRIALS),
        sure=sure_of(request),
        initial=initial_of(client, how, last, request.user),
    )
    test = StrengthTest(client=client, by=request.user, **kept_as(how))
    context = about | {"protocol": how, "speeds": speeds, "last": last}
    act = partial(actions.record_test, client=client, protocol=how)
    return form_page(request, form, test, act, context)


@require_http_methods(["GET", "POST"])
@trainers_only
def correct(request: UserRequest, pk: int, test: int) -> HttpResponse:
    """Put a test right that was written down wrongly."""
    client = coached(request, pk)
    about = head(client, health := health_visible(client))
    found = get_object_or_404(client.strength_tests, pk=test)
    form = StrengthTestForm(
        typed(request),
        client=client,
        protocol=found.how,
        pain=health,
        trials=trials_of(request, max([TRIALS, *(len(row.trials) for row in found.readings.all())])),
        sure=sure_of(request),
        correcting=True,
        initial=initial_of_test(found),
    )
    context = about | {"protocol": found.how, "test": found, "last": last_time.before(found)}
    act = partial(actions.correct_test, test=found)
    return form_page(request, form, client.strength_tests.get(pk=test), act, context)


def form_page(
    request: UserRequest,
    form: StrengthTestForm,
    draft: StrengthTest,
    act: Callable[..., StrengthTest],
    context: dict[str, Any],
) -> HttpResponse:
    """The form as it stands; saved where nothing was refused, asked, or only looked at."""
    limits = stops.pain_limits(context["open_injuries"])
    against = stops.stops_of(context["open_injuries"])
    found = check.Check(form, context["last"], limits=limits)
    if form.is_bound:
        found = check.of(form, draft, request.user, limits)
    found.do_not_test = any(stop.tone == "stop" for stop in against)
    sent = form.is_bound and not request.htmx and not LOOKS & request.POST.keys()
    try:
        if sent and not found.questions and (saved := save(request, form, act)):
            return redirect(saved)
    except actions.StaleTest:
        context["standing"] = on_top(form, draft.pk)
    context |= {"form": form, "check": found, "stops": against}
    context |= {"red_flags": RED_FLAGS, "example": example_of(form.protocol)}
    template = page_or_part(request, "balance/test_form.html", "so-far")
    status = 409 if "standing" in context else 422 if sent else 200
    return render(request, template, context, status=status)


def example_of(how: Protocol) -> Exercise | None:
    return Exercise.objects.filter(slug=how.figure or None).first()


def on_top(form: StrengthTestForm, pk: int) -> dict[str, Any]:
    """What the test says by now; what was typed goes on top of it when it is sent again."""
    test = form.client.strength_tests.select_related("own_protocol").get(pk=pk)
    data: Any = form.data
    seen, _, _ = data["version"].partition("-")
    data["version"] = actions.version_of(test)
    versions = history.versions(test, health=form.pain)
    newer = versions[: max(0, len(versions) - int(seen))] if seen.isdecimal() else versions
    return {"readings": results.of(form.client, test).results, "newer": newer}


@require_safe
@trainers_only
def test(request: UserRequest, pk: int, test: int) -> HttpResponse:
    """What one test gave, with what was held back and a way to keep it."""
    client = coached(request, pk)
    found = get_object_or_404(client.strength_tests.select_related("by", "own_protocol"), pk=test)
    health = health_visible(client)
    context = {
        "found": results.of(client, found),
        "versions": history.versions(found, health=health),
        "warned": health and stops.was_warned(found),
        "test": found,
        "health": health,
    }
    return render(request, "balance/test.html", head(client, health) | context)


@require_POST
@trainers_only
def confirm(request: UserRequest, pk: int, test: int, reading: int) -> HttpResponse:
    """A value that was held back is right after all."""
    found = get_object_or_404(coached(request, pk).readings.select_related("test"), pk=reading, test=test)
    actions.confirm_reading(reading=found, by=request.user)
    messages.success(request, "Kept. The value counts from now on.")
    return redirect(found.test)


@require_POST
@trainers_only
def confirm_ratio(request: UserRequest, pk: int, test: int, kind: str, side: str) -> HttpResponse:
    """Both numbers of a ratio that was held back are right after all."""
    client = coached(request, pk)
    found = get_object_or_404(client.strength_tests.select_related("own_protocol"), pk=test)
    rows = client.readings.filter(test__tested_on=found.tested_on, held_back="")
    rows = rows.select_related("test__own_protocol")
    every = [one.made for one in results.of(client, found).ratios]
    held = [
        results.behind(made, rows)
        for made in every
        if (made.kind, made.side) == (kind, side) and made.held_back
    ]
    # Of several the one that this very test takes part in.
    held.sort(key=lambda readings: all(row.test_id != found.pk for row in readings))
    if not held:
        raise Http404
    actions.confirm_ratio(readings=held[0], by=request.user)
    messages.success(request, "Kept. The ratio counts from now on.")
    return redirect(found)


@require_http_methods(["GET", "POST"])
@trainers_only
def remove(request: UserRequest, pk: int, test: int) -> HttpResponse:
    """Delete a test that should not be on the record, after asking once more."""
    client = coached(request, pk)
    found = get_object_or_404(client.strength_tests.select_related("own_protocol"), pk=test)
    if request.method == "POST":
        actions.remove_test(test=found, by=request.user)
        messages.success(request, f"The test of {client.first_name} is deleted.")
        return redirect("balance:balance", client.pk)
    context = head(client, health_visible(client)) | {"test": found, "found": results.of(client, found)}
    return render(request, "balance/test_remove.html", context)


# --- what was asked for, and what was typed ------------------------------------------------------


def protocols_of(user: User, clients: Iterable[Client]) -> list[Protocol]:
    """The tests of the file, then the trainer's own and those these clients were tested with."""
    return [*catalogue().protocols.values(), *(row.as_protocol() for row in usable_by(user, clients))]


def protocol_of(user: User, code: str, clients: Iterable[Client]) -> Protocol:
    """By its code; another trainer's own test is found only where one of these clients did it."""
    if own := find(code, user, clients):
        return own.as_protocol()
    if code not in catalogue().protocols:
        raise Http404
    return catalogue().protocols[code]


def asked_speed(request: UserRequest) -> int | None:
    text = request.GET.get("speed", "")
    return int(text) if text.isdecimal() and len(text) <= 3 else None


def typed(request: UserRequest) -> QueryDict | None:
    """What was typed, with what a button put in its place."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    for answer in request.POST.getlist("put"):
        name, _, value = answer.partition("=")
        data[name] = value
    if "swap" in data:
        for left in [name for name in request.POST if "-left-" in name]:
            right = left.replace("-left-", "-right-")
            data[left], data[right] = request.POST.get(right, ""), request.POST[left]
    return data


def sure_of(request: UserRequest) -> list[str]:
    """What somebody has looked at twice and called right."""
    return list(dict.fromkeys(request.POST.getlist("sure") + request.POST.getlist("sure_now")))


def trials_of(request: UserRequest, usual: int) -> int:
    text = request.POST.get("trials", "")
    wanted = int(text) if text.isdecimal() and len(text) <= 2 else usual
    return max(usual, min(MOST_TRIALS, wanted + ("more" in request.POST)))


def save(
    request: UserRequest, form: StrengthTestForm, act: Callable[..., StrengthTest]
) -> StrengthTest | None:
    """Do what a valid form says; what the action refuses stands at the top of the form."""
    if not form.is_valid():
        return None
    correction = {
        name: form.cleaned_data[name] or None for name in ("reason", "version") if name in form.fields
    }
    try:
        saved = act(
            tested_on=form.cleaned_data["tested_on"],
            readings=form.readings(),
            by=request.user,
            **form.settings(),
            **correction,
        )
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return None
    messages.success(request, "Test saved.")
    return saved
