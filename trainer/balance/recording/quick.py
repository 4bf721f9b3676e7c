"""Test day: one protocol for several clients, one row each, read in a fixed number of queries."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.humanize.templatetags.humanize import apnumber
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from clients.forms.profile import DayInput
from clients.health import read_injury
from clients.models import BodyMass, Client, Consent, Injury
from trainer.accounts.models import User
from trainer.balance import actions
from trainer.balance.formulas import NEWTONS
from trainer.balance.models import Reading, StrengthTest
from trainer.balance.numbers import in_unit
from trainer.balance.protocols import BOTH, Protocol
from trainer.balance.recording.check import SetUpRow
from trainer.balance.recording.entries import NewReading, TestSettings, Trial
from trainer.balance.recording.forms import Place, ValueField
from trainer.balance.recording.last_time import LastTime, kept_as, tries_of
from trainer.balance.recording.results import PAIN_TO_STOP_AT
from trainer.balance.recording.set_up import initial_set_up, set_up_fields
from trainer.balance.recording.slips import KILOGRAMS

TYPED_AGAIN = "Typed again on test day"


def clients_of(user: User) -> QuerySet[Client]:
    """Whom this trainer may test: coached, not archived, and agreed that training data is kept."""
    agreed = Consent.objects.filter(purpose=Consent.Purpose.COACHING, withdrawn_at=None).values("client")
    return Client.objects.coached_by(user).active().filter(pk__in=agreed).distinct()


def places_of(how: Protocol) -> list[Place]:
    return [(muscle_group, side) for muscle_group in how.muscle_groups for side in how.sides]


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

    @property
    def size(self) -> float:
        """What one typed unit is in the unit that is kept."""
        return (NEWTONS | KILOGRAMS).get(self.unit, 1.0) if self.unit != "Nm" else 1.0

    def tests(self) -> QuerySet[StrengthTest]:
        return StrengthTest.objects.filter(**self.same).order_by("-pk")

    def earlier(self) -> QuerySet[StrengthTest]:
        alike = {name: self.same[name] for name in ("speed_deg_s", "angle_deg") if name in self.same}
        tests = StrengthTest.objects.filter(**kept_as(self.how), **alike, tested_on__lt=self.day)
        return tests.order_by("-tested_on", "-pk")


class SetUpForm(forms.Form):
    """What is chosen once for the whole group."""

    tested_on = forms.DateField(label="Day of the test", widget=DayInput)

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
        for muscle_group, side in places_of(how):
            limit = how.plausible_range(muscle_group, how.unit)
            whose = "both legs" if side == BOTH else side
            label = f"{client.name}, {whose} {muscle_group}"
            self.fields[f"{muscle_group}-{side}"] = ValueField(limit.low if limit else 0, label=label)
        if pain:
            self.fields["pain"] = forms.IntegerField(
                label=f"{client.name}, highest pain from 0 to 10",
                required=False,
                min_value=0,
                max_value=10,
                widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
                error_messages=dict.fromkeys(
                    ("invalid", "min_value", "max_value"), "Pain is a whole number from 0 to 10."
                ),
            )


@dataclass(frozen=True)
class Box:
    """One leg of one muscle: the field, and what it was last time."""

    muscle_group: str
    side: str
    field: forms.BoundField
    last: str


@dataclass
class Row:
    """One client on test day, with the test of this day and the one before, where there are any."""

    client: Client
    set_up: SetUp
    form: RowForm
    test: StrengthTest | None
    last: StrengthTest | None
    warning: bool = False
    refused: list[str] = field(default_factory=list)

    @property
    def readings(self) -> list[Reading]:
        return list(self.test.readings.all()) if self.test else []

    @property
    def boxes(self) -> list[Box]:
        before = {(row.muscle_group, row.side): row for row in self.last.readings.all()} if self.last else {}
        return [
            Box(
                muscle_group,
                side,
                self.form[f"{muscle_group}-{side}"],
                self._last(before.get((muscle_group, side))),
            )
            for muscle_group, side in places_of(self.set_up.how)
        ]

    def _last(self, reading: Reading | None) -> str:
        if reading is None or reading.held_back:
            return ""
        if (self.set_up.unit == "Nm") is not (reading.unit == "Nm"):
            return ""
        return in_unit(reading.value / self.set_up.size, self.set_up.unit)

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
        return _highest_pain(self.test) if "pain" in self.form.fields else None

    @property
    def too_painful(self) -> bool:
        return (self.pain or 0) > PAIN_TO_STOP_AT

    @property
    def errors(self) -> list[str]:
        """Each with the box it belongs to; what can be read is kept all the same."""
        whose = f"{self.client.name}, "
        told = []
        for name, errors in self.form.errors.items():
            label = str(self.form[name].label).removeprefix(whose).capitalize()
            told.append(f"{label}: {' '.join(map(str, errors))}")
        return told + self.refused


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
    injuries = Injury.objects.filter(client__in=healthy).open()
    warned = {row.client_id for row in injuries if read_injury(row, set_up.day).flags}
    rows = []
    for client in clients:
        test = today.get(client.pk)
        form = RowForm(
            typed, client=client, set_up=set_up, pain=client.pk in healthy, initial=_initial(test, set_up)
        )
        row = Row(client, set_up, form, test, last.get(client.pk), client.pk in warned)
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
    if test is None:
        return {}
    return {
        f"{row.muscle_group}-{row.side}": f"{row.value / set_up.size:.10g}" for row in test.readings.all()
    }


# --- saving one row ------------------------------------------------------------------------------


def save(row: Row, *, by: User) -> None:
    """Keep what can be read of one row; an empty row stays open, and what was there stays there."""
    row.form.is_valid()
    try:
        with transaction.atomic():
            Client.objects.select_for_update().get(pk=row.client.pk)
            test = row.set_up.tests().filter(client=row.client).select_related("own_protocol").first()
            _write(row, test, by)
    except ValidationError as refusal:
        row.refused = refusal.messages
    row.test = row.set_up.tests().filter(client=row.client).prefetch_related("readings").first()


def _write(row: Row, test: StrengthTest | None, by: User) -> None:
    fresh = _typed(row, test)
    if test is None:
        if fresh:
            settings: TestSettings = {**row.set_up.settings, **_mass(row)}
            actions.record_test(
                client=row.client,
                protocol=row.set_up.how,
                tested_on=row.set_up.day,
                readings=fresh,
                by=by,
                **settings,
            )
        return
    before = {(old.muscle_group, old.side): old for old in test.readings.all()}
    changed = [new for new in fresh if (new.muscle_group, new.side) in before and _differs(new, before, row)]
    added = [new for new in fresh if (new.muscle_group, new.side) not in before]
    if changed:
        places = {(new.muscle_group, new.side) for new in changed}
        stay = [_again(old) for place, old in before.items() if place not in places]
        actions.correct_test(
            test=test, tested_on=test.tested_on, readings=[*stay, *changed, *added], by=by, reason=TYPED_AGAIN
        )
    elif added:
        actions.complete_test(test=test, readings=added, by=by)
    emptied = before.keys() - {(new.muscle_group, new.side) for new in fresh}
    row.refused = [
        f"{side.capitalize()} {muscle_group}: an empty box takes nothing out. Correct the test for that."
        for muscle_group, side in sorted(emptied)
        if f"{muscle_group}-{side}" not in row.form.errors
    ]


def _typed(row: Row, test: StrengthTest | None) -> list[NewReading]:
    """The boxes that hold a number; pain that may not be shown is neither asked for nor lost."""
    typed = row.form.cleaned_data
    pain = typed.get("pain") if "pain" in row.form.fields else _highest_pain(test)
    return [
        NewReading(muscle_group, side, [Trial(value, pain)], row.set_up.unit)
        for muscle_group, side in places_of(row.set_up.how)
        if (value := typed.get(f"{muscle_group}-{side}")) is not None
    ]


def _highest_pain(test: StrengthTest | None) -> int | None:
    readings = test.readings.all() if test else []
    return max(
        (trial["pain"] for row in readings for trial in row.trials if trial["pain"] is not None), default=None
    )


def _differs(new: NewReading, before: Mapping[Place, Reading], row: Row) -> bool:
    """Whether a number, or the highest pain of the row, is another one than what is kept."""
    old = before[new.muscle_group, new.side]
    typed, kept = new.trials[0].value, f"{old.value / row.set_up.size:.10g}"
    if abs(typed - float(kept)) > 1e-6 * max(1, abs(typed)):
        return True
    pain = new.trials[0].pain
    return "pain" in row.form.fields and pain is not None and pain != row.pain


def _again(old: Reading) -> NewReading:
    """A reading that stays, as it was brought."""
    trials = [
        Trial(trial["value"], trial["pain"], trial.get("load"), trial.get("reps"), bool(old.confirmed_at))
        for trial in tries_of(old)
    ]
    return NewReading(old.muscle_group, old.side, trials, old.unit, old.vendor_asymmetry)


def _mass(row: Row) -> TestSettings:
    if row.set_up.how.unit not in ("N", "Nm"):
        return {}
    newest = BodyMass.objects.filter(client=row.client, measured_on__lte=row.set_up.day).first()
    return {"body_mass_kg": newest.kg} if newest else {}  # type: ignore[typeddict-item]
