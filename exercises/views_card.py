from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from exercises.models import Step
from exercises.presentation import page_of, step_names
from exercises.views import open_exercises


@login_not_required
@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """An exercise on one sheet of A5, to print and to take along."""
    exercise = get_object_or_404(open_exercises(request.user), slug=slug)
    steps = [
        (direction.label, " · ".join(names))
        for direction in Step.Direction
        if (names := step_names(exercise, direction))
    ]
    context = {"exercise": exercise, "page": page_of(exercise), "steps": steps}
    return render(request, "exercises/card.html", context)
