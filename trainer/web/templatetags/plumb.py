"""What every template may load: icons, badges, notes, and numbers and dates as people read them."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.forms import BoundField, Select
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from trainer.accounts.models import User
from trainer.web import navigation
from trainer.web.units import KILOGRAMS_PER_POUND

register = template.Library()

NOT_KNOWN = "not known"
MINUS = "\N{MINUS SIGN}"
NOTE_ICONS = {"info": "info", "ok": "check", "warn": "alert", "stop": "stop"}

type Numeric = Decimal | float | int


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A picture from the sprite, hidden from screen readers: the words stand beside it."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        extra,
        static("icons.svg"),
        name,
    )


@register.inclusion_tag("components/leg_badge.html")
def leg(side: str) -> dict[str, Any]:
    """L, R or both, for the sides `left`, `right`, `both` and `each`."""
    sides = ["left", "right"] if side in {"both", "each"} else [side]
    return {"sides": sides, "words": "both legs" if len(sides) == 2 else f"{side} leg"}


@register.inclusion_tag("components/pips.html")
def pips(step: int, steps: int) -> dict[str, Any]:
    """Four short bars, two of them filled, for stage 2 of 4."""
    return {"bars": [number <= step for number in range(1, steps + 1)], "step": step, "steps": steps}


@register.inclusion_tag("components/crumbs.html")
def crumbs(*labels_and_urls: str) -> dict[str, Any]:
    """The way here, as label, url, label, url."""
    return {"crumbs": list(zip(labels_and_urls[::2], labels_and_urls[1::2], strict=True))}


@register.simple_block_tag
def note(content: SafeString, tone: str = "info", title: str = "") -> SafeString:
    """A boxed remark; the tones are `info`, `ok`, `warn` (check this) and `stop` (stop and refer)."""
    values = {"content": content, "tone": tone, "title": title, "icon_name": NOTE_ICONS[tone]}
    return render_to_string("components/note.html", values)


@register.simple_block_tag
def page_head(content: SafeString, title: str, text: str = "") -> SafeString:
    """The page's one h1, a line under it, and what can be done here."""
    return render_to_string("components/page_head.html", {"title": title, "text": text, "actions": content})


@register.simple_tag(takes_context=True)
def desk_places(context: template.Context) -> list[navigation.Place]:
    return navigation.desk_places(context["request"])


@register.simple_tag(takes_context=True)
def public_places(context: template.Context) -> list[navigation.Place]:
    return navigation.public_places(context["request"])


def rounded(value: Numeric, decimals: int) -> Decimal:
    """Half goes up, as on paper; a zero that was rounded down from below has no sign."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return abs(exact) if exact == 0 else exact


def with_minus(text: str) -> str:
    return text.replace("-", MINUS)


@register.filter
def number(value: Numeric | None, decimals: int | None = None) -> str:
    """As typed without needless zeros, or with so many decimals; with a real minus sign."""
    if value is None:
        return NOT_KNOWN
    if decimals is None:
        text = f"{Decimal(str(value)).normalize():f}"
        return with_minus("0" if text == "-0" else text)
    return with_minus(f"{rounded(value, decimals):f}")


@register.filter
def signed(value: Numeric | None, decimals: int = 1) -> str:
    """A difference, with plus or minus."""
    if value is None:
        return NOT_KNOWN
    exact = rounded(value, decimals)
    return with_minus(f"{exact:+f}") if exact else f"{exact:f}"


@register.filter
def ratio(value: Numeric | None) -> str:
    """Hamstring to quadriceps with two decimals."""
    return number(value, 2)


@register.filter
def percent(value: Numeric | None, decimals: int = 1) -> str:
    """A value that is in percent already."""
    return NOT_KNOWN if value is None else f"{number(value, decimals)}%"


@register.filter
def load(kilograms: Numeric | None, user: User) -> str:
    """Kilograms in the unit this reader chose."""
    if kilograms is None:
        return NOT_KNOWN
    if user.load_unit == User.LoadUnit.LB:
        return f"{number(rounded(Decimal(str(kilograms)) / KILOGRAMS_PER_POUND, 1))} lb"
    return f"{number(kilograms)} kg"


@register.filter
def day(value: dt.date | None) -> str:
    """Fri 20 Nov; with the year when it is not this year's."""
    if value is None:
        return NOT_KNOWN
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value).date()
    this_year = value.year == timezone.localdate().year
    return date_format(value, "D j M" if this_year else "D j M Y")


@register.filter
def widget_attr(field: BoundField, name: str) -> str:
    """How the form asks this field to look: `data-as` or `data-unit` of its widget."""
    return str(field.field.widget.attrs.get(name, ""))


@register.filter
def optional(field: BoundField) -> bool:
    """Worth saying only beside a required field, and not of a list, which has a choice for "none" in it."""
    is_list = isinstance(field.field.widget, Select)
    return not field.field.required and not is_list and any(f.required for f in field.form.fields.values())


@register.filter
def first_input(field: BoundField) -> str:
    """The id a link in the error summary leads to; a group of choices has none of its own."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
