"""The screening on the client's phone; the trainer's side is in `screening_desk.py`."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from clients import actions, screening
from clients.consents import health_visible
from clients.forms.screening import ScreeningForm
from clients.models import Client
from clients.screening_file import Question
from clients.screens import Standing, standing_of, values_of
from trainer.accounts.models import User
from trainer.web.pages import clients_only
from trainer.web.types import UserRequest


@require_http_methods(["GET", "POST"])
@clients_only
def screening_home(request: UserRequest) -> HttpResponse:
    """Begin, go on, check and hand in, or read what was answered."""
    client = get_object_or_404(Client.objects.of_user(request.user))
    standing = standing_of(client)
    context: dict[str, Any] = {"client": client, "standing": standing, "trainers": trainers_of(client)}
    if not health_visible(client):
        return render(request, "clients/screening_closed.html", context | own_answers(standing))
    if request.method == "POST":
        return begin_or_hand_in(request, client, standing)
    if standing.running and not standing.left:
        return render(request, "clients/screening_review.html", context | review(standing))
    if standing.last and not standing.due and "again" not in request.GET:
        return render(request, "clients/screening_thanks.html", context | own_answers(standing))
    return render(request, "clients/screening_start.html", context)


def trainers_of(client: Client) -> list[User]:
    coachings = client.coachings.filter(ended_at=None).select_related("trainer")
    return [coaching.trainer for coaching in coachings]


def own_answers(standing: Standing) -> dict[str, Any]:
    """What the client reads of her last answers: those that matter for her plan, and every one."""
    last = standing.last
    if last is None:
        return {}
    found = screening.things(values_of(last), None)
    matter = dict.fromkeys(code for one in found for code in one.answers)
    return {
        "see_doctor": next((one.thing.client for one in found if one.thing.client), ""),
        "matter": [(last.answers[code]["question"], last.answers[code]["answer"]) for code in matter],
        "answers": last.answers.values(),
    }


def review(standing: Standing) -> dict[str, Any]:
    """Every answer of the running screening, section by section, with the question's own address."""
    values = values_of(standing.running)
    sections: dict[str, list[tuple[Question, str]]] = {}
    for question in standing.questions:
        title = screening.CATALOGUE.sections[question.section]
        words = screening.answer_words(question, values[question.code])
        sections.setdefault(title, []).append((question, words))
    return {"sections": sections}


def begin_or_hand_in(request: UserRequest, client: Client, standing: Standing) -> HttpResponse:
    if request.POST.get("act") != "hand-in":
        actions.start_screening(client=client, by=request.user)
        left = standing_of(client).left
        return redirect("clients:screening_question", left[0].code) if left else redirect("clients:screening")
    try:
        actions.hand_in_screening(client=client, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("clients:screening")


@require_http_methods(["GET", "POST"])
@clients_only
def screening_question(request: UserRequest, question: str) -> HttpResponse:
    """One question; its answer is saved by itself."""
    client = get_object_or_404(Client.objects.of_user(request.user))
    if question not in screening.QUESTIONS:
        raise Http404
    standing = standing_of(client)
    asked = {one.code: one for one in standing.questions}
    if standing.running is None or question not in asked or not health_visible(client):
        return redirect("clients:screening")
    form = ScreeningForm(
        request.POST if request.method == "POST" else None,
        questions=[asked[question]],
        answers=values_of(standing.running),
        today=client.today(),
        born=client.birth_date,
    )
    if form.is_bound and (going := save(request, client, form, question)):
        return going
    context = {"form": form, "field": form[question], **place(standing, question, form)}
    status = 422 if form.is_bound else 200
    return render(request, "clients/screening_question.html", context, status=status)


def save(request: UserRequest, client: Client, form: ScreeningForm, code: str) -> HttpResponse | None:
    """Keep the answer and go on, or nothing where it is refused."""
    if "skip" in request.POST:
        answers = {code: None}
    elif form.is_valid():
        answers = form.values()
    else:
        return None
    actions.answer_screening(client=client, by=request.user, answers=answers)
    standing = standing_of(client)
    codes = [question.code for question in standing.questions]
    following = codes[codes.index(code) + 1 :]
    if "review" in request.POST or not following:
        following = [question.code for question in standing.left]
    return (
        redirect("clients:screening_question", following[0]) if following else redirect("clients:screening")
    )


def place(standing: Standing, code: str, form: ScreeningForm) -> dict[str, Any]:
    """Where the question stands among the others, and what was answered last time."""
    codes = [question.code for question in standing.questions]
    number = codes.index(code) + 1
    before = standing.last.answers.get(code) if standing.last else None
    question = screening.QUESTIONS[code]
    return {
        "question": question,
        "section": screening.CATALOGUE.sections[question.section],
        "number": number,
        "total": len(codes),
        "steps": [step <= number for step in range(1, len(codes) + 1)],
        "back": codes[number - 2] if number > 1 else "",
        "saved": bool(values_of(standing.running)),
        "skipped": code in form.answers and form.answers[code] is None,
        "last_time": before["answer"] if before else "",
    }
