from urllib.parse import urlsplit

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
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
from exercises.models import Exercise, ExerciseQuerySet, Muscle, MuscleShare, Step
from exercises.own_forms import FilmForm
from exercises.own_words import lacking
from exercises.pictures import is_drawn, muscles_of, thigh_of
from exercises.presentation import page_of
from exercises.search import equipment_of, matching, muscle_groups_of, next_tries
from trainer.web.pages import page_or_part

SHARES = Prefetch("shares", MuscleShare.objects.select_related("muscle"))
STEPS = Prefetch("steps", Step.objects.select_related("to").prefetch_related("to__shares__muscle"))
A_YEAR = "public, max-age=31536000, immutable"
# A picture may carry its own style and nothing else, also where somebody opens it by itself.
PICTURE_CSP = {"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE]}


@login_not_required
@require_safe
def exercise_list(request: HttpRequest) -> HttpResponse:
    """The library, narrowed by what the address asks for."""
    exercises = list(Exercise.objects.in_use().open_to(request.user).prefetch_related(SHARES))
    has_own = is_trainer(request)
    muscles = muscle_groups_of(exercises)
    form = LibraryFilter(request.GET, equipment=equipment_of(exercises), muscles=muscles, has_own=has_own)
    wanted = form.wanted()
    found = matching(exercises, wanted)
    context = {
        "form": form,
        "found": found,
        "total": len(exercises),
        "wanted": wanted,
        "tries": [] if found else next_tries(exercises, wanted),
        "has_own": has_own,
    }
    response = render(request, page_or_part(request, "exercises/list.html", "exercise-results"), context)
    return replace_url(response, reverse("exercises:list", query=wanted or None))


@login_not_required
@require_safe
def exercise_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One exercise; an archived one stays readable, because histories name it."""
    return shown(request, get_object_or_404(open_exercises(request.user), slug=slug))


def open_exercises(user: AbstractBaseUser | AnonymousUser) -> ExerciseQuerySet:
    """The library and the reader's own, archived ones too, with everything that a page of one reads."""
    return Exercise.objects.open_to(user).prefetch_related(SHARES, STEPS, "cues", "sources")


def is_trainer(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_trainer", False))


def shown(request: HttpRequest, exercise: Exercise, film: FilmForm | None = None) -> HttpResponse:
    """The page of an exercise; a trainer's has her own film in it, or the address that was refused."""
    context = {
        "exercise": exercise,
        "page": page_of(exercise),
        "thigh": thigh_of(exercise),
        "drawn": is_drawn(exercise),
        "pattern_url": reverse("exercises:list", query={"pattern": exercise.pattern}),
    }
    if exercise.owner_id:
        context["lacking"] = lacking(exercise, Muscle.objects.filter(group=None))
    if is_trainer(request) or request.user.is_staff:
        context["version"] = exercise.cue_versions.filter(number__gt=1).first()
    if is_trainer(request):
        context["video"] = video = exercise.videos.filter(trainer=request.user.pk).first()
        context["film_host"] = urlsplit(video.url).hostname if video else ""
        context["film"] = film or FilmForm(initial={"url": video.url if video else ""})
    return render(request, "exercises/detail.html", context, status=422 if film else 200)


@csp_override(PICTURE_CSP)
@login_not_required
@require_safe
def figure(request: HttpRequest, slug: str) -> HttpResponse:
    """The drawing of a position or the movement; kept for good under the address that names its content."""
    rows = Exercise.objects.open_to(request.user).prefetch_related(SHARES)
    exercise = get_object_or_404(rows, slug=slug)
    pose = request.GET.get("pose", "end")
    theme = request.GET.get("theme") or "auto"
    thumb = request.GET.get("thumb") == "1"
    if pose not in figures.drawings(slug, thumb=thumb) or theme not in THEMES:
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
