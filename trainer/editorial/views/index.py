"""The admins' list of what waits, what was changed, and whose cues there are."""

from django.db.models import Max, Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url

from exercises.models import CueVersion, Exercise, MuscleShare
from exercises.search import matching
from trainer.editorial.reading import asked_drafts, drafts
from trainer.web.pages import admins_only, page_or_part
from trainer.web.types import UserRequest

NEWEST = 8


@require_safe
@admins_only
def index(request: UserRequest) -> HttpResponse:
    """Drafts that wait, one's own drafts, what was published last, and every exercise."""
    shares = Prefetch("shares", MuscleShare.objects.select_related("muscle"))
    exercises = Exercise.objects.of_everyone().in_use().prefetch_related(shares)
    every = list(exercises.annotate(version=Max("cue_versions__number")).order_by("name", "pk"))
    search = request.GET.get("q", "").strip()[:80]
    changed = CueVersion.objects.filter(number__gt=1, exercise__owner=None).order_by("-published_at", "-pk")
    context = {
        "waiting": asked_drafts(request.user),
        "own": drafts().filter(author=request.user, exercise__owner=None),
        "changed": changed.select_related("exercise", "published_by", "drafted_by")[:NEWEST],
        "found": matching(every, {"q": search}),
        "total": len(every),
        "search": search,
    }
    response = render(request, page_or_part(request, "editorial/index.html", "cue-results"), context)
    return replace_url(response, reverse("editorial:index", query={"q": search} if search else None))
