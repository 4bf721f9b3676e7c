"""The editor's page as every view of it answers: whole, or the part that htmx swaps."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django_htmx.http import replace_url

from exercises.models import Exercise, MuscleShare
from trainer.editorial.forms import LineForm, PublishForm, SettleForm
from trainer.editorial.lines import by_cue
from trainer.editorial.reading import Desk, Seen, asked_drafts, desk_of, own_draft
from trainer.editorial.usage import usage_by_program, usage_of
from trainer.web.pages import page_or_part
from trainer.web.types import UserRequest

CHANGES = "changes"
NEW = "new"


def exercise_of(slug: str) -> Exercise:
    """An exercise of the library; what trainers keep for themselves is not the editors' business."""
    shares = Prefetch("shares", MuscleShare.objects.select_related("muscle"))
    return get_object_or_404(Exercise.objects.of_everyone().prefetch_related(shares), slug=slug)


def seen_in(form: Form) -> Seen:
    return Seen(**{name: form.cleaned_data[name] for name in ("draft", "version", "base")})


def shown(
    request: UserRequest,
    exercise: Exercise,
    *,
    line: LineForm | None = None,
    publishing: PublishForm | None = None,
    settling: SettleForm | None = None,
    late: bool = False,
    focus: str = "",
    status: int = 200,
) -> HttpResponse:
    """The editor as it is now, with whatever form was refused; `late`: something else was saved meanwhile."""
    desk = desk_of(exercise, own_draft(exercise, request.user))
    line = line or asked_for(request, desk)
    if desk.conflicts and settling is None:
        settling = SettleForm(conflicts=desk.conflicts)
    cue = editing(line)
    only_changes = request.GET.get("show") == CHANGES
    context = {
        **desk_context(desk),
        "only_changes": only_changes,
        "rows": [row for row in desk.rows if not only_changes or row in desk.changes or row.cue == cue],
        "line_form": line,
        "editing": cue,
        "placed": cue in [row.cue for row in desk.rows],
        "standing": by_cue(desk.lines).get(cue) if late else None,
        "publish_form": publishing or publish_form(desk),
        "settle_form": settling,
        "waiting": asked_drafts(request.user).filter(exercise=exercise),
        "late": late,
        "focus": focus,
    }
    template = page_or_part(request, "editorial/editor.html", "cue-editor")
    return replace_url(render(request, template, context, status=status), here(request, exercise))


def desk_context(desk: Desk) -> dict[str, Any]:
    """What the editor and the page for a second look both show."""
    return {
        "exercise": desk.exercise,
        "desk": desk,
        "rows": desk.rows,
        "usage": usage_of(desk.exercise),
        "programs": usage_by_program(desk.exercise),
        "versions": desk.exercise.cue_versions.select_related("drafted_by", "published_by", "source"),
    }


def asked_for(request: UserRequest, desk: Desk) -> LineForm | None:
    """The form for the cue named in `?edit=`, or for a new one."""
    wanted = request.GET.get("edit", "") if request.method != "POST" else ""
    if wanted == NEW:
        return LineForm(initial={"kind": "do"})
    found = next((line for line in desk.lines if str(line.cue) == wanted), None)
    return LineForm(line=found) if found else None


def editing(form: LineForm | None) -> int:
    """The number of the cue whose form is open; 0 for a new one or none."""
    cue = str(form["cue"].value() or "") if form else ""
    return int(cue) if cue.removeprefix("-").isdecimal() else 0


def publish_form(desk: Desk) -> PublishForm:
    draft = desk.draft
    return PublishForm(initial={"reason": draft.reason, "source": draft.source_id} if draft else {})


def here(request: UserRequest, exercise: Exercise) -> str:
    show = CHANGES if request.GET.get("show") == CHANGES else None
    edit = request.GET.get("edit") if request.method != "POST" else None
    query = {name: value for name, value in (("show", show), ("edit", edit)) if value}
    return reverse("editorial:editor", args=[exercise.slug], query=query or None)


def done(request: UserRequest, exercise: Exercise, said: str, focus: str = "") -> HttpResponse:
    """The page as it is now: in place for htmx, else by going back to it; the focus tells what was done."""
    if not (request.htmx and focus):
        messages.success(request, said)
    if request.htmx:
        return shown(request, exercise, focus=focus)
    return redirect(here(request, exercise))
