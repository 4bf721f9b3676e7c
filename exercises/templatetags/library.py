"""Drawings and words of the library, for any page that names an exercise."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from exercises import figures
from exercises.catalogue import shipped
from exercises.models import Exercise
from exercises.pictures import figure_url, is_drawn
from exercises.presentation import equipment_words, set_words

register = template.Library()
register.filter("equipment_words", equipment_words)
register.filter("set_words", set_words)
register.filter("is_drawn", is_drawn)


@register.simple_tag(takes_context=True)
def figure(
    context: template.Context, exercise: Exercise, pose: str, thumb: bool = False, theme: str = ""
) -> SafeString:
    """The drawing as an image, or nothing where none is drawn; a small one stands beside the name: no alt."""
    if not is_drawn(exercise):
        return SafeString("")
    theme = theme or getattr(context.get("user"), "theme", "")
    source = figure_url(exercise, pose, thumb=thumb, theme=theme)
    if thumb:
        return format_html('<img src="{}" alt="" width="56" height="56" loading="lazy">', source)
    width, height = figures.size(pose)
    alt = figures.alt(exercise.slug, pose)
    loading = (
        "eager" if pose in figures.POSES else "lazy"
    )  # the rest stands lower down, or waits to be asked for
    image = '<img src="{}" alt="{}" width="{}" height="{}" loading="{}">'
    return format_html(image, source, alt, width, height, loading)


@register.simple_tag(takes_context=True)
def fault_figure(context: template.Context, exercise: Exercise, name: str) -> SafeString:
    """The drawing of the fault of this name, or nothing where words have to do."""
    pose = figures.fault_pose(exercise.slug, name)
    return figure(context, exercise, pose) if pose else SafeString("")


@register.simple_tag
def cite(*keys: str) -> SafeString:
    """Where a claim comes from, by short name; each leads to its line on the page of references."""
    page = reverse("exercises:references")
    sources = [shipped().sources[key] for key in keys]
    links = [
        (page, source.key, source.short, ", from memory" if source.from_memory else "") for source in sources
    ]
    names = format_html_join("; ", '<a href="{}#{}">{}</a>{}', links)
    return format_html('<cite class="cited">({})</cite>', names)
