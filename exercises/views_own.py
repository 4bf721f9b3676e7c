from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exercises.models import Exercise, Muscle
from exercises.own import archive, bring_back, save_own, set_film
from exercises.own_forms import CueRows, FilmForm, OwnExerciseForm, cue_rows, load_of, shares_of, written
from exercises.views import SHARES, open_exercises, shown
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest


def own_exercise(request: UserRequest, own: str) -> Exercise:
    """One of the trainer's own; anybody else's is not there."""
    rows = Exercise.objects.filter(owner=request.user).prefetch_related(SHARES, "cues")
    return get_object_or_404(rows, slug=own)


@require_http_methods(["GET", "POST"])
@trainers_only
def own_new(request: UserRequest) -> HttpResponse:
    """Write an own exercise, from nothing or from the load and the cues of another."""
    start = None
    if slug := request.GET.get("from"):
        start = get_object_or_404(open_exercises(request.user), slug=slug)
    initial = load_of(start) if start else {}
    return written_page(request, Exercise(tags_known=False), initial, start=start)


@require_http_methods(["GET", "POST"])
@trainers_only
def own_edit(request: UserRequest, own: str) -> HttpResponse:
    """Change an own exercise; plans and workouts not done show the change at once."""
    exercise = own_exercise(request, own)
    film = exercise.videos.filter(trainer=request.user).first()
    return written_page(request, exercise, {**shares_of(exercise), "film": film.url if film else ""})


def written_page(
    request: UserRequest, exercise: Exercise, initial: dict[str, Any], start: Exercise | None = None
) -> HttpResponse:
    """The form and, once it holds, its exercise; what is refused stays as it was typed."""
    posted = request.POST if request.method == "POST" else None
    groups = list(Muscle.objects.filter(group=None))
    source = start or (exercise if exercise.pk else None)
    form = OwnExerciseForm(posted, instance=exercise, initial=initial, by=request.user, groups=groups)
    cues = CueRows(posted, initial=cue_rows(source), prefix="cues")
    name = exercise.name
    if all([form.is_valid(), cues.is_valid()]) and saved(form, written(cues), request):
        messages.success(request, f"{form.instance.name} is saved. Only you and your clients see it.")
        return redirect(form.instance)
    context = {"form": form, "cues": cues, "start": start, "exercise": exercise, "name": name}
    return render(request, "exercises/own_form.html", context, status=422 if posted is not None else 200)


def saved(form: OwnExerciseForm, cues: list[Any], request: UserRequest) -> bool:
    try:
        save_own(
            exercise=form.instance,
            shares=form.shares(),
            cues=cues,
            film=form.cleaned_data["film"],
            by=request.user,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_safe
@trainers_only
def own_archived(request: UserRequest) -> HttpResponse:
    """The trainer's own exercises that are not offered any more."""
    rows = Exercise.objects.filter(owner=request.user).exclude(archived_at=None)
    return render(request, "exercises/own_archived.html", {"exercises": rows})


@require_POST
@trainers_only
def own_archive(request: UserRequest, own: str) -> HttpResponse:
    """Take an own exercise out of the library; plans and histories keep it."""
    exercise = own_exercise(request, own)
    archive(exercise)
    messages.success(request, f"{exercise.name} is archived. Plans that hold it keep it.")
    return redirect("exercises:list")


@require_POST
@trainers_only
def own_restore(request: UserRequest, own: str) -> HttpResponse:
    """Bring an archived one back."""
    exercise = own_exercise(request, own)
    bring_back(exercise)
    messages.success(request, f"{exercise.name} is back in your library.")
    return redirect(exercise)


@require_http_methods(["GET", "POST"])
@trainers_only
def film(request: UserRequest, slug: str) -> HttpResponse:
    """Add, change or remove the trainer's own film of an exercise; opened by itself, the exercise's page."""
    exercise = get_object_or_404(open_exercises(request.user), slug=slug)
    if request.method == "GET":
        return redirect(exercise)
    form = FilmForm(request.POST)
    if "remove" not in request.POST and not form.is_valid():
        return shown(request, exercise, film=form)
    url = "" if "remove" in request.POST else form.cleaned_data["url"]
    set_film(exercise=exercise, url=url, by=request.user)
    messages.success(
        request, "Your clients find the film beside the cues." if url else "The film is removed."
    )
    return redirect(exercise)
