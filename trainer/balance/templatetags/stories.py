"""The pictures of injuries over time, set into the pages of the clients' own floor."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import template

from clients.health import OpenInjury
from clients.models import Injury
from trainer.balance import charts
from trainer.balance.stories import cases_of, story_of

register = template.Library()
SIZES = (charts.WIDE, charts.COMPACT)


@register.inclusion_tag("balance/episode.html")
def episode(found: OpenInjury, today: dt.date) -> dict[str, Any]:
    """One injury: stages, highest pain of each workout, the limit and the gates met."""
    story = story_of(found, today)
    return {"story": story, "label": found.label, "drawings": [charts.episode(story, size) for size in SIZES]}


@register.inclusion_tag("balance/lanes.html")
def injury_lanes(injuries: Sequence[Injury], today: dt.date) -> dict[str, Any]:
    """All injuries of one client, left above right."""
    cases = cases_of(injuries)
    return {"cases": cases, "drawings": [charts.lanes(cases, today, size) for size in SIZES]}
