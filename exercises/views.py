from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.csp import CSP
from django.utils.http import quote_etag
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url

from exercises import figures
from exercises.figures.palette import THEMES
from exercises.forms import LibraryFilter
from exercises.models import Exercise, Muscle, MuscleShare, Source, Step
from exercises.pictures import is_drawn, muscles_of, thigh_behind, thigh_front, thigh_of
from exercises.presentation import by_note, page_of
from exercises.search import equipment_of, matching
from trainer.web.pages import page_or_part

SHARES = Prefetch("shares", MuscleShare.objects.select_related("muscle"))
STEPS = Prefetch("steps", Step.objects.select_related("to").prefetch_related("to__shares__muscle"))
ANATOMY_SOURCES = ("anatomy-overview", "grays-anatomy", "issa-2023")
A_YEAR = "public, max-age=31536000, immutable"
# A picture may carry its own style and nothing else, also where somebody opens it by itself.
PICTURE_CSP = {"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE]}


@login_not_required
@require_safe
def exercise_list(request: HttpRequest) -> HttpResponse:
    """The library, narrowed by what the address asks for."""
    exercises = list(in_use_with_shares())
    form = LibraryFilter(request.GET, equipment=equipment_of(exercises))
    wanted = form.wanted()
    found = matching(exercises, wanted)
    context = {"form": form, "found": found, "total": len(exercises), "wanted": wanted}
    response = render(request, page_or_part(request, "exercises/list.html", "exercise-results"), context)
    return replace_url(response, reverse("exercises:list", query=wanted or None))


@login_not_required
@require_safe
def exercise_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One exercise; an archived one stays readable, because histories name it."""
    rows = Exercise.objects.prefetch_related(SHARES, STEPS, "cues", "sources")
    exercise = get_object_or_404(rows, slug=slug)
    context = {
        "exercise": exercise,
        "page": page_of(exercise),
        "thigh": thigh_of(exercise),
        "drawn": is_drawn(exercise),
        "pattern_url": reverse("exercises:list", query={"pattern": exercise.pattern}),
    }
    return render(request, "exercises/detail.html", context)


@csp_override(PICTURE_CSP)
@login_not_required
@require_safe
def figure(request: HttpRequest, slug: str) -> HttpResponse:
    """The drawing of a position or the movement; kept for good under the address that names its content."""
    exercise = get_object_or_404(Exercise.objects.prefetch_related(SHARES), slug=slug)
    pose = request.GET.get("pose", "end")
    theme = request.GET.get("theme") or "auto"
    thumb = request.GET.get("thumb") == "1"
    poses = figures.POSES if thumb else figures.DRAWINGS
    if pose not in poses or theme not in THEMES or not is_drawn(exercise):
        raise Http404
    muscles = muscles_of(exercise)
    version = figures.content_hash(slug, muscles)
    etag = quote_etag(f"{version}-{pose}-{theme}-{thumb:d}")
    response = get_conditional_response(request, etag=etag)
    if response is None:
        drawn = figures.svg(slug, pose, thumb=thumb, muscles=muscles, theme=theme)
        response = HttpResponse(drawn, content_type="image/svg+xml")
    response["ETag"] = etag
    response["Cache-Control"] = A_YEAR if request.GET.get("v") == version else "public, no-cache"
    return response


@login_not_required
@require_safe
def anatomy(request: HttpRequest) -> HttpResponse:
    """What the back of the thigh is made of, what each part does, and what trains it."""
    groups = Muscle.objects.filter(group=None).prefetch_related("heads")
    exercises = list(in_use_with_shares())
    context = {
        "drawings": [thigh_behind(), thigh_front()],
        "groups": [(group, trained_by(exercises, group.slug)) for group in groups],
        "cited": by_note(Source.objects.filter(key__in=ANATOMY_SOURCES)),
    }
    return render(request, "exercises/anatomy.html", context)


def in_use_with_shares() -> QuerySet[Exercise]:
    return Exercise.objects.in_use().prefetch_related(SHARES)


def trained_by(exercises: list[Exercise], group: str) -> list[Exercise]:
    """Exercises of which a set counts whole for a muscle group."""
    return [
        exercise
        for exercise in exercises
        if any(share.muscle.slug == group and share.share == 1 for share in exercise.shares.all())
    ]
