from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Max, QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.forms.errors import add_errors
from clients.health import open_injuries
from clients.models import Client
from exercises.models import Exercise
from trainer.accounts.models import User
from trainer.programs import actions
from trainer.programs.findings import rows_of
from trainer.programs.forms import AssignForm, KeepForm, OfAssignmentForm, PlacedForm, SwapBackForm, SwapForm
from trainer.programs.models import GuardOverride, Program, WorkoutExercise
from trainer.programs.plan import plan_of, program_weeks
from trainer.programs.preview import dates_of, for_this_client
from trainer.programs.profiles import Library
from trainer.web.pages import page_or_part, trainers_only
from trainer.web.types import UserRequest


def coached(user: User, pk: object) -> Client:
    """One of the trainer's own clients by the number in an address."""
    if not str(pk).isdecimal():
        raise Http404
    return get_object_or_404(Client.objects.coached_by(user), pk=pk)


def chosen_client(request: UserRequest) -> Client | None:
    """The client for whom a programme is being looked for, carried along in the address."""
    number = request.GET.get("client")
    client = coached(request.user, number) if number else None
    request.clients_seen = [client.pk] if client else []
    return client


@require_safe
@trainers_only
def program_list(request: UserRequest) -> HttpResponse:
    """The catalogue and the trainer's own programmes."""
    programs = Program.objects.open_to(request.user).prefetch_related("sources")
    programs = programs.annotate(weeks=Max("days__week"), workouts=Count("days"))
    context = {
        "own": [program for program in programs if program.owner_id],
        "catalogue": [program for program in programs if not program.owner_id],
        "client": chosen_client(request),
    }
    return render(request, "programs/list.html", context)


def open_programs(user: User) -> QuerySet[Program]:
    return Program.objects.open_to(user).prefetch_related("days__exercises")


@require_safe
@trainers_only
def detail(request: UserRequest, slug: str) -> HttpResponse:
    """One programme, week by week."""
    program = get_object_or_404(open_programs(request.user).prefetch_related("sources"), slug=slug)
    context = {
        "program": program,
        "weeks": program_weeks(program, Library(rows_of(program))),
        "client": chosen_client(request),
    }
    return render(request, "programs/detail.html", context)


@require_http_methods(["GET", "POST"])
@trainers_only
def assign(request: UserRequest, slug: str) -> HttpResponse:
    """Give a programme to a client; the dates and what is to be settled are shown before it is done."""
    program = get_object_or_404(open_programs(request.user), slug=slug)
    form = AssignForm(
        request.POST if request.method == "POST" else None,
        program=program,
        by=request.user,
        client=chosen_client(request),
    )
    if form.is_valid() and "preview" not in request.POST:
        given = attempt(form, actions.assign, program=program, by=request.user, **form.cleaned_data)
        if given:
            messages.success(request, f"{program.name} is assigned.")
            return redirect("programs:client_program", given.client_id)
    context = {"program": program, "form": form, **previewed(program, form, request.user)}
    if context["preview"]:
        request.clients_seen = [context["preview"].client.pk]
    template = page_or_part(request, "programs/assign.html", "assign-preview")
    refused = form.errors and "preview" not in request.POST
    return render(request, template, context, status=422 if refused else 200)


def attempt[T](form: Form, act: Callable[..., T], **arguments: Any) -> T | None:
    """What the action answers, or None with its refusal written into the form."""
    try:
        return act(**arguments)
    except ValidationError as error:
        add_errors(form, error)
        return None


def previewed(program: Program, form: AssignForm, by: User) -> dict[str, Any]:
    """The calendar and the client's part of the preview, as far as the form is filled in."""
    values = form.cleaned_data if form.is_bound else form.initial
    client, starts_on, weekdays = values.get("client"), values.get("starts_on"), values.get("weekdays")
    return {
        "dates": dates_of(program, starts_on, weekdays) if starts_on and weekdays else None,
        "preview": for_this_client(program, client, by) if client else None,
    }


