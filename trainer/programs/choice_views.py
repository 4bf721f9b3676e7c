from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django_htmx.http import replace_url

from clients.models import Client
from exercises.forms import LibraryFilter
from exercises.search import equipment_of, matching, muscle_groups_of
from trainer.programs import actions
from trainer.programs.choices import Candidate, Choosing, choosing, exercises_of
from trainer.programs.forms import InsteadForm
from trainer.programs.views import attempt, swapped_words
from trainer.web.pages import page_or_part, trainers_only
from trainer.web.types import UserRequest


@require_http_methods(["GET", "POST"])
@trainers_only
def instead(request: UserRequest, client_pk: int, assignment_pk: int, exercise_slug: str) -> HttpResponse:
    """Choose any exercise in another's place; each says how it fits this client before it is chosen."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    assignment = get_object_or_404(client.assignments.running(), pk=assignment_pk)
    exercise = get_object_or_404(exercises_of(assignment), slug=exercise_slug)
    found = choosing(assignment, exercise, request.user)
    if not found.rows:
        messages.info(request, f"{exercise.name} is in no workout that is not begun.")
        return redirect("programs:client_program", client.pk)
    posted = request.POST if request.method == "POST" else None
    form = InsteadForm(posted, places=found.places, by=request.user)
    if form.is_valid():
        chosen = {"assignment": assignment, "exercise": exercise, "settle_later": True, **form.cleaned_data}
        if done := attempt(form, actions.swap, by=request.user, **chosen):
            messages.success(request, swapped_words(done, exercise))
            return redirect("programs:client_program", client.pk)
    here = reverse("programs:instead", args=[client.pk, assignment.pk, exercise.slug])
    narrowed, wanted, fitting = narrow(request, found)
    context = {
        "client": client,
        "assignment": assignment,
        "choosing": found,
        "found": fitting,
        "narrowed": narrowed,
        "wanted": wanted,
        "form": form,
        "here": here,
    }
    template = page_or_part(request, "programs/instead.html", "choices-found")
    response = render(request, template, context, status=422 if form.errors else 200)
    return replace_url(response, f"{here}?{urlencode(wanted)}" if wanted else here)


def narrow(request: UserRequest, found: Choosing) -> tuple[LibraryFilter, dict[str, str], list[Candidate]]:
    """The library page's own filter over the choices, in their order."""
    exercises = [candidate.exercise for candidate in found.candidates]
    form = LibraryFilter(
        request.GET,
        equipment=equipment_of(exercises),
        muscles=muscle_groups_of(exercises),
        has_own=any(exercise.owner_id for exercise in exercises),
    )
    wanted = form.wanted()
    fitting = {exercise.pk for exercise in matching(exercises, wanted)}
    return form, wanted, [candidate for candidate in found.candidates if candidate.exercise.pk in fitting]
