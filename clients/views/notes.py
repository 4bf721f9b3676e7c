"""Private notes: the trainers of a client read and write them, and the client never receives one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from clients import actions
from clients.forms.notes import NoteForm
from clients.health import open_injuries
from clients.models import Client, TrainerNote
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest

PAGE_SIZE = 30


def note_of(request: UserRequest, client_pk: int, note_pk: int) -> TrainerNote:
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    return get_object_or_404(client.trainer_notes.select_related("client", "by"), pk=note_pk)


@sensitive_post_parameters("text")
@require_http_methods(["GET", "POST"])
@trainers_only
def notes(request: UserRequest, client_pk: int) -> HttpResponse:
    """Every note, the newest first, and a field for the next one."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.write_note(client=client, by=request.user, text=form.cleaned_data["text"])
        messages.success(request, "The note is kept.")
        return redirect("clients:notes", client.pk)
    written = client.trainer_notes.select_related("by")
    page = Paginator(written, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"client": client, "form": form, "page": page, "open_injuries": open_injuries(client)}
    return render(request, "clients/notes.html", context, status=422 if form.is_bound else 200)


@sensitive_post_parameters("text")
@require_http_methods(["GET", "POST"])
@trainers_only
def note(request: UserRequest, client_pk: int, note_pk: int) -> HttpResponse:
    """Change one note; when another trainer was quicker, both texts stand on the page."""
    found = note_of(request, client_pk, note_pk)
    initial = {"text": found.text, "version": found.version}
    form = NoteForm(request.POST if request.method == "POST" else None, initial=initial)
    status, stale = 422 if form.is_bound else 200, False
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_note(note=found, by=request.user, text=form.cleaned_data["text"], version=version)
        except actions.StaleNote:
            found, form, status, stale = *newer(request, client_pk, note_pk), 409, True
        else:
            messages.success(request, "The note is changed.")
            return redirect("clients:notes", client_pk)
    context = {"client": found.client, "note": found, "form": form, "stale": stale}
    return render(request, "clients/note.html", context, status=status)


def newer(request: UserRequest, client_pk: int, note_pk: int) -> tuple[TrainerNote, NoteForm]:
    """What was typed, now on top of the note as it stands."""
    found = note_of(request, client_pk, note_pk)
    data: Any = request.POST.copy()
    data["version"] = str(found.version)
    return found, NoteForm(data)


@require_POST
@trainers_only
def note_delete(request: UserRequest, client_pk: int, note_pk: int) -> HttpResponse:
    """Throw a note away, after the page asked once."""
    actions.delete_note(note=note_of(request, client_pk, note_pk), by=request.user)
    messages.success(request, "The note is deleted.")
    return redirect("clients:notes", client_pk)
