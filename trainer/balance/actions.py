"""What can be done to strength tests, one verb per function."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from clients.models import Client
from trainer.accounts import audit
from trainer.accounts.models import User
from trainer.balance.formulas import NEWTONS
from trainer.balance.models import Reading, StrengthTest, TestCorrection
from trainer.balance.protocols import Protocol, catalogue
from trainer.balance.recording.entries import NewReading, TestSettings, Trial
from trainer.balance.recording.history import state_of
from trainer.balance.recording.last_time import earlier, kept_as, tries_of
from trainer.balance.recording.slips import KILOGRAMS, why_held_back

__all__ = [
    "NewReading",
    "StaleTest",
    "Trial",
    "confirm_reading",
    "correct_test",
    "draft",
    "record_test",
    "remove_test",
]

# Beyond this a value is not a slip of the finger but not a measurement at all.
LARGEST_VALUE = 100_000
WHOLE_REPS = "Repetitions are whole numbers: count only those that were finished."

type Place = tuple[str, str]


class StaleTest(Exception):
    """The test was put right, completed or confirmed since its form was opened."""


@transaction.atomic
def record_test(
    *,
    client: Client,
    protocol: str | Protocol,
    tested_on: dt.date,
    readings: Sequence[NewReading],
    by: User,
    **settings: Unpack[TestSettings],
) -> StrengthTest:
    """Keep one occasion of one protocol; what cannot be right is kept too, but held back."""
    how = known(protocol)
    check(client, how, tested_on, readings, settings)
    test = StrengthTest(client=client, **kept_as(how), tested_on=tested_on, by=by)
    _set_up(test, settings)
    test.full_clean(exclude=["client", "by", "own_protocol"])
    test.save()
    Reading.objects.bulk_create(draft(test, readings, by=by))
    audit.record("strength test recorded", by=by, client_number=client.pk, row=test)
    return test


@transaction.atomic
def correct_test(
    *,
    test: StrengthTest,
    tested_on: dt.date,
    readings: Sequence[NewReading],
    by: User,
    reason: str = "",
    version: str | None = None,
    **settings: Unpack[TestSettings],
) -> StrengthTest:
    """Write a test anew under its old number, and keep what it said before with the reason.

    A value that was confirmed and did not change stays so. `version` is the one that was read: another one
    by now is a StaleTest.
    """
    standing = StrengthTest.objects.select_for_update().get(pk=test.pk)
    if version not in (None, version_of(standing)):
        raise StaleTest
    check(test.client, test.how, tested_on, readings, settings)
    was = state_of(standing)
    test.tested_on = tested_on
    _set_up(test, settings)
    test.full_clean(exclude=["client", "by", "own_protocol"])
    test.save()
    _write_anew(test, readings, by=by)
    if state_of(StrengthTest.objects.get(pk=test.pk)) != was:
        TestCorrection.objects.create(client=test.client, test=test, was=was, reason=reason, by=by)
        audit.record("strength test corrected", by=by, client_number=test.client_id, row=test)
    return test


@transaction.atomic
def complete_test(*, test: StrengthTest, readings: Sequence[NewReading], by: User) -> None:
    """Add to a test what was still to come; what it has already stays as it is."""
    check(test.client, test.how, test.tested_on, readings, {})
    _check_units(test.how, readings, *test.readings.values_list("unit", flat=True))
    Reading.objects.bulk_create(draft(test, readings, by=by))
    audit.record("strength test completed", by=by, client_number=test.client_id, row=test)


@transaction.atomic
def remove_test(*, test: StrengthTest, by: User) -> None:
    """Take a test off the record with its readings and its history: one of another person, or never done."""
    audit.record("strength test removed", by=by, client_number=test.client_id, row=test)
    test.delete()


@transaction.atomic
def confirm_reading(*, reading: Reading, by: User) -> None:
    """Say that what was held back is right; from now on it counts."""
    if not reading.held_back and not any(trial.get("held_back") for trial in reading.trials):
        return
    reading.held_back = ""
    reading.trials = [
        {name: told for name, told in trial.items() if name != "held_back"} for trial in tries_of(reading)
    ]
    _count(reading, reading.test.how)
    reading.confirmed_by = by
    reading.confirmed_at = timezone.now()
    reading.save()
    audit.record("reading confirmed", by=by, client_number=reading.client_id, row=reading)


@transaction.atomic
def confirm_ratio(*, readings: Sequence[Reading], by: User) -> None:
    """Say that both numbers of a ratio held back are right; from now on it counts."""
    for row in readings:
        row.confirmed_by, row.confirmed_at = by, timezone.now()
        row.save(update_fields=["confirmed_by", "confirmed_at"])
        audit.record("reading confirmed", by=by, client_number=row.client_id, row=row)


# --- what may be kept ----------------------------------------------------------------------------


def known(protocol: str | Protocol) -> Protocol:
    if isinstance(protocol, Protocol):
        return protocol
    if protocol not in catalogue().protocols:
        raise ValidationError("This test is not known.")
    return catalogue().protocols[protocol]


def check(
    client: Client,
    how: Protocol,
    tested_on: dt.date,
    readings: Sequence[NewReading],
    settings: TestSettings,
) -> None:
    """Refuse with ValidationError what no protocol could have produced."""
    check_day(client, tested_on)
    if not readings:
        raise ValidationError("Fill in at least one value.")
    places = [(reading.muscle_group, reading.side) for reading in readings]
    if len(set(places)) < len(places):
        raise ValidationError("A muscle of one leg has one set of trials in a test.")
    for reading in readings:
        _check_reading(how, reading)
    _check_units(how, readings)
    _check_lever(how, settings.get("lever_arm_m"))


def check_day(client: Client, day: dt.date) -> None:
    if day > client.today():
        raise ValidationError("The day of the test is in the future.")
    if client.birth_date and day < client.birth_date:
        raise ValidationError(f"The day of the test is before {client.first_name} was born.")


def _check_reading(test: Protocol, reading: NewReading) -> None:
    if reading.muscle_group not in test.muscle_groups:
        raise ValidationError(f"{test.title} does not read {reading.muscle_group}.")
    if reading.side not in test.sides:
        raise ValidationError(f"{test.title} is not read for the side {reading.side}.")
    trials, unit = reading.stored(test)
    if unit not in test.units:
        raise ValidationError(f"{test.title} is read in {' or '.join(test.units)}, not in {unit}.")
    if not trials:
        raise ValidationError("A reading needs at least one trial.")
    for trial in trials:
        if not abs(trial.value) <= LARGEST_VALUE:
            raise ValidationError(f"Write a number up to {LARGEST_VALUE:,}.")
        if unit == "reps" and trial.value % 1:
            raise ValidationError(WHOLE_REPS)
        if trial.pain is not None and not 0 <= trial.pain <= 10:
            raise ValidationError("Pain runs from 0 to 10.")


def _check_units(how: Protocol, readings: Sequence[NewReading], *kept: str) -> None:
    """Newtons and newton metres in one test would be divided and compared as if they were the same."""
    units = {*kept, *(reading.stored(how)[1] for reading in readings)}
    if len(units) > 1:
        raise ValidationError(f"One test is read in one unit, not in {' and '.join(sorted(units))}.")


def _check_lever(test: Protocol, lever: float | None) -> None:
    limit = test.lever_arm_m
    if lever is not None and limit and not limit.holds(float(lever)):
        raise ValidationError(f"The lever is measured in metres, from {limit.low} to {limit.high}.")


# --- what is written -----------------------------------------------------------------------------


def version_of(test: StrengthTest) -> str:
    """The corrections, readings and confirmed readings so far: every change makes another one."""
    confirmed = [row.confirmed_at is not None for row in Reading.objects.filter(test=test)]
    return f"{test.corrections.count()}-{len(confirmed)}-{sum(confirmed)}"


def _write_anew(test: StrengthTest, readings: Sequence[NewReading], *, by: User) -> None:
    before = {(row.muscle_group, row.side): row for row in Reading.objects.filter(test=test)}
    rows = draft(test, readings, before, by=by)
    Reading.objects.filter(test=test).delete()
    Reading.objects.bulk_create(rows)


def _set_up(test: StrengthTest, settings: TestSettings) -> None:
    """A number as it was typed: the nearest binary fraction of 0.36 has too many digits to be kept."""
    for name, value in settings.items():
        setattr(test, name, Decimal(str(value)) if isinstance(value, float) else value)


def draft(
    test: StrengthTest,
    readings: Sequence[NewReading],
    before: Mapping[Place, Reading] = MappingProxyType({}),
    *,
    by: User,
) -> list[Reading]:
    """The readings as rows, not saved yet; one bad trial is held back and never hides the others."""
    last = _last_values(test)
    rows = []
    for reading in readings:
        place = (reading.muscle_group, reading.side)
        row = _reading(test, reading, last.get(place), by)
        if old := before.get(place):
            _keep_what_stands(old, row)
        rows.append(row)
    return rows


def _keep_what_stands(old: Reading, row: Reading) -> None:
    if row.vendor_asymmetry is None:
        row.vendor_asymmetry = old.vendor_asymmetry
    trials = [{name: told for name, told in trial.items() if name != "held_back"} for trial in row.trials]
    if old.confirmed_at and (old.trials, old.unit) == (trials, row.unit):
        row.trials, row.value, row.typed_value, row.held_back = old.trials, old.value, old.typed_value, ""
        row.confirmed_by, row.confirmed_at = old.confirmed_by, old.confirmed_at


def _reading(test: StrengthTest, reading: NewReading, last: Reading | None, by: User) -> Reading:
    how = test.how
    trials, unit = reading.stored(how)
    before = last.value if last and last.unit == unit else None
    kept, sure = [], False
    for trial in trials:
        reason = why_held_back(how, reading.muscle_group, trial.value, unit, last=before)
        sure = sure or bool(reason and trial.sure)
        kept.append(trial.row() | ({"held_back": reason} if reason and not trial.sure else {}))
    row = Reading(
        client=test.client,
        test=test,
        muscle_group=reading.muscle_group,
        side=reading.side,
        trials=kept,
        unit=unit,
        typed_unit=reading.unit or unit,
        vendor_asymmetry=reading.vendor_asymmetry,
        confirmed_by=by if sure else None,
        confirmed_at=timezone.now() if sure else None,
    )
    _count(row, how)
    if not row.held_back and not sure:
        row.held_back = why_held_back(how, reading.muscle_group, row.value, unit, last=before)
    return row


def _count(row: Reading, how: Protocol) -> None:
    """The value by the protocol's rule, from the trials that are not held back.

    A mean of fewer trials is another number, so there one bad trial holds the whole reading back.
    """
    good = [trial["value"] for trial in row.trials if not trial.get("held_back")]
    reasons = [trial["held_back"] for trial in row.trials if trial.get("held_back")]
    if reasons and (not good or how.value_rule == "mean"):
        good = [trial["value"] for trial in row.trials]
        row.held_back = reasons[0]
    row.value = how.value(good)
    size = (NEWTONS | KILOGRAMS)[row.typed_unit] if row.typed_unit != row.unit else 1
    row.typed_value = round(row.value / size, 9)


def _last_values(test: StrengthTest) -> dict[Place, Reading]:
    """The newest reading that counts of each place, from the tests like this one before it."""
    rows = Reading.objects.filter(test__in=earlier(test), held_back="")
    ordered = rows.order_by("test__tested_on", "test__pk", "pk")
    return {(row.muscle_group, row.side): row for row in ordered}
