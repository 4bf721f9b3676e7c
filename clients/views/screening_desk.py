"""The screening at the trainer's desk: what to plan for, asking together, and earlier answers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients import actions, screening
from clients.consents import health_visible
from clients.forms.errors import add_errors
from clients.forms.screening import PlannedForm, ScreeningForm
from clients.health import open_injuries
from clients.models import Client, RiskScreen
from clients.screens import Standing, clashes_of, plan_of, standing_of, values_of
from clients.views.injuries import hidden
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest

EARLIER = 20


@require_safe
@trainers_only
def client_screening(request: UserRequest, client_pk: int) -> HttpResponse:
    """What to plan for after the last screening, and where the next one stands."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    if not health_visible(client):
        return hidden(request, client, "screening")
    return shown(request, client)


def shown(request: UserRequest, client: Client, refused: PlannedForm | None = None) -> HttpResponse:
    standing = standing_of(client)
    context = {
        "client": client,
        "standing": standing,
        "open_injuries": open_injuries(client, visible=True),
        "refused": refused,
        "catalogue": screening.CATALOGUE,
        **(result(standing.last) if standing.last else {}),
    }
    return render(request, "clients/screening_result.html", context, status=422 if refused else 200)


def result(screen: RiskScreen) -> dict[str, Any]:
    """The last answers as things to plan for, and the rest of what was asked."""
    values = values_of(screen)
    injuries = list(screen.client.injuries.all())
    things = plan_of(screen, injuries)
    known = screen.client.birth_date is not None
    earlier = screen.client.screens.exclude(finished_at=None).exclude(pk=screen.pk).select_related("by")
    return {
        "things": things,
        "clashes": clashes_of(screen, injuries),
        "nothing": list(screening.nothing_to_plan(values, [one.found for one in things])),
        "not_answered": screening.not_answered(values, birth_date_known=known),
        "earlier": earlier.defer("answers", "planned").order_by("-finished_at", "-pk")[:EARLIER],
    }


@require_http_methods(["GET", "POST"])
@trainers_only
def screening_ask(request: UserRequest, client_pk: int) -> HttpResponse:
    """All questions on one page, asked together."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    if not health_visible(client):
        return hidden(request, client, "screening")
    if client.user_id is not None:
        messages.info(request, f"{client.first_name} has a sign-in and answers the questions there.")
        return redirect("clients:client_screening", client.pk)
    standing = standing_of(client)
    form = all_questions(client, standing, request.POST if request.method == "POST" else None)
    if form.is_valid() and (done := keep(request, client, form)):
        return done
    context = {
        "client": client,
        "form": form,
        "standing": standing,
        "open_injuries": open_injuries(client, visible=True),
    }
    status = 422 if form.is_bound else 200
    return render(request, "clients/screening_ask.html", context, status=status)


def all_questions(client: Client, standing: Standing, typed: Any) -> ScreeningForm:
    return ScreeningForm(
        typed,
        questions=[
            question
            for question in screening.QUESTIONS.values()
            if client.birth_date is None or question.kind != "date"
        ],
        answers=values_of(standing.running),
        today=client.today(),
        born=client.birth_date,
    )


def keep(request: UserRequest, client: Client, form: ScreeningForm) -> HttpResponse | None:
    """Save what was answered, and hand it in where that was asked for; nothing where it is refused."""
    answers = form.values()
    taken_back = tuple(code for code in form.answers if code in form.fields and code not in answers)
    try:
        actions.answer_screening(client=client, by=request.user, answers=answers, taken_back=taken_back)
        if request.POST.get("act") == "later":
            messages.success(request, "Saved. You can go on any time.")
        else:
            actions.hand_in_screening(client=client, by=request.user)
            messages.success(request, "The answers are on file.")
    except ValidationError as error:
        add_errors(form, error)
        return None
    return redirect("clients:client_screening", client.pk)


@require_safe
@trainers_only
def screening_answers(request: UserRequest, client_pk: int, screen_pk: int) -> HttpResponse:
    """Every answer of one screening, in the words of its day."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    if not health_visible(client):
        return hidden(request, client, "screening")
    handed_in = client.screens.exclude(finished_at=None).select_related("by")
    screen = get_object_or_404(handed_in, pk=screen_pk)
    context = {"client": client, "screen": screen, "open_injuries": open_injuries(client, visible=True)}
    return render(request, "clients/screening_answers.html", context)


@require_POST
@trainers_only
def screening_planned(request: UserRequest, client_pk: int, screen_pk: int) -> HttpResponse:
    """Note that a thing is planned, or take the note back."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    if not health_visible(client):
        return hidden(request, client, "screening")
    screen = get_object_or_404(client.screens.exclude(finished_at=None), pk=screen_pk)
    form = PlannedForm(request.POST)
    if not form.is_valid():
        return shown(request, client, refused=form)
    if request.POST.get("act") == "take-back":
        actions.unmark_planned(screen=screen, thing=form.cleaned_data["thing"], by=request.user)
        messages.success(request, "It is open again.")
    else:
        try:
            actions.mark_planned(screen=screen, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return shown(request, client, refused=form)
        messages.success(request, "Marked as planned.")
    return redirect("clients:client_screening", client.pk)
