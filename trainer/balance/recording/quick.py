"""Test day: one protocol for several clients, one row each, read in a fixed number of queries."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from clients.forms.profile import DayInput
from clients.health import OpenInjury, read_injury
from clients.models import Client, Consent, Injury
from trainer.accounts.models import User
from trainer.balance import own_protocols
from trainer.balance.formulas import NEWTONS
from trainer.balance.models import Reading, StrengthTest
from trainer.balance.numbers import in_unit
from trainer.balance.protocols import BOTH, Protocol, own_number
from trainer.balance.recording.check import SetUpRow
from trainer.balance.recording.entries import TestSettings
from trainer.balance.recording.forms import DAY_WORDS, Place, pain_field, value_field
from trainer.balance.recording.last_time import LastTime, kept_as
from trainer.balance.recording.results import PAIN_TO_STOP_AT
from trainer.balance.recording.set_up import initial_set_up, set_up_fields, units_of
from trainer.balance.recording.slips import KILOGRAMS, legs_swapped, other_unit
from trainer.balance.recording.stops import Stop, pain_limits, stops_of


def clients_of(user: User) -> QuerySet[Client]:
    """Whom this trainer may test: coached, not archived, and agreed that training data is kept."""
    agreed = Consent.objects.filter(purpose=Consent.Purpose.COACHING, withdrawn_at=None).values("client")
    return Client.objects.coached_by(user).active().filter(pk__in=agreed).distinct()


def may_do(how: Protocol, clients: QuerySet[Client], user: User) -> QuerySet[Client]:
    """Of another trainer's own test only those who did it before."""
    if own_number(how.code) is None or own_protocols.find(how.code, user):
        return clients
    return clients.filter(pk__in=StrengthTest.objects.of(how.code).values("client"))


def places_of(how: Protocol) -> list[Place]:
    return [(muscle_group, side) for muscle_group in how.muscle_groups for side in how.sides]


def size_of(unit: str) -> float:
    """What one typed unit is in the unit that is kept."""
    return (NEWTONS | KILOGRAMS).get(unit, 1.0)


@dataclass(frozen=True)
class SetUp:
    """What all rows share: the day, the unit that is typed, and the settings of the test."""

    how: Protocol
    day: dt.date
    unit: str
    settings: TestSettings

    @property
    def same(self) -> dict[str, Any]:
        """The columns by which a test of this group is found again."""
        names = ("device", "speed_deg_s", "angle_deg", "quadriceps_angle_deg", "test_position")
        chosen = {name: self.settings[name] for name in names if name in self.settings}  # type: ignore[literal-required]
        return kept_as(self.how) | {"tested_on": self.day} | chosen

    def unit_of(self, test: StrengthTest | None) -> str:
        """In which unit a row is typed: the group's, but a torque stays a torque and a force a force."""
        kept = next((row for row in test.readings.all()), None) if test else None
        if kept is None or (kept.unit == "Nm") is (self.unit == "Nm"):
            return self.unit
        return kept.typed_unit or kept.unit

    def tests(self) -> QuerySet[StrengthTest]:
        return StrengthTest.objects.filter(**self.same).order_by("-pk")

    def earlier(self) -> QuerySet[StrengthTest]:
        alike = {name: self.same[name] for name in ("speed_deg_s", "angle_deg") if name in self.same}
        tests = StrengthTest.objects.filter(**kept_as(self.how), **alike, tested_on__lt=self.day)
        return tests.order_by("-tested_on", "-pk")


class SetUpForm(forms.Form):
    """What is chosen once for the whole group."""

    tested_on = forms.DateField(label="Day of the test", widget=DayInput, error_messages=DAY_WORDS)

    def __init__(self, data: Any, *, how: Protocol):
        super().__init__(data)
        self.how = how
        self.fields |= set_up_fields(how)

    def set_up(self) -> SetUp:
        """Of a valid form."""
        typed = self.cleaned_data
        names = set_up_fields(self.how).keys() - {"unit"}
        settings: TestSettings = {name: typed[name] for name in names}  # type: ignore[assignment]
        return SetUp(self.how, typed["tested_on"], typed.get("unit") or self.how.unit, settings)

    def rows(self) -> list[SetUpRow]:
        return [SetUpRow(self[name], None) for name in set_up_fields(self.how)]


def set_up_of(how: Protocol, asked: Mapping[str, Any], clients: QuerySet[Client], by: User) -> SetUpForm:
    """As it was sent along in the address, or else as the last test of this kind by anybody in the group."""
    if "tested_on" in asked:
        return SetUpForm(asked, how=how)
    tests = StrengthTest.objects.of(how.code).filter(client__in=clients.values("pk"))
    test = tests.order_by("-tested_on", "-pk").first()
    readings = {(row.muscle_group, row.side): row for row in test.readings.all()} if test else {}
    first = initial_set_up(how, LastTime(test, readings), by) | {"tested_on": timezone.localdate()}
    return SetUpForm({name: "" if value is None else value for name, value in first.items()}, how=how)


