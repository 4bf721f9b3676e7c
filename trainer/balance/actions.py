"""What can be done to strength tests, one verb per function."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from clients.models import Client
from trainer.accounts import audit
from trainer.accounts.models import User
from trainer.balance.entries import NewReading, TestSettings, Trial
from trainer.balance.models import Reading, StrengthTest
from trainer.balance.protocols import Protocol, catalogue, protocol
from trainer.balance.ratios import plausibility

__all__ = ["NewReading", "Trial", "confirm_reading", "correct_test", "record_test"]

# Beyond this a value is not a slip of the finger but not a measurement at all.
LARGEST_VALUE = 100_000

type Place = tuple[str, str]


@transaction.atomic
def record_test(
    *,
    client: Client,
    protocol: str,
    tested_on: dt.date,
    readings: Sequence[NewReading],
    by: User,
    **settings: Unpack[TestSettings],
) -> StrengthTest:
    """Keep one occasion of one protocol; what cannot be right is kept too, but held back."""
    check(client, protocol, tested_on, readings, settings)
    test = StrengthTest(client=client, protocol=protocol, tested_on=tested_on, by=by, **settings)
    test.full_clean(exclude=["client", "by"])
    test.save()
    _write(test, readings)
    audit.record("strength test recorded", by=by, client_number=client.pk, row=test)
    return test


@transaction.atomic
def correct_test(
    *,
    test: StrengthTest,
    tested_on: dt.date,
    readings: Sequence[NewReading],
    by: User,
    **settings: Unpack[TestSettings],
) -> StrengthTest:
    """Write a test anew under its old number; a value that was confirmed and did not change stays so."""
    check(test.client, test.protocol, tested_on, readings, settings)
    test.tested_on = tested_on
    for name, value in settings.items():
        setattr(test, name, value)
    test.full_clean(exclude=["client", "by"])
    test.save()
    before = {(row.muscle_group, row.side): row for row in test.readings.all()}
    test.readings.all().delete()
    _write(test, readings, before)
    audit.record("strength test corrected", by=by, client_number=test.client_id, row=test)
    return test


@transaction.atomic
def confirm_reading(*, reading: Reading, by: User) -> None:
    """Say that a value held back is right; from now on it counts."""
    if not reading.held_back:
        return
    reading.held_back = ""
    reading.confirmed_by = by
    reading.confirmed_at = timezone.now()
    reading.save(update_fields=["held_back", "confirmed_by", "confirmed_at"])
    audit.record("reading confirmed", by=by, client_number=reading.client_id, row=reading)


def check(
    client: Client,
    code: str,
    tested_on: dt.date,
    readings: Sequence[NewReading],
    settings: TestSettings,
) -> None:
    """Refuse with ValidationError what no protocol could have produced."""
    if code not in catalogue().protocols:
        raise ValidationError("This test is not known.")
    check_day(client, tested_on)
    if not readings:
        raise ValidationError("Fill in at least one value.")
    places = [(reading.muscle_group, reading.side) for reading in readings]
    if len(set(places)) < len(places):
        raise ValidationError("A muscle of one leg has one set of trials in a test.")
    for reading in readings:
        _check_reading(protocol(code), reading)
    _check_lever(protocol(code), settings.get("lever_arm_m"))


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
    trials, unit = reading.stored(test.code)
    if unit not in test.units:
        raise ValidationError(f"{test.title} is read in {' or '.join(test.units)}, not in {unit}.")
    if not trials:
        raise ValidationError("A reading needs at least one trial.")
    for trial in trials:
        if not abs(trial.value) <= LARGEST_VALUE:
            raise ValidationError(f"Write a number up to {LARGEST_VALUE:,}.")
        if trial.pain is not None and not 0 <= trial.pain <= 10:
            raise ValidationError("Pain runs from 0 to 10.")


def _check_lever(test: Protocol, lever: float | None) -> None:
    limit = test.lever_arm_m
    if lever is not None and limit and not limit.holds(float(lever)):
        raise ValidationError(f"The lever is measured in metres, from {limit.low} to {limit.high}.")


def _write(
    test: StrengthTest, readings: Iterable[NewReading], before: Mapping[Place, Reading] = MappingProxyType({})
) -> None:
    last = _last_values(test)
    rows = []
    for reading in readings:
        place = (reading.muscle_group, reading.side)
        row = _reading(test, reading, last.get(place))
        if old := before.get(place):
            _keep_what_stands(old, row)
        rows.append(row)
    Reading.objects.bulk_create(rows)


def _keep_what_stands(old: Reading, row: Reading) -> None:
    if row.vendor_asymmetry is None:
        row.vendor_asymmetry = old.vendor_asymmetry
    if old.confirmed_at and (old.trials, old.unit) == (row.trials, row.unit):
        row.held_back = ""
        row.confirmed_by, row.confirmed_at = old.confirmed_by, old.confirmed_at


def _reading(test: StrengthTest, reading: NewReading, last: Reading | None) -> Reading:
    how = protocol(test.protocol)
    trials, unit = reading.stored(test.protocol)
    value = how.value([trial.value for trial in trials])
    typed = how.value([trial.value for trial in reading.trials])
    before = last.value if last and last.unit == unit else None
    values = dict.fromkeys([value, *(trial.value for trial in trials)])
    reasons = (plausibility(how.code, reading.muscle_group, number, unit, last=before) for number in values)
    return Reading(
        client=test.client,
        test=test,
        muscle_group=reading.muscle_group,
        side=reading.side,
        trials=[{"value": trial.value, "pain": trial.pain} for trial in trials],
        value=value,
        unit=unit,
        typed_value=typed,
        typed_unit=reading.unit or unit,
        vendor_asymmetry=reading.vendor_asymmetry,
        held_back=next(filter(None, reasons), ""),
    )


def _last_values(test: StrengthTest) -> dict[Place, Reading]:
    """The newest reading that counts of each place, from the tests of this protocol and speed before."""
    earlier = Reading.objects.filter(
        client=test.client,
        held_back="",
        test__protocol=test.protocol,
        test__speed_deg_s=test.speed_deg_s,
        test__angle_deg=test.angle_deg,
        test__tested_on__lte=test.tested_on,
    ).exclude(test=test)
    ordered = earlier.order_by("test__tested_on", "pk")
    return {(row.muscle_group, row.side): row for row in ordered}