@require_safe
@trainers_only
def client_program(request: UserRequest, client_pk: int) -> HttpResponse:
    """What the client was given, what is to be settled first, and how far it is."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    return shown(request, client)


def shown(request: UserRequest, client: Client, refused: OfAssignmentForm | None = None) -> HttpResponse:
    """The programme page, or the part of it that a decision changes; a refused form keeps what was typed."""
    plan = plan_of(client, request.user)
    unplaced = refused
    for number, question in enumerate(plan.asked):
        question.form = KeepForm(client=client, by=request.user)
        if isinstance(refused, KeepForm) and refused.key == question.strip.key and question.can_keep:
            question.form, unplaced = refused, refused if refused.non_field_errors() else None
            refused.fields["reason"].widget.attrs["autofocus"] = True
        question.form.auto_id = f"question-{number}-%s"
    visible = plan.found.health_visible
    context = {
        "client": client,
        "open_injuries": open_injuries(client, visible=visible),
        "plan": plan,
        "cues": client.cues.select_related("exercise", "by"),
        "refused": unplaced,
        "choose_url": reverse("programs:list", query={"client": client.pk}),
    }
    template = page_or_part(request, "programs/client_program.html", "program-plan")
    return render(request, template, context, status=422 if refused else 200)


def decided(request: UserRequest, client: Client, said: str) -> HttpResponse:
    """The page as it is now: in place for htmx, else by going back to it."""
    messages.success(request, said)
    return shown(request, client) if request.htmx else redirect("programs:client_program", client.pk)


def decide(
    request: UserRequest,
    client_pk: int,
    kind: type[OfAssignmentForm],
    act: Callable[..., Any],
    said: Callable[[Any, Exercise], str],
) -> HttpResponse:
    """Settle something about an exercise of a running assignment, or say why not and keep what was typed."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    form = kind(request.POST, client=client, by=request.user)
    if form.is_valid() and (done := attempt(form, act, by=request.user, **form.cleaned_data)):
        return decided(request, client, said(done, form.cleaned_data["exercise"]))
    return shown(request, client, refused=form)


@require_POST
@trainers_only
def swap(request: UserRequest, client_pk: int) -> HttpResponse:
    """Put an exercise that fits in another's place, in the workouts not begun, of one week or of all."""
    return decide(request, client_pk, SwapForm, actions.swap, swapped_words)


@require_POST
@trainers_only
def swap_back(request: UserRequest, client_pk: int) -> HttpResponse:
    """Undo a swap in the workouts not begun."""
    return decide(request, client_pk, SwapBackForm, actions.swap_back, swapped_words)


def swapped_words(done: actions.Swapped, exercise: Exercise) -> str:
    words = f"{done.to.name} takes the place of {exercise.name} in {in_workouts(done.workouts)}."
    return (
        f"{words} In {done.left} more its dose would not fit; those stay as they are." if done.left else words
    )


def in_workouts(count: int) -> str:
    return "1 workout" if count == 1 else f"{count} workouts"


@require_POST
@trainers_only
def ease(request: UserRequest, client_pk: int) -> HttpResponse:
    """Bring an exercise down to the effort and speed allowed now."""

    def said(rows: list[WorkoutExercise], exercise: Exercise) -> str:
        return f"{exercise.name} is within its limits in {in_workouts(len(rows))}."

    return decide(request, client_pk, PlacedForm, actions.ease, said)


@require_POST
@trainers_only
def leave_out(request: UserRequest, client_pk: int) -> HttpResponse:
    """Take an exercise out of the workouts not begun, of one week or of all."""

    def said(count: int, exercise: Exercise) -> str:
        return f"{exercise.name} is out of {in_workouts(count)}."

    return decide(request, client_pk, PlacedForm, actions.leave_out, said)


@require_POST
@trainers_only
def put_back(request: UserRequest, client_pk: int) -> HttpResponse:
    """Undo what an earlier stage took away of an exercise."""

    def said(count: int, exercise: Exercise) -> str:
        return f"{exercise.name} is back in {in_workouts(count)}."

    return decide(request, client_pk, OfAssignmentForm, actions.put_back, said)


@require_POST
@trainers_only
def keep(request: UserRequest, client_pk: int) -> HttpResponse:
    """Keep an exercise that the guard questions, with the reason."""

    def said(_: GuardOverride, exercise: Exercise) -> str:
        return f"{exercise.name} stays. Your reason is kept with it."

    return decide(request, client_pk, KeepForm, actions.keep, said)


@require_POST
@trainers_only
def unkeep(request: UserRequest, client_pk: int, override_pk: int) -> HttpResponse:
    """Take back a decision to keep."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    override = get_object_or_404(client.guard_overrides.all(), pk=override_pk)
    actions.unkeep(override=override, by=request.user)
    messages.success(request, "Taken back. It is a question again.")
    return redirect("programs:client_program", client.pk)


@require_POST
@trainers_only
def end(request: UserRequest, client_pk: int, assignment_pk: int) -> HttpResponse:
    """Stop an assignment; what was logged stays."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    assignment = get_object_or_404(client.assignments.all(), pk=assignment_pk)
    actions.end(assignment=assignment, by=request.user)
    messages.success(request, f"{assignment.program_name} has ended. What was logged is kept.")
    return redirect("programs:client_program", client.pk)
