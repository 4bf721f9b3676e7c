from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from exercises.catalogue import shipped
from exercises.models import Exercise, Muscle, Source
from exercises.muscle_pages import (
    counted_groups,
    findings_about,
    shown_words,
    thigh_of_muscle,
    thigh_with,
    trained_by,
)
from exercises.pictures import thigh_behind, thigh_front
from exercises.presentation import by_note

# The three references of the article that the library grew from.
REFERENCES = {"al-attar-2016": "nordic", "daneshjoo-2013": "knee", "wing-bishop-2020": "risks"}
SHOWN = {"bends": "lying-leg-curl", "pushes": "romanian-deadlift", "straightens": "leg-extension"}


@login_not_required
@require_safe
def anatomy(request: HttpRequest) -> HttpResponse:
    """What the thigh is made of, what each part does, and where its exercises are."""
    context = {"drawings": [thigh_behind(), thigh_front()], "groups": counted_groups(request.user)}
    return render(request, "exercises/anatomy.html", context)


@login_not_required
@require_safe
def muscle(request: HttpRequest, muscle: str) -> HttpResponse:
    """One muscle group, or one part of it, with what trains it."""
    row = get_object_or_404(Muscle.objects.select_related("group").prefetch_related("heads"), slug=muscle)
    context = {
        "muscle": row,
        "entry": shipped().muscles.get(muscle),
        "thigh": thigh_of_muscle(muscle),
        "shown": shown_words(row),
        "findings": findings_about(muscle),
        "trained": [] if row.group else trained_by(row, request.user),
    }
    return render(request, "exercises/anatomy_muscle.html", context)


@login_not_required
@require_safe
def anatomy_show(request: HttpRequest) -> HttpResponse:
    """The same for a client at the trainer's screen: large, one idea at a time, nothing to press."""
    exercises = Exercise.objects.filter(slug__in=SHOWN.values()).prefetch_related("shares__muscle")
    rows = {row.slug: row for row in exercises}
    context = {
        "whole": thigh_behind(uid="whole"),
        "outer": thigh_with({"bflh", "bfsh"}, "outer"),
        "inner": thigh_with({"st", "sm"}, "inner"),
        "front": thigh_front(uid="front"),
        "glutes": thigh_with((), "glutes"),
        "exercises": {name: rows.get(slug) for name, slug in SHOWN.items()},
    }
    return render(request, "exercises/anatomy_show.html", context)


@login_not_required
@require_safe
def article(request: HttpRequest, page: str) -> HttpResponse:
    """One of the short pages to read, each claim with its source beside it."""
    return render(request, f"exercises/learn_{page}.html", {"tab": page})


@login_not_required
@require_safe
def references(request: HttpRequest) -> HttpResponse:
    """What the article's three references found, and all else that is cited, by how far it was read."""
    rows = {source.key: source for source in Source.objects.all()}
    context = {
        "article": {name: rows.pop(key, None) for key, name in REFERENCES.items()},
        "cited": by_note(rows.values()),
    }
    return render(request, "exercises/learn_references.html", context)
