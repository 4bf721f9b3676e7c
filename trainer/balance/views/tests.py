from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.consents import health_visible
from clients.stages import RED_FLAGS
from exercises.models import Exercise
from trainer.accounts.models import User
from trainer.balance import actions
from trainer.balance.models import StrengthTest
from trainer.balance.own_protocols import find, usable_by
from trainer.balance.protocols import Protocol, catalogue
from trainer.balance.recording import check, history, last_time, results, stops
from trainer.balance.recording.forms import MOST_TRIALS, TRIALS, StrengthTestForm, initial_of, initial_of_test
from trainer.balance.recording.last_time import LastTime, kept_as
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
    choices = [(how, last_days.get(how.code)) for how in protocols_of(request.user)]
    choices.sort(key=lambda choice: choice[1] is None)
    return render(request, "balance/choose.html", head(client, health_visible(client)) | {"choices": choices})


@require_http_methods(["GET", "POST"])
@trainers_only
def new(request: UserRequest, pk: int, protocol: str) -> HttpResponse:
    """Record one test, beside what the last one gave."""
    client = coached(request, pk)
    how = protocol_of(request.user, protocol)
    speeds = last_time.speeds(client, how) if how.speeds_deg_s else []
    last = last_time.of(client, how, speed=asked_speed(request) or next(iter(speeds), None))
    form = StrengthTestForm(
        typed(request),
        client=client,
        protocol=how,
        pain=health_visible(client),
        trials=trials_of(request, how.trials.number if how.trials else TRIALS),
        sure=sure_of(request),
        initial=initial_of(client, how, last, request.user),
    )
    test = StrengthTest(client=client, by=request.user, **kept_as(how))
    context = {"protocol": how, "speeds": speeds, "last": last}
    return form_page(request, form, test, last, actions.record_test, context, client=client, protocol=how)


@require_http_methods(["GET", "POST"])
@trainers_only
def correct(request: UserRequest, pk: int, test: int) -> HttpResponse:
    """Put a test right that was written down wrongly."""
    client = coached(request, pk)
    found = get_object_or_404(client.strength_tests, pk=test)
    last = last_time.before(found)
    form = StrengthTestForm(
        typed(request),
        client=client,
        protocol=found.how,
        pain=health_visible(client),
        trials=trials_of(request, max([TRIALS, *(len(row.trials) for row in found.readings.all())])),
        sure=sure_of(request),
        reason=True,
        initial=initial_of_test(found),
    )
    context = {"protocol": found.how, "test": found, "last": last}
    return form_page(
        request, form, client.strength_tests.get(pk=test), last, actions.correct_test, context, test=found
    )


def form_page(
    request: UserRequest,
    form: StrengthTestForm,
    draft: StrengthTest,
    last: LastTime,
    act: Callable[..., StrengthTest],
    context: dict[str, Any],
    **row: Any,
) -> HttpResponse:
    """The form as it stands; saved where nothing was refused, asked, or only looked at."""
    about = head(form.client, form.pain)
    limits = stops.pain_limits(about["open_injuries"])
    found = check.Check(form, last, limits=limits)
    if form.is_bound:
        found = check.of(form, draft, request.user, limits)
    looks = bool(request.htmx or LOOKS & request.POST.keys())
    if form.is_bound and not looks and not found.questions and (saved := save(request, form, act, **row)):
        return redirect(saved)
    context |= about | {
        "form": form,
        "check": found,
        "stops": stops.stops_of(about["open_injuries"]),
        "red_flags": RED_FLAGS,
        "example": Exercise.objects.filter(slug=form.protocol.figure or None).first(),
    }
    template = page_or_part(request, "balance/test_form.html", "so-far")
    return render(request, template, context, status=422 if form.is_bound and not looks else 200)


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
    every = [one.made for one in results.of(client, found).ratios]
    made = next((one for one in every if (one.kind, one.side) == (kind, side) and one.held_back), None)
    if made is None:
        raise Http404
    values = (made.hamstrings, made.quadriceps)
    rows = client.readings.filter(test__tested_on=found.tested_on, side=side, value__in=values, held_back="")
    actions.confirm_ratio(readings=list(rows), by=request.user)
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


def protocols_of(user: User) -> list[Protocol]:
    """The tests of the file, then the trainer's own."""
    return [*catalogue().protocols.values(), *(row.as_protocol() for row in usable_by(user))]


def protocol_of(user: User, code: str) -> Protocol:
    """By its code; another trainer's own test is not found."""
    if own := find(code, user):
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
    request: UserRequest, form: StrengthTestForm, act: Callable[..., StrengthTest], **row: Any
) -> StrengthTest | None:
    """Do what a valid form says; what the action refuses stands at the top of the form."""
    if not form.is_valid():
        return None
    reason = {"reason": form.cleaned_data["reason"]} if "reason" in form.fields else {}
    try:
        saved = act(
            tested_on=form.cleaned_data["tested_on"],
            readings=form.readings(),
            by=request.user,
            **form.settings(),
            **reason,
            **row,
        )
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return None
    messages.success(request, "Test saved.")
    return saved
