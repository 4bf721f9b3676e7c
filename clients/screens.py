"""Where a client's screening stands, as pages and other apps read it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Max

from clients import screening
from clients.consents import health_visible
from clients.models import Client, Injury, RiskScreen, Side
from clients.screening_file import Question


@dataclass(frozen=True)
class Standing:
    """The screening being filled in, the last one handed in, and why it is asked again."""

    client: Client
    running: RiskScreen | None
    last: RiskScreen | None
    why_again: str

    @property
    def due(self) -> bool:
        return self.running is not None or self.last is None or bool(self.why_again)

    @property
    def questions(self) -> list[Question]:
        known = self.client.birth_date is not None
        return screening.asked(values_of(self.running), birth_date_known=known)

    @property
    def left(self) -> list[Question]:
        """What is not answered yet of the running screening; "rather not say" is an answer."""
        values = values_of(self.running)
        return [question for question in self.questions if question.code not in values]

    @property
    def answered(self) -> int:
        return len(self.questions) - len(self.left)

    @property
    def again_on(self) -> dt.date | None:
        return screening.due_on(finished_on(self.last)) if self.last else None


def values_of(screen: RiskScreen | None) -> dict[str, Any]:
    """The bare answers by question, as the rules read them."""
    return {code: row["value"] for code, row in screen.answers.items()} if screen else {}


def finished_on(screen: RiskScreen) -> dt.date:
    """The day it was handed in, where the client is."""
    moment = screen.finished_at or screen.started_at
    return moment.astimezone(ZoneInfo(screen.client.time_zone)).date()


def standing_of(client: Client) -> Standing:
    # The open one, of which there is one at most, comes before the last that was handed in.
    newest_first = client.screens.order_by(F("finished_at").desc(nulls_first=True), "-pk")
    newest = list(newest_first.select_related("client", "by")[:2])
    running = next((screen for screen in newest if screen.finished_at is None), None)
    last = next((screen for screen in newest if screen.finished_at is not None), None)
    why = ""
    if last is not None:
        closed_on = client.injuries.aggregate(day=Max("resolved_on"))["day"]
        why = screening.again(
            version=last.questions_version,
            finished_on=finished_on(last),
            today=client.today(),
            injury_closed_on=closed_on,
        )
    return Standing(client, running, last, why)


def due_of(client: Client) -> Standing | None:
    """The screening to offer on the client's own day: none where it is not due, or health is not shared."""
    if not health_visible(client):
        return None
    standing = standing_of(client)
    return standing if standing.due else None


@dataclass(frozen=True)
class Planned:
    """A thing to plan for on the trainer's page: what it is, what is on file, what was noted."""

    found: screening.Found
    on_file: Injury | None
    note: dict[str, str] | None

    @property
    def planned_on(self) -> dt.date | None:
        return dt.date.fromisoformat(self.note["on"]) if self.note else None


def plan_of(screen: RiskScreen) -> list[Planned]:
    """The things of one screening, each with the injury on file that it is about."""
    values, client = values_of(screen), screen.client
    found = screening.things(values, screening.age_on(finished_on(screen), client.birth_date))
    injuries = list(client.injuries.all())
    return [
        Planned(
            found=one,
            on_file=on_file(one, values, injuries),
            note=screen.planned.get(one.thing.code),
        )
        for one in found
    ]


def on_file(found: screening.Found, values: dict[str, Any], injuries: list[Injury]) -> Injury | None:
    """The injury of that place and leg; without a leg in the answers, of that place."""
    side = values.get(found.thing.side)
    return next(
        (
            injury
            for injury in injuries
            if injury.structure in found.thing.action.structures
            and (side not in {Side.LEFT, Side.RIGHT} or injury.side == side)
        ),
        None,
    )


def told_of_injury(client: Client, thing: str) -> dict[str, str]:
    """What a new injury's form begins with, from the last screening; recorded is what the trainer saves."""
    if thing not in {one.code for one in screening.THINGS if one.action.structures}:
        return {}
    last = standing_of(client).last
    values = values_of(last)
    found = next((one for one in screening.things(values, None) if one.thing.code == thing), None)
    if last is None or found is None:
        return {}
    told = {"words": ", ".join(found.said)}
    side = values.get(found.thing.side)
    if side in {Side.LEFT, Side.RIGHT}:
        told["where"] = f"{found.thing.action.structures[0]}:{side}"
    when = values.get("hamstring_when") or ""
    if found.thing.side == "hamstring_side" and "-" in when:
        told["onset_on"] = f"{when}-01"
    return told