class RowForm(forms.Form):
    """One client's boxes; nothing typed is no error, and never a zero."""

    def __init__(
        self, data: Any = None, *, client: Client, set_up: SetUp, pain: bool, initial: dict[str, Any]
    ):
        super().__init__(data, prefix=str(client.pk), initial=initial)
        how = set_up.how
        # The unit that was on the page: the test may have been kept in another one since.
        self.fields["unit"] = forms.ChoiceField(
            choices=[(unit, unit) for unit in units_of(how)], required=False, widget=forms.HiddenInput
        )
        for muscle_group, side in places_of(how):
            whose = "both legs" if side == BOTH else side
            label = f"{client.name}, {whose} {muscle_group}"
            self.fields[f"{muscle_group}-{side}"] = value_field(how, muscle_group, label)
        if pain:
            self.fields["pain"] = pain_field(f"{client.name}, highest pain from 0 to 10")
        for box in self.fields.values():
            box.widget.attrs["aria-describedby"] = f"quick-state-{client.pk}"


@dataclass(frozen=True)
class Box:
    """One leg of one muscle: the field, and what it was last time."""

    muscle_group: str
    side: str
    field: forms.BoundField
    last: str
    stop_at: int | None = None


@dataclass(frozen=True)
class Doubt:
    """What is probably a slip, asked and never refused; `places` are the boxes it is about."""

    title: str
    words: str
    places: frozenset[Place]


@dataclass
class Row:
    """One client on test day, with the test of this day and the one before, where there are any."""

    client: Client
    set_up: SetUp
    form: RowForm
    test: StrengthTest | None
    last: StrengthTest | None
    injuries: list[OpenInjury] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def readings(self) -> list[Reading]:
        return list(self.test.readings.all()) if self.test else []

    @property
    def unit(self) -> str:
        """What the boxes are typed in."""
        return str(self.form["unit"].value() or self.set_up.unit)

    @property
    def other_unit(self) -> str:
        """Where it is not the group's."""
        return self.unit if self.unit != self.set_up.unit else ""

    @property
    def stops(self) -> list[Stop]:
        return stops_of(self.injuries)

    @property
    def limits(self) -> dict[Place, int]:
        """The highest pain to go on with, where an injury sets one."""
        places = set(places_of(self.set_up.how))
        return {
            (muscle_group, side): limit
            for (muscle_group, side), limit in pain_limits(self.injuries).items()
            if places & {(muscle_group, side), (muscle_group, BOTH)}
        }

    @property
    def stop_at(self) -> int:
        """The lowest limit of the row: its pain is the highest, whichever leg it was."""
        return min([PAIN_TO_STOP_AT, *self.limits.values()])

    @property
    def boxes(self) -> list[Box]:
        before, marked = self.before, self.marked
        limits = {} if any(stop.tone == "stop" for stop in self.stops) else self.limits
        return [
            Box(*place, self._field(place, place in marked), self._last(before.get(place)), limits.get(place))
            for place in places_of(self.set_up.how)
        ]

    def _field(self, place: Place, marked: bool) -> forms.BoundField:
        """Marked where its number is held back or doubted."""
        box = self.form["-".join(place)]
        if marked:
            box.field.widget.attrs["aria-invalid"] = "true"
        return box

    @property
    def before(self) -> dict[Place, Reading]:
        """What counted last time."""
        readings = self.last.readings.all() if self.last else []
        return {(row.muscle_group, row.side): row for row in readings if not row.held_back}

    def _last(self, reading: Reading | None) -> str:
        if reading is None or (self.unit == "Nm") is not (reading.unit == "Nm"):
            return ""
        return in_unit(reading.value / size_of(self.unit), self.unit)

    @property
    def marked(self) -> set[Place]:
        held = {(row.muscle_group, row.side) for row in self.readings if row.held_back}
        return held.union(*(doubt.places for doubt in self.doubts))

    @property
    def marked_ids(self) -> str:
        """The boxes that are wrong, held back or doubted, for a page that swaps the state alone."""
        names = {"-".join(place) for place in self.marked} | self.form.errors.keys()
        return " ".join(sorted(self.form[name].id_for_label for name in names))

    @property
    def doubts(self) -> list[Doubt]:
        """Legs that look swapped and numbers that look like another unit's, beside last time."""
        return [doubt for doubt in (_unit(self), _legs(self)) if doubt]

    @property
    def wanted(self) -> int:
        """How many numbers make a whole row: both legs together are asked for only where nothing else is."""
        apart = [side for side in self.set_up.how.sides if side != BOTH]
        return len(self.set_up.how.muscle_groups) * (len(apart) or 1)

    @property
    def done(self) -> int:
        return len(self.readings)

    @property
    def state(self) -> str:
        """saved, half or open."""
        return "saved" if self.done >= self.wanted else "half" if self.done else "open"

    @property
    def held(self) -> list[str]:
        return [
            f"{row.side.capitalize()} {row.muscle_group}: {row.held_back}"
            for row in self.readings
            if row.held_back
        ]

    @property
    def pain(self) -> int | None:
        """The highest of the row; not known where health data is hidden."""
        return highest_pain(self.test) if "pain" in self.form.fields else None

    @property
    def too_painful(self) -> bool:
        return (self.pain or 0) > self.stop_at

    @property
    def errors(self) -> list[str]:
        """Each with the box it belongs to; what can be read is kept all the same."""
        whose = f"{self.client.name}, "
        told = []
        for name, errors in self.form.errors.items():
            label = str(self.form[name].label).removeprefix(whose).capitalize()
            told.append(f"{label}: {' '.join(map(str, errors))}")
        return told + self.refused


