"""The day of a client's next strength test, set into pages that show other days of hers."""

import datetime as dt
from typing import Any

from django import template

from clients.models import Client
from trainer.balance import retests

register = template.Library()

# Plumb's own choice: before that, a day of the future is only noise beside today's workout.
SOON = dt.timedelta(days=14)


@register.inclusion_tag("balance/next_tests.html")
def next_tests(client: Client, health: bool | None = None) -> dict[str, Any]:
    """For her trainer, every kind that is asked for; `health` spares the question after her consent."""
    found = retests.of_client(client, health=health)
    return {"client": client, "found": [one for one in found if one.test.due_on]}


@register.inclusion_tag("balance/own_next_test.html")
def own_next_test(client: Client, soon: bool = False) -> dict[str, Any]:
    """For the client herself, the first that may be done; with `soon` only when it is near or due."""
    asked = [one for one in retests.of_client(client, health=True) if one.test.due_on]
    first = min(asked, key=lambda one: (one.test.wait is not None, one.day), default=None)
    if first and soon and (first.test.wait or first.day > first.today + SOON):
        first = None
    if first and not client.team().exists():
        # Nobody is there to do it with her.
        first = None
    return {"one": first}
