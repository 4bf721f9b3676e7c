from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from clients.models import Client
from trainer.programs import findings
from trainer.programs.actions import ahead
from trainer.programs.guard import verdict
from trainer.programs.numbers import NumbersForm, change_numbers
from trainer.programs.profiles import prescription_of
from trainer.programs.views import attempt, in_workouts
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest


@require_http_methods(["GET", "POST"])
@trainers_only
def numbers(request: UserRequest, client_pk: int, line_pk: int) -> HttpResponse:
    """Sets, repetitions, load, effort, tempo and rest of one line, here or in every workout ahead."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    lines = client.prescriptions.filter(workout__assignment__ended_on=None)
    row = get_object_or_404(lines.select_related("exercise", "workout__assignment__client"), pk=line_pk)
    same = ahead(row.workout.assignment, row.exercise)
    if not same.filter(pk=row.pk).exists():
        messages.info(request, f"This {row.exercise.name} is not ahead any more.")
        return redirect("programs:client_program", client.pk)
    workouts = same.values("workout").distinct().count()
    posted = request.POST if request.method == "POST" else None
    form = NumbersForm(posted, row=row, workouts=workouts, reader=request.user)
    if form.is_valid():
        chosen = {"row": row, "wanted": form.changes()}
        everywhere = bool(form.cleaned_data.get("everywhere"))
        if done := attempt(form, change_numbers, everywhere=everywhere, by=request.user, **chosen):
            messages.success(request, f"{row.exercise.name} is changed in {in_workouts(done)}.")
            return redirect("programs:client_program", client.pk)
    situation = findings.situations([client])[client.pk]
    found = verdict(prescription_of(row), *situation.known)
    context = {"client": client, "row": row, "form": form, "found": found, "situation": situation}
    return render(request, "programs/numbers.html", context, status=422 if form.errors else 200)
