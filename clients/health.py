"""What the file says about a client's health, as pages and other apps read it."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from clients.consents import health_visible
from clients.models import Client, GateMet, Injury, InjuryEvent
from clients.rules import RedFlag, Rule
from clients.stages import RED_FLAGS, family_of, rule_for, rules, stages_of
from clients.wording import OWNER_WORDS, SOON_WORDS, URGENCY_WORDS, limit_words

CLINICIANS = ("clinician", "surgeon", "specialist")
SOON = tuple(SOON_WORDS)
AFTER_SUDDEN_PAIN = (
    "Stop for today and do not stretch it. See a doctor or physiotherapist before you train it again."
)


@dataclass(frozen=True)
class Rung:
    """One stage on the ladder of an injury; `state` is done, now or empty, as the page marks it."""

    rule: Rule
    number: int
    state: str
    since: dt.date | None
    met: tuple[GateMet, ...] = ()

    @property
    def owner_words(self) -> str:
        return OWNER_WORDS[self.rule.owner]


@dataclass(frozen=True)
class Gate:
    """One gate of the next stage, and the row that says when it was met."""

    words: str
    met: GateMet | None


@dataclass(frozen=True)
class Times:
    """How often the same injury has come: which time this is, and the first day of the first."""

    number: int
    first_on: dt.date

    @property
    def words(self) -> str:
        """Second and third in letters, from there in figures."""
        return {2: "second time", 3: "third time"}.get(self.number, f"{self.number}th time")


@dataclass(frozen=True)
class OpenInjury:
    """An injury with the rule it stands under today; step and steps are None where it has no stages.

    `before` is the earlier injury of its place that is open beside it.
    """

    injury: Injury
    rule: Rule | None
    stages: tuple[Rule, ...]
    step: int | None
    times: Times | None = None
    before: Injury | None = None

    @property
    def label(self) -> str:
        return self.injury.label

    @property
    def steps(self) -> int | None:
        return len(self.stages) if self.step else None

    @property
    def tone(self) -> str:
        """How loud the chip is: stop and refer, limits training now, or neither."""
        if self.injury.red_flags:
            return "stop"
        quiet = self.rule is not None and self.rule.owner == "trainer" and self.rule.demand_max == 5
        return "" if quiet else "warn"

    @property
    def owner_words(self) -> str:
        return OWNER_WORDS[self.rule.owner] if self.rule else ""

    @property
    def next_stage(self) -> Rule | None:
        return self.stages[self.step] if self.step and self.step < len(self.stages) else None

    @property
    def gates(self) -> list[Gate]:
        """The checklist of the next stage; reads the gates that the injury has met."""
        if self.next_stage is None:
            return []
        met = {row.gate: row for row in self.injury.gates_met.all() if row.stage == self.next_stage.stage}
        return [Gate(gate, met.get(gate)) for gate in self.next_stage.gates]

    @property
    def gates_left(self) -> int:
        return sum(gate.met is None for gate in self.gates)

    @property
    def run_beyond(self) -> int | None:
        """The speed of the run that opens the next stage, per cent, where it is above this stage's limit."""
        run = self.next_stage.entry_run if self.next_stage else None
        return run if run and self.rule and run > self.rule.sprint_max else None

    @property
    def flags(self) -> list[RedFlag]:
        return [flag for flag in RED_FLAGS if flag.code in self.injury.red_flags]

    @property
    def warnings(self) -> list[tuple[RedFlag, str]]:
        """Each open warning sign with how soon it is to be seen."""
        return [(flag, URGENCY_WORDS[flag.urgency]) for flag in self.flags]

    @property
    def clinicians_limits(self) -> list[str]:
        return limit_words(self.injury.limits, self.injury.pain_max)

    def ladder(self) -> list[Rung]:
        """Every stage of the kind, with the day the injury last came to it; reads its events and gates."""
        days = {event.to_stage: event.on for event in self.injury.events.all() if event.to_stage}
        rungs = []
        for number, rule in enumerate(self.stages, start=1):
            state = "" if not self.step or number > self.step else "now" if number == self.step else "done"
            since = days.get(rule.stage) if state else None
            met = tuple(row for row in self.injury.gates_met.all() if state and row.stage == rule.stage)
            rungs.append(Rung(rule, number, state, since, met))
        return rungs


def times_of(rows: Iterable[Injury]) -> dict[int, Times]:
    """For each injury that came back, by its key; `rows` are all injuries of the client."""
    by_key = {row.pk: row for row in rows}
    found = {}
    for row in by_key.values():
        chain = [row]
        while (earlier := by_key.get(chain[-1].recurrence_of_id or 0)) and earlier not in chain:
            chain.append(earlier)
        if len(chain) > 1:
            found[row.pk] = Times(len(chain), chain[-1].onset_on)
    return found


