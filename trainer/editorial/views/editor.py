"""The editor of one exercise's cues; every press of a button there is kept in the admin's own draft."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from trainer.editorial import actions
from trainer.editorial.forms import BACK, DOWN, OUT, UP, LineForm, SeenForm, SettleForm, StepForm
from trainer.editorial.pages import done, exercise_of, seen_in, shown
from trainer.editorial.reading import desk_of, own_draft
from trainer.web.pages import admins_only
from trainer.web.types import UserRequest

SAID = {UP: "Moved up.", DOWN: "Moved down.", OUT: "Taken out.", BACK: "The published words are back."}


@require_safe
@admins_only
def editor(request: UserRequest, slug: str) -> HttpResponse:
    """Published beside draft, what publishing would change, and for whom."""
    return shown(request, exercise_of(slug))


@require_POST
@admins_only
def line(request: UserRequest, slug: str) -> HttpResponse:
    """Keep the words of one cue, or add one."""
    exercise = exercise_of(slug)
    form = LineForm(request.POST)
    if not form.is_valid():
        return shown(request, exercise, line=form, status=422)
    words = form.line(form.cleaned_data["cue"] or 0)
    try:
        kept = actions.save_line(exercise=exercise, by=request.user, seen=seen_in(form), line=words)
    except actions.Stale:
        return shown(request, exercise, line=form, late=True, status=409)
    cue = words.cue or min(row["cue"] for row in kept.lines)
    return done(request, exercise, "Kept in your draft.", f"edit-{cue}")


@require_POST
@admins_only
def step(request: UserRequest, slug: str) -> HttpResponse:
    """One press of a button beside a cue."""
    exercise = exercise_of(slug)
    form = StepForm(request.POST)
    if not form.is_valid():
        return shown(request, exercise, status=422)
    cue, act = form.cleaned_data["cue"], form.cleaned_data["act"]
    try:
        actions.step(exercise=exercise, by=request.user, seen=seen_in(form), cue=cue, act=act)
    except actions.Stale:
        return shown(request, exercise, late=True, status=409)
    return done(request, exercise, SAID[act], f"{'edit' if act in (OUT, BACK) else act}-{cue}")


@require_POST
@admins_only
def settle(request: UserRequest, slug: str) -> HttpResponse:
    """Choose between two texts of a cue, or write a third."""
    exercise = exercise_of(slug)
    conflicts = desk_of(exercise, own_draft(exercise, request.user)).conflicts
    form = SettleForm(request.POST, conflicts=conflicts)
    if not form.is_valid():
        return shown(request, exercise, settling=form, status=422)
    try:
        actions.settle(exercise=exercise, by=request.user, seen=seen_in(form), settled=form.settled())
    except actions.Stale:
        return shown(request, exercise, settling=form if conflicts else None, late=True, status=409)
    return done(request, exercise, "Settled. Your draft stands on the newest version now.")


@require_POST
@admins_only
def discard(request: UserRequest, slug: str) -> HttpResponse:
    """Throw the draft away."""
    exercise = exercise_of(slug)
    form = SeenForm(request.POST)
    if not form.is_valid():
        return shown(request, exercise, status=422)
    try:
        actions.discard(exercise=exercise, by=request.user, seen=seen_in(form))
    except actions.Stale:
        return shown(request, exercise, late=True, status=409)
    return done(request, exercise, "Your draft is gone. These are the published cues.")
