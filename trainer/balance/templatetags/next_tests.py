"""The day of a client's next strength test, set into pages that show other days of hers."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template

from clients.models import Client
from trainer.balance import retests
from trainer.balance.retests import Planned
from trainer.balance.volume import monday_of
from trainer.programs.plan import ClientPlan, Week

register = template.Library()

# Plumb's own choice: before that, a day of the future is only noise beside today's workout.
SOON = dt.timedelta(days=14)


@dataclass(frozen=True)
class Laid:
    """The tests asked for: `placed` with the weeks of a plan that their days fall into, and all others."""

    placed: list[tuple[Week, Planned]]
    others: list[Planned]


@register.simple_tag
def lay_tests(client: Client, plan: ClientPlan) -> Laid:
    """For her trainer, read once for all weeks; a test that is overdue is laid into the week of today."""
    weeks = [week for _, weeks, _ in plan.running for week in weeks]
    laid = Laid([], [])
    for one in retests.of_client(client, health=plan.found.health_visible):
        if one.test.due_on:
            week = None if one.test.wait else _week_of(max(one.test.due_on, one.today), weeks)
            if week:
                laid.placed.append((week, one))
            else:
                laid.others.append(one)
    return laid


@register.inclusion_tag("balance/week_tests.html")
def week_tests(laid: Laid, week: Week) -> dict[str, Any]:
    return {"found": [one for of_week, one in laid.placed if of_week is week]}


def _week_of(day: dt.date, weeks: Iterable[Week]) -> Week | None:
    """The week whose calendar week holds the day; of two programmes that of the first."""
    monday = monday_of(day)
    return next((week for week in weeks if week.dates and monday_of(week.dates[0]) == monday), None)


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
