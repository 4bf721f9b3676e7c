"""The drawing on the form of a new injury."""

from django import template
from django.utils.safestring import SafeString

from exercises.figures import lower_body

register = template.Library()


@register.simple_tag
def body_drawing() -> SafeString:
    """Hips and legs from behind and from the front; a touch ticks the table's own choice."""
    return SafeString(lower_body.drawing())