def came_before(
    client: Client, structure: str, side: str, onset_on: dt.date, *, over: bool = False
) -> Injury | None:
    """The injury of the same place that one of this day may be again: one still open, else the latest.

    `over` leaves out those still open: what is over already did not follow them.
    """
    here = client.injuries.filter(structure=structure, side=side)
    open_here = None if over else here.open().first()
    return open_here or here.filter(resolved_on__lte=onset_on, onset_on__lt=onset_on).first()


def earlier_ones(injury: Injury, rows: Iterable[Injury]) -> list[Injury]:
    """Those of its place that began before it, the latest first; of one that is over only those over too."""
    begun = (injury.onset_on, injury.pk)
    return [
        row
        for row in rows
        if (row.structure, row.side) == (injury.structure, injury.side)
        and (row.onset_on, row.pk) < begun
        and not (injury.resolved_on and row.resolved_on is None)
    ]


def open_before(injury: Injury, rows: Iterable[Injury]) -> Injury | None:
    """The earlier injury of its place that is open beside it, so that somebody has to say what it is."""
    if injury.resolved_on:
        return None
    return next(iter(earlier_ones(injury, [row for row in rows if row.resolved_on is None])), None)


def read_injury(
    injury: Injury, today: dt.date, times: Times | None = None, before: Injury | None = None
) -> OpenInjury:
    facts = injury.facts()
    rule = rule_for(facts, today)
    family = family_of(facts)
    stages = stages_of(family) if family and injury.stage and injury.resolved_on is None else ()
    step = next((number for number, row in enumerate(stages, start=1) if row.stage == injury.stage), None)
    return OpenInjury(injury, rule, stages, step, times, before)


def open_injuries(client: Client, *, visible: bool | None = None) -> list[OpenInjury]:
    """What limits the client now, for a trainer's page: nothing where health data is hidden."""
    if visible is None:
        visible = health_visible(client)
    if not visible:
        return []
    today = client.today()
    return [read_injury(injury, today) for injury in client.injuries.open()]


def conditions_of(client: Client, *, visible: bool | None = None) -> dict[str, bool]:
    """The answers to the health questions by tag; a tag that is missing was not answered."""
    if visible is None:
        visible = health_visible(client)
    return dict(client.conditions.values_list("tag", "present")) if visible else {}


@dataclass(frozen=True)
class Advice:
    """What to do about one warning sign, or without any, and how soon, to the person who has it."""

    soon: str
    sentence: str
    question: str = ""


def by_urgency(codes: Collection[str]) -> list[RedFlag]:
    return sorted(
        (flag for flag in RED_FLAGS if flag.code in codes), key=lambda flag: SOON.index(flag.urgency)
    )


def what_to_do(codes: Collection[str]) -> list[Advice]:
    """The most urgent first; without a warning sign what holds for any sudden pain."""
    flags = by_urgency(codes)
    return [Advice(SOON_WORDS[flag.urgency], flag.sentence, flag.asks) for flag in flags] or [
        Advice("Stop for today", AFTER_SUDDEN_PAIN)
    ]


def asks_clinician(rule: Rule) -> bool:
    """Whether a clinician's word opens this stage: the stage is theirs, or one of its gates names them."""
    gates = " ".join(rule.gates).lower()
    return rule.owner == "clinician" or any(word in gates for word in CLINICIANS)


def needs_clinician(stages: tuple[Rule, ...], step: int, to_step: int) -> bool:
    """Whether going up from one step to another takes a clinician's word; steps count from 1."""
    passed = stages[step:to_step]
    return to_step > step and (
        stages[step - 1].owner == "clinician" or any(asks_clinician(rule) for rule in passed)
    )


def closing_needs_clinician(found: OpenInjury) -> bool:
    """Whether calling it over would skip a clinician's word: closing is going past the last stage.

    An operated injury and a cruciate ligament are over only by a clinician's word, at whatever stage.
    """
    if found.injury.operated_on or found.injury.structure == Injury.Structure.ACL:
        return True
    if found.step:
        return needs_clinician(found.stages, found.step, len(found.stages) + 1)
    return not found.injury.assessed and (found.rule is None or found.rule.owner == "clinician")


def gates_between(stages: tuple[Rule, ...], step: int, to_step: int) -> list[str]:
    """The gates of every stage passed on the way up, in order and each once."""
    return list(dict.fromkeys(gate for rule in stages[step:to_step] for gate in rule.gates))


def stage_title(injury: Injury, code: str) -> str:
    """A stage by its title; one that the injury's kind no longer has is looked for in every kind."""
    family = family_of(injury.facts())
    known = (*stages_of(family or ""), *rules())
    return next((rule.title for rule in known if rule.stage == code), "") if code else ""


def timeline(client: Client, injury: Injury | None = None) -> list[tuple[InjuryEvent, str]]:
    """The latest changes first, of one injury or the last twenty of all, each with the stage it led to."""
    events = client.injury_events.select_related("injury", "by").order_by("-at", "-pk")
    chosen = events.filter(injury=injury) if injury else events[:20]
    return [(event, stage_title(event.injury, event.to_stage)) for event in chosen]