def _legs(row: Row) -> Doubt | None:
    now = {(new.muscle_group, new.side): new for new in row.readings}
    values = {place: new.value for place, new in now.items()}
    last = {
        place: old.value for place, old in row.before.items() if place in now and old.unit == now[place].unit
    }
    if not legs_swapped(values, last):
        return None
    words = "Each leg is far nearer to what the other leg gave last time."
    return Doubt("Are left and right swapped?", words, frozenset(last))


def _unit(row: Row) -> Doubt | None:
    now = {(new.muscle_group, new.side): new for new in row.readings}
    shared = now.keys() & row.before.keys()
    if not shared or row.test is None:
        return None
    unit, last_unit = row.readings[0].typed_unit, next(iter(row.before.values())).unit
    pairs = [(now[place].typed_value or now[place].value, row.before[place].value) for place in shared]
    lever = row.test.lever_arm_m
    other = other_unit(pairs, unit, last_unit, float(lever) if lever else None)
    if other is None:
        return None
    words = f"In {unit} these numbers are far from last time's, in {other} they are near them."
    return Doubt(f"Was this read in {other}?", words, frozenset(shared))


@dataclass(frozen=True)
class Group:
    """All rows of a test day."""

    set_up: SetUp
    rows: list[Row]

    @property
    def words(self) -> str:
        """Two saved, one half done, three to go."""
        words = {"saved": "saved", "half": "half done", "open": "to go"}
        counts = {state: sum(row.state == state for row in self.rows) for state in words}
        return ", ".join(f"{apnumber(number)} {words[state]}" for state, number in counts.items() if number)


def group_of(clients: Sequence[Client], set_up: SetUp, typed: Mapping[str, Any] | None = None) -> Group:
    """Six queries, however many clients; `typed` are the boxes of all rows."""
    today = _newest(clients, set_up.tests())
    last = _newest(clients, set_up.earlier())
    keys = [client.pk for client in clients]
    consents = Consent.objects.filter(client__in=keys, purpose=Consent.Purpose.HEALTH, withdrawn_at=None)
    healthy = set(consents.values_list("client", flat=True))
    injuries: dict[int, list[OpenInjury]] = {}
    for injury in Injury.objects.filter(client__in=healthy).open():
        injuries.setdefault(injury.client_id, []).append(read_injury(injury, set_up.day))
    rows = []
    for client in clients:
        test = today.get(client.pk)
        form = RowForm(
            typed, client=client, set_up=set_up, pain=client.pk in healthy, initial=_initial(test, set_up)
        )
        row = Row(client, set_up, form, test, last.get(client.pk), injuries.get(client.pk, []))
        if typed is None and row.pain is not None:
            form.initial["pain"] = row.pain
        rows.append(row)
    return Group(set_up, rows)


def _newest(clients: Iterable[Client], tests: QuerySet[StrengthTest]) -> dict[int, StrengthTest]:
    """The first of these tests for each client, with its readings."""
    first = Subquery(tests.filter(client=OuterRef("pk")).values("pk")[:1])
    keys = Client.objects.filter(pk__in=[client.pk for client in clients]).values(key=first)
    found = StrengthTest.objects.filter(pk__in=keys).select_related("own_protocol")
    found = found.prefetch_related(Prefetch("readings", Reading.objects.order_by("pk")))
    return {test.client_id: test for test in found}


def _initial(test: StrengthTest | None, set_up: SetUp) -> dict[str, Any]:
    unit = set_up.unit_of(test)
    values = {
        f"{row.muscle_group}-{row.side}": f"{row.value / size_of(unit):.10g}"
        for row in (test.readings.all() if test else [])
    }
    return values | {"unit": unit}


def highest_pain(test: StrengthTest | None) -> int | None:
    readings = test.readings.all() if test else []
    return max(
        (trial["pain"] for row in readings for trial in row.trials if trial["pain"] is not None), default=None
    )
