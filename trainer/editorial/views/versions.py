"""What was published before: each version beside the one before it, and the way back to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from exercises.models import CueVersion
from trainer.editorial import actions, differences
from trainer.editorial.forms import SeenForm
from trainer.editorial.pages import exercise_of, seen_in
from trainer.editorial.reading import desk_of, lines_at, own_draft, published_lines
from trainer.web.pages import admins_only
from trainer.web.types import UserRequest

PUBLISHED = "published"


def version_of(slug: str, number: int) -> CueVersion:
    people = ("exercise", "drafted_by", "published_by", "source")
    versions = exercise_of(slug).cue_versions.select_related(*people)
    return get_object_or_404(versions, number=number)


@require_safe
@admins_only
def version(request: UserRequest, slug: str, number: int) -> HttpResponse:
    """What one version changed; or what has changed since, beside what is published now."""
    found = version_of(slug, number)
    others = {row.number: row for row in found.exercise.cue_versions.all()}
    newest = max(others)
    before = max((other for other in others if other < number), default=0)
    # The first version has nothing before it to be compared with.
    since = request.GET.get("with", PUBLISHED if not before else "") == PUBLISHED and number != newest
    if since:
        old, new = lines_at(found), published_lines(found.exercise)
        labels = (f"Version {number}", f"Published, version {newest}")
    else:
        old, new = lines_at(others[before]) if before else (), lines_at(found)
        labels = (f"Version {before}" if before else "Before", f"Version {number}")
    rows = differences.rows(old, new)
    context = {
        "exercise": found.exercise,
        "version": found,
        "newest": newest,
        "before": before,
        "since": since,
        "labels": labels,
        "rows": rows,
        "summary": differences.summary(rows),
    }
    return render(request, "editorial/version.html", context)


@require_POST
@admins_only
def restore(request: UserRequest, slug: str, number: int) -> HttpResponse:
    """Bring a version back as one's draft; where there is a draft already, ask first."""
    found = version_of(slug, number)
    form = SeenForm(request.POST)
    replaces = seen_in(form) if form.is_valid() else None
    try:
        actions.restore(version=found, by=request.user, replaces=replaces)
    except actions.Stale:
        desk = desk_of(found.exercise, own_draft(found.exercise, request.user))
        context = {"exercise": found.exercise, "version": found, "desk": desk, "rows": desk.changes}
        return render(request, "editorial/restore.html", context, status=409)
    messages.success(request, f"Version {number} is your draft now. Nothing is published yet.")
    return redirect("editorial:editor", slug)
