"""What happened to an injury over time, as its charts and the tables under them take it."""

import datetime as dt
from collections.abc import Iterable

from clients.health import OpenInjury, stage_title
from clients.models import Injury, InjuryEvent
from trainer.balance.charts.episode import Limit, Pain, Stay, Story
from trainer.balance.charts.facts import Event
from trainer.balance.charts.lanes import Case
from trainer.session_logs.models import PainReport

NOT_ASSESSED = "Not assessed"


def story_of(found: OpenInjury, today: dt.date) -> Story:
    """One injury with its stages, gates and pain; one query, beside those that `found` has made."""
    injury = found.injury
    return Story(
        began_on=injury.onset_on,
        today=today,
        over_on=injury.resolved_on,
        stays=tuple(stays_of(injury)),
        pains=tuple(pains_of(injury)),
        limit=limit_of(found),
        gates=tuple(Event(row.met_on, row.gate) for row in injury.gates_met.all()),
    )


def stays_of(injury: Injury) -> list[Stay]:
    """The stages in the order of their days; without a stage it was not assessed, over it is at none."""
    turns = [(injury.onset_on, NOT_ASSESSED)]
    title = NOT_ASSESSED
    for event in sorted(injury.events.all(), key=lambda event: (event.on, event.at)):
        if event.kind == InjuryEvent.Kind.RESOLVED:
            turns.append((event.on, ""))
        elif event.to_stage or event.kind == InjuryEvent.Kind.REOPENED:
            title = stage_title(injury, event.to_stage) or title
            turns.append((event.on, title))
        elif event.kind == InjuryEvent.Kind.ASSESSED and title == NOT_ASSESSED:
            title = "Assessed"
            turns.append((event.on, title))
    ends: list[dt.date | None] = [day for day, _ in turns[1:]]
    spans = zip(turns, [*ends, None], strict=True)
    # Two turns of one day leave nothing between them to draw.
    return [Stay(title, day, end) for (day, title), end in spans if title and day != end]


def pains_of(injury: Injury) -> list[Pain]:
    """The highest number of each workout, in the order of the days; the mornings after are not workouts."""
    highest: dict[object, Pain] = {}
    rows = PainReport.objects.filter(injury=injury).exclude(moment=PainReport.Moment.NEXT_DAY)
    for session, day, value in rows.order_by("reported_on").values_list("session_id", "reported_on", "value"):
        if session not in highest or value > highest[session].value:
            highest[session] = Pain(day, value)
    return list(highest.values())


def limit_of(found: OpenInjury) -> Limit | None:
    """The limit that holds today, since the day from which it does, and whose it is."""
    injury, rule = found.injury, found.rule
    if injury.resolved_on or rule is None or rule.pain_max is None or not found.step:
        return None
    if "pain_max" in rule.by_clinician and injury.limits_on:
        return Limit(rule.pain_max, injury.limits_on, f"set by {injury.limits_by}")
    rung = next(rung for rung in found.ladder() if rung.state == "now")
    return Limit(rule.pain_max, rung.since or injury.onset_on, "of this stage")


def cases_of(injuries: Iterable[Injury]) -> list[Case]:
    return [
        Case(
            key=injury.pk,
            side=injury.side,
            label=injury.label[0].upper() + injury.label[1:],
            starts_on=injury.onset_on,
            ends_on=injury.resolved_on,
            again_of=injury.recurrence_of_id,
        )
        for injury in injuries
    ]
