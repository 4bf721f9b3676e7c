"""From draft to published: by its author with a note, or by a second admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from clients.forms.errors import add_errors
from exercises.models import CueVersion, Exercise
from trainer.editorial import actions
from trainer.editorial.forms import PublishForm, ReviewForm
from trainer.editorial.models import CueDraft
from trainer.editorial.pages import desk_context, done, exercise_of, seen_in, shown
from trainer.editorial.reading import asked_drafts, desk_of
from trainer.web.pages import admins_only
from trainer.web.types import UserRequest


@require_POST
@admins_only
def publish(request: UserRequest, slug: str) -> HttpResponse:
    """Publish one's own draft, keep its reason, ask for a second look or take that back."""
    exercise = exercise_of(slug)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return shown(request, exercise, publishing=form, status=422)
    act = {"keep": keep, "ask": ask, "withdraw": withdraw}.get(request.POST.get("act", ""), go_public)
    try:
        said = act(request, exercise, form)
    except actions.Unsettled:
        keep(request, exercise, form)
        return shown(request, exercise, publishing=form, status=409)
    except actions.Stale:
        return shown(request, exercise, publishing=form, late=True, status=409)
    except ValidationError as error:
        add_errors(form, error)
        return shown(request, exercise, publishing=form, status=422)
    return done(request, exercise, said)


def arguments(request: UserRequest, exercise: Exercise, form: Form, *names: str) -> dict[str, Any]:
    words = {name: form.cleaned_data[name] for name in names}
    return {"exercise": exercise, "by": request.user, "seen": seen_in(form), **words}


def keep(request: UserRequest, exercise: Exercise, form: PublishForm) -> str:
    actions.keep_words(**arguments(request, exercise, form, "reason", "source"))
    return "Kept in your draft."


def ask(request: UserRequest, exercise: Exercise, form: PublishForm) -> str:
    actions.ask(**arguments(request, exercise, form, "reason", "source"))
    return "The other admins see your draft now, and one of them can publish it."


def withdraw(request: UserRequest, exercise: Exercise, form: PublishForm) -> str:
    actions.withdraw(**arguments(request, exercise, form))
    return "Nobody else sees your draft any more."


def go_public(request: UserRequest, exercise: Exercise, form: PublishForm) -> str:
    version = actions.publish(**arguments(request, exercise, form, "reason", "source", "note"))
    return published_words(version)


def published_words(version: CueVersion) -> str:
    return f"Version {version.number} is published. Open workouts show it from now on."


@require_http_methods(["GET", "POST"])
@admins_only
def review(request: UserRequest, slug: str, draft: int) -> HttpResponse:
    """Somebody else's draft, for a second look; publishing it is the yes."""
    exercise = exercise_of(slug)
    waiting = asked_drafts(request.user).filter(exercise=exercise)
    row = get_object_or_404(waiting, pk=draft)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    status = accept(request, exercise, row, form) if form.is_bound else 200
    if status == 303:
        return redirect("editorial:editor", slug)
    desk = desk_of(exercise, get_object_or_404(waiting, pk=draft))
    context = {**desk_context(desk), "form": form, "late": status == 409}
    return render(request, "editorial/review.html", context, status=status)


def accept(request: UserRequest, exercise: Exercise, draft: CueDraft, form: ReviewForm) -> int:
    """The status of the answer: 303 published, 422 refused, 409 changed meanwhile."""
    if not form.is_valid():
        return 422
    try:
        version = actions.publish(
            exercise=exercise, by=request.user, seen=seen_in(form), reason=draft.reason, source=draft.source
        )
    except (actions.Stale, actions.Unsettled):
        return 409
    except ValidationError as error:
        add_errors(form, error)
        return 422
    messages.success(request, published_words(version))
    return 303
