"""When a test comes round again, and when an open injury makes it wait.

The weeks and needs are Plumb's own working values: `retests.toml`, and `retest` in `protocols.toml`.
"""

import datetime as dt
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from clients.rules import InjuryFacts, Rule
from clients.stages import rule_for
from clients.wording import STRETCH_WORDS
from trainer.balance.numbers import day_words, with_unit
from trainer.balance.protocols import HAMSTRINGS, OWN, QUADRICEPS, Protocol
from trainer.balance.ratios import ReadingFacts

# After a year without it, a test is asked for only where no other has taken its place.
LAPSES_AFTER = dt.timedelta(days=365)
# Places of an injury of the thigh, and the muscle that a test reads there.
MUSCLES = {"hamstring": HAMSTRINGS, "hamstring_sit_bone": HAMSTRINGS, "quadriceps": QUADRICEPS}


@dataclass(frozen=True)
class OwnDay:
    """A trainer's own day for the next test of one protocol; None: not asked for any more."""

    protocol: str
    due_on: dt.date | None
    set_on: dt.date
    reason: str = ""


@dataclass(frozen=True)
class Wait:
    """Why a test waits, and the open injury behind it."""

    sentence: str
    injury_id: int
    injury: str


@dataclass(frozen=True)
class NextTest:
    """The next test of one protocol, done as last time, and why no test may be done yet.

    `usual_on` is the day without a trainer's own word, None where the test is not asked for any more.
    """

    how: Protocol
    speeds: tuple[int, ...]
    angle_deg: int | None
    device: str
    tested_on: dt.date
    last: str
    usual_on: dt.date | None
    usual_because: str
    wait: Wait | None = None
    own_day: OwnDay | None = None

    @property
    def due_on(self) -> dt.date | None:
        """None where it is not asked for."""
        return self.own_day.due_on if self.own_day else self.usual_on

    @property
    def because(self) -> str:
        """Where the day comes from, as the end of a sentence."""
        if self.own_day:
            return "your own day" if self.own_day.due_on else "you said it is not needed"
        return self.usual_because

    @property
    def waits(self) -> str:
        return self.wait.sentence if self.wait else ""

    @property
    def protocol(self) -> str:
        return self.how.code

    @property
    def title(self) -> str:
        return self.how.title

    @property
    def method(self) -> str:
        """The same method as last time, in words."""
        parts = [self.title]
        if self.speeds:
            parts.append(f"{listed([str(speed) for speed in self.speeds])}°/s")
        if self.angle_deg is not None:
            parts.append(f"knee at {self.angle_deg}°")
        return ", ".join(filter(None, [*parts, self.device]))

    def is_due(self, today: dt.date) -> bool:
        """Asked for, allowed, and its day has come."""
        return self.due_on is not None and not self.waits and self.due_on <= today

    def when(self, today: dt.date) -> str:
        return "" if self.due_on is None else days_from(self.due_on, today)


