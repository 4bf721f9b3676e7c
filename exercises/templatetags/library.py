"""Drawings and words of the library, for any page that names an exercise."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from exercises import figures
from exercises.models import Exercise
from exercises.pictures import figure_url, is_drawn
from exercises.presentation import equipment_words, set_words

register = template.Library()
register.filter("equipment_words", equipment_words)
register.filter("set_words", set_words)


@register.simple_tag(takes_context=True)
def figure(context: template.Context, exercise: Exercise, pose: str, thumb: bool = False) -> SafeString:
    """The drawing as an image, or nothing where none is drawn; a small one stands beside the name: no alt."""
    if not is_drawn(exercise):
        return SafeString("")
    theme = getattr(context.get("user"), "theme", "")
    source = figure_url(exercise, pose, thumb=thumb, theme=theme)
    if thumb:
        return format_html('<img src="{}" alt="" width="56" height="56" loading="lazy">', source)
    width, height = figures.SIZE
    alt = figures.alt(exercise.slug, pose)
    loading = "lazy" if pose == figures.MOVE else "eager"  # the movement waits until somebody asks for it
    image = '<img src="{}" alt="{}" width="{}" height="{}" loading="{}">'
    return format_html(image, source, alt, width, height, loading)
