"""Where a client's screening stands, as pages and other apps read it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Max

from clients import screening
from clients import screening_fit as fit
from clients.consents import health_visible
from clients.health import OpenInjury, read_injury
from clients.models import Client, Injury, RiskScreen, Side
from clients.rules import Rule
from clients.screening_file import Question, Thing


@dataclass(frozen=True)
class Standing:
    """The screening being filled in, the last one handed in, and why it is asked again."""

    client: Client
    running: RiskScreen | None
    last: RiskScreen | None
    again: screening.Due | None

    @property
    def why_again(self) -> str:
        return self.again.why if self.again else ""

    @property
    def due(self) -> bool:
        return self.running is not None or self.last is None or self.again is not None

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
    return day_of(screen.client, screen.finished_at or screen.started_at)


def day_of(client: Client, moment: dt.datetime) -> dt.date:
    return moment.astimezone(ZoneInfo(client.time_zone)).date()


def newest_of(client: Client) -> tuple[RiskScreen | None, RiskScreen | None]:
    """The one that is open, and the last that was handed in; one query."""
    # The open one, of which there is one at most, comes before the last that was handed in.
    newest_first = client.screens.order_by(F("finished_at").desc(nulls_first=True), "-pk")
    newest = list(newest_first.select_related("client", "by")[:2])
    running = next((screen for screen in newest if screen.finished_at is None), None)
    return running, next((screen for screen in newest if screen.finished_at is not None), None)


def standing_of(client: Client) -> Standing:
    running, last = newest_of(client)
    due = None
    if last is not None:
        closed_on = client.injuries.aggregate(day=Max("resolved_on"))["day"]
        due = screening.again(
            version=last.questions_version,
            finished_on=finished_on(last),
            today=client.today(),
            injury_closed_on=closed_on,
        )
    return Standing(client, running, last, due)


def due_of(client: Client) -> Standing | None:
    """The screening to offer on the client's own day: none where it is not due, or health is not shared."""
    if not health_visible(client):
        return None
    standing = standing_of(client)
    return standing if standing.due else None


def due_from(client: Client, row: list[Any] | None, closed_on: dt.date | None) -> screening.Due | None:
    """Why a client is asked, told without a query of its own, so that a list can tell it of many.

    row: end, beginning and version of the last screening handed in, else of the open one, else None.
    """
    if row is None:
        return screening.Due("they were never asked", day_of(client, client.created_at))
    finished_at, started_at, version = row
    if finished_at is None:
        return screening.Due("they were begun and not handed in", day_of(client, started_at))
    finished, today = day_of(client, finished_at), client.today()
    return screening.again(version=version, finished_on=finished, today=today, injury_closed_on=closed_on)


def low(title: str) -> str:
    """A stage's title within a sentence."""
    return title[0].lower() + title[1:]


@dataclass(frozen=True)
class Wait:
    """An open injury whose stage allows less than the plan of a thing takes, and what ends the waiting.

    `allows` is empty where no rule is written for the injury.
    """

    found: OpenInjury
    allows: list[str]
    until: str

    @property
    def stage(self) -> str:
        return low(self.found.rule.title) if self.found.rule else ""


@dataclass(frozen=True)
class Planned:
    """A thing to plan for on the trainer's page: what it is, what is on file, what waits, what was noted."""

    found: screening.Found
    on_file: list[Injury]
    missing: bool
    waits: list[Wait]
    note: dict[str, str] | None

    @property
    def planned_on(self) -> dt.date | None:
        return dt.date.fromisoformat(self.note["on"]) if self.note else None

    @property
    def informs(self) -> bool:
        """Whether it is only to be known: nothing is planned for it."""
        return self.found.thing.action.kind == "none"

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to plan for it, or to put it on file."""
        settled = self.note or self.waits or self.informs
        return not settled and (self.missing or not self.on_file)


def plan_of(screen: RiskScreen, injuries: list[Injury]) -> list[Planned]:
    """The things of one screening beside the client's injuries as they stand today."""
    values, asked_on = values_of(screen), finished_on(screen)
    found = screening.things(values, screening.age_on(asked_on, screen.client.birth_date))
    today = screen.client.today()
    opened = [read_injury(injury, today) for injury in injuries if injury.resolved_on is None]
    return [planned_of(one, screen, injuries, opened) for one in found]


def doctor_first(client: Client) -> screening.Found | None:
    """What a doctor is asked before the start, while no doctor's word is written down; else None."""
    last = newest_of(client)[1] if health_visible(client) else None
    if last is None:
        return None
    found = screening.things(values_of(last), None)
    return next((one for one in found if one.thing.client and one.thing.code not in last.planned), None)


def planned_of(
    found: screening.Found, screen: RiskScreen, injuries: list[Injury], opened: list[OpenInjury]
) -> Planned:
    values, thing = values_of(screen), found.thing
    on_file = [row for row in injuries if fit.tells_of(thing, values, row.facts(), finished_on(screen))]
    told = bool(thing.action.structures)
    return Planned(
        found=found,
        on_file=on_file,
        missing=told and fit.not_on_file(thing, values, [row.facts() for row in on_file]),
        waits=[wait for one in opened if (wait := wait_for(thing, one))],
        note=screen.planned.get(thing.code),
    )


def wait_for(thing: Thing, found: OpenInjury) -> Wait | None:
    """What the injury's stage allows in place of this thing's plan, and until when; None: nothing waits."""
    if not thing.asks:
        return None
    if found.rule is None:
        return Wait(found, [], "")
    too_little = fit.in_the_way(thing, found.rule)
    return Wait(found, too_little, ends_of_waiting(thing, found, found.rule)) if too_little else None


def ends_of_waiting(thing: Thing, found: OpenInjury, rule: Rule) -> str:
    if found.injury.red_flags:
        return "a clinician’s word on the warning sign is recorded"
    if not found.injury.assessed:
        return "a clinician’s verdict is recorded"
    if {fit.FIELDS.get(name) for name in thing.asks or ()} & set(rule.by_clinician):
        return "the clinician changes these limits"
    later = fit.opens_at(thing, found.stages[found.step :] if found.step else ())
    if later:
        return low(later.title)
    return "it is over" if rule.owner == "trainer" else "a clinician allows more"


def clashes_of(screen: RiskScreen, injuries: list[Injury]) -> list[tuple[fit.Clash, Injury]]:
    """Where the answers and the injuries on file contradict each other."""
    by_key = {injury.pk: injury for injury in injuries}
    facts = [injury.facts() for injury in injuries]
    found = fit.clashes(values_of(screen), facts, finished_on(screen))
    return [(clash, by_key[clash.injury]) for clash in found]


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
    when = values.get(found.thing.month) or ""
    if "-" in when:
        told["onset_on"] = f"{when}-01"
    return told
