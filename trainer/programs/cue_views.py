from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clients.forms.errors import add_errors
from clients.models import Client
from exercises.models import Exercise
from trainer.programs.cue_actions import StaleCue, remove_cue, write_cue
from trainer.programs.cues import exercises_for, mark_of
from trainer.programs.forms import CueForm
from trainer.programs.models import ClientCue
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest


@require_http_methods(["GET", "POST"])
@trainers_only
def cue(request: UserRequest, client_pk: int, exercise_slug: str) -> HttpResponse:
    """What one client is told about one exercise; a save over somebody's newer words is a 409 with both."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    rows = exercises_for(client, request.user).prefetch_related("cues")
    exercise = get_object_or_404(rows, slug=exercise_slug)
    posted = CueForm(request.POST) if request.method == "POST" else None
    status = save(request, client, exercise, posted) if posted else 200
    back = came_from(request, client)
    if status == 303:
        return redirect(back)
    standing = client.cues.filter(exercise=exercise).select_related("by").first()
    context = {
        "client": client,
        "exercise": exercise,
        "standing": standing,
        "stale": status == 409,
        "form": form_over(standing, posted, stale=status == 409),
        "back": back,
    }
    return render(request, "programs/cue.html", context, status=status)


def save(request: UserRequest, client: Client, exercise: Exercise, form: CueForm) -> int:
    """The status of the answer: 303 done, 422 refused, 409 changed meanwhile."""
    removes = "remove" in request.POST
    if not form.is_valid() and not removes:
        return 422
    read = form.cleaned_data.get("read", "")
    try:
        if removes:
            remove_cue(client=client, exercise=exercise, read=read, by=request.user)
        else:
            words = form.cleaned_data["words"]
            write_cue(client=client, exercise=exercise, words=words, read=read, by=request.user)
    except StaleCue:
        return 409
    except ValidationError as error:
        add_errors(form, error)
        return 422
    said = "The cue is removed." if removes else f"{client.first_name} reads it first at {exercise.name}."
    messages.success(request, said)
    return 303


def form_over(standing: ClientCue | None, posted: CueForm | None, *, stale: bool) -> CueForm:
    """The words as they stand, or what was typed; after a stale save, on top of the newer words."""
    read = mark_of(standing)
    if posted is None or (stale and "words" in posted.errors):
        return CueForm(initial={"words": standing.words if standing else "", "read": read})
    return CueForm({"words": posted.data.get("words"), "read": read}) if stale else posted


def came_from(request: UserRequest, client: Client) -> str:
    """The workout that the trainer was at, else the programme page."""
    number = request.GET.get("workout", "")
    workout = client.workouts.filter(pk=number).first() if number.isdecimal() else None
    return workout.get_absolute_url() if workout else reverse("programs:client_program", args=[client.pk])