def listed(words: Sequence[str]) -> str:
    """60, 120 and 240."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def days_from(day: dt.date, today: dt.date) -> str:
    """In 17 days, tomorrow, today, yesterday, 12 days ago."""
    days = (day - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get(days) or (f"in {days} days" if days > 0 else f"{-days} days ago")


def next_tests(
    readings: Iterable[ReadingFacts],
    own_days: Iterable[OwnDay],
    injuries: Sequence[InjuryFacts],
    today: dt.date,
) -> list[NextTest]:
    """One for each protocol of one client that was tested, the earliest day first, those not asked for last.

    `injuries` are the open ones that may be shown; of the readings the newest day of each protocol is enough.
    """
    by_protocol: dict[str, list[ReadingFacts]] = defaultdict(list)
    for reading in readings:
        by_protocol[reading.how.code].append(reading)
    days = {own.protocol: own for own in own_days}
    rules = [(injury, rule_for(injury, today)) for injury in injuries]
    newest = max((reading.tested_on for found in by_protocol.values() for reading in found), default=today)
    tests = [_next_test(found, days.get(code), rules, newest, today) for code, found in by_protocol.items()]
    return sorted(tests, key=lambda test: (test.due_on is None, test.due_on or today, test.protocol))


def _next_test(
    readings: Sequence[ReadingFacts],
    own_day: OwnDay | None,
    rules: Sequence[tuple[InjuryFacts, Rule | None]],
    newest: dt.date,
    today: dt.date,
) -> NextTest:
    tested_on = max(reading.tested_on for reading in readings)
    last = sorted(
        (reading for reading in readings if reading.tested_on == tested_on),
        key=lambda reading: (reading.speed_deg_s or 0, reading.test_id),
    )
    how = last[0].how
    if own_day and own_day.due_on and tested_on >= min(own_day.due_on, own_day.set_on + dt.timedelta(days=1)):
        # It was for a test that has been done since.
        own_day = None
    usual_on: dt.date | None
    wait = wait_of(how, rules)
    # An injury that keeps a test off does not bring it forward.
    usual_on, because = usual_day(how, tested_on, [] if wait else rules)
    if today - tested_on > LAPSES_AFTER and newest > tested_on:
        usual_on = None
        because = "the last one was over a year ago, and another test has been done since"
    return NextTest(
        how=how,
        speeds=tuple(dict.fromkeys(reading.speed_deg_s for reading in last if reading.speed_deg_s)),
        angle_deg=last[0].angle_deg,
        device=last[0].device,
        tested_on=tested_on,
        last=_last_words(last),
        usual_on=usual_on,
        usual_because=because,
        wait=wait,
        own_day=own_day,
    )


def usual_day(
    how: Protocol, tested_on: dt.date, rules: Iterable[tuple[InjuryFacts, Rule | None]]
) -> tuple[dt.date, str]:
    """The day by the protocol, or sooner while an injury of the thigh is open; and where it comes from."""
    weeks, label = how.retest_weeks, ""
    for injury, rule in rules:
        stage_weeks = _data()["weeks"].get(rule.id, weeks) if rule else weeks
        if injury.structure in MUSCLES and stage_weeks < weeks:
            weeks, label = stage_weeks, injury.label
    sooner = f", sooner because of the {label}" if label else ""
    return tested_on + dt.timedelta(weeks=weeks), f"{weeks} weeks after the last test{sooner}"


def wait_of(how: Protocol, rules: Iterable[tuple[InjuryFacts, Rule | None]]) -> Wait | None:
    """Why no test of this kind may be done now; None where it may."""
    needs = _data()["needs"].get(how.code) or _data()["needs"][OWN]
    for injury, rule in rules:
        if sentence := _forbids(needs, injury, rule):
            return Wait(sentence, injury.id, injury.label)
    return None


def _forbids(needs: dict[str, Any], injury: InjuryFacts, rule: Rule | None) -> str:
    label = injury.label
    if injury.red_flags:
        return f"A warning sign is open with the {label}: no test until a clinician's word is recorded."
    if rule is None:
        return f"No rule is written for the {label}: ask the clinician before this test."
    if not injury.assessed and rule.demand_max == 0:
        return f"No clinician has seen the {label} yet: no test until then."
    stage = f"{label[0].upper()}{label[1:]}, {rule.title.lower()}"
    demand: int = needs.get("demand", 0)
    if rule.demand_max < demand:
        allowed = f"a hamstring demand of {rule.demand_max} of 5 is allowed"
        return f"{stage}: {allowed}, and this test asks for {demand}."
    stretch: Collection[str] = needs.get("stretch", ())
    if stretch and rule.stretch not in stretch:
        return f"{stage}: {STRETCH_WORDS[rule.stretch]}, and this test goes further."
    return ""


def _last_words(last: Sequence[ReadingFacts]) -> str:
    """The numbers of the muscle that leads, at the slowest speed: left 118 Nm, right 96 Nm."""
    first = last[0]
    values = {
        reading.side: reading
        for reading in last
        if reading.muscle_group == first.how.leading and reading.speed_deg_s == first.speed_deg_s
    }
    names = {"left": "left ", "right": "right ", "both": ""}
    told = [
        f"{name}{'held back' if values[side].held_back else with_unit(values[side].value, values[side].unit)}"
        for side, name in names.items()
        if side in values
    ]
    return f"{day_words(first.tested_on)}: {', '.join(told)}" if told else day_words(first.tested_on)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("retests.toml").read_text("utf-8"))
