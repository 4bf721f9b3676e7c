"""Test day: keeping what one row says."""

from django.core.exceptions import ValidationError
from django.db import transaction

from clients.models import BodyMass, Client
from trainer.accounts.models import User
from trainer.balance import actions
from trainer.balance.models import Reading, StrengthTest
from trainer.balance.recording.entries import NewReading, TestSettings, Trial
from trainer.balance.recording.forms import Place
from trainer.balance.recording.last_time import tries_of
from trainer.balance.recording.quick import Row, highest_pain, places_of, size_of

TYPED_AGAIN = "Typed again on test day"


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
    fresh = {(new.muscle_group, new.side): new for new in _typed(row, test)}
    if test:
        _write_on(row, test, fresh, by)
    elif fresh:
        settings: TestSettings = {**row.set_up.settings, **_mass(row)}
        day, how = row.set_up.day, row.set_up.how
        readings = list(fresh.values())
        actions.record_test(
            client=row.client, protocol=how, tested_on=day, readings=readings, by=by, **settings
        )


def _write_on(row: Row, test: StrengthTest, fresh: dict[Place, NewReading], by: User) -> None:
    """A changed box corrects the test of this day, another one completes it."""
    before = {(old.muscle_group, old.side): old for old in test.readings.all()}
    added = [new for place, new in fresh.items() if place not in before]
    changed = {
        place: fresh[place]
        for place, old in before.items()
        if place in fresh and _differs(fresh[place], old, row)
    }
    if changed:
        stay = [_again(old) for place, old in before.items() if place not in changed]
        readings = [*stay, *changed.values(), *added]
        actions.correct_test(
            test=test, tested_on=test.tested_on, readings=readings, by=by, reason=TYPED_AGAIN
        )
    elif added:
        actions.complete_test(test=test, readings=added, by=by)
    emptied = before.keys() - fresh.keys()
    row.refused = [
        f"{side.capitalize()} {muscle_group}: an empty box takes nothing out. Correct the test for that."
        for muscle_group, side in sorted(emptied)
        if f"{muscle_group}-{side}" not in row.form.errors
    ]


def _typed(row: Row, test: StrengthTest | None) -> list[NewReading]:
    """The boxes that hold a number; pain that may not be shown is neither asked for nor lost."""
    typed = row.form.cleaned_data
    pain = typed.get("pain") if "pain" in row.form.fields else highest_pain(test)
    return [
        NewReading(muscle_group, side, [Trial(value, pain)], typed.get("unit") or row.set_up.unit)
        for muscle_group, side in places_of(row.set_up.how)
        if (value := typed.get(f"{muscle_group}-{side}")) is not None
    ]


def _differs(new: NewReading, old: Reading, row: Row) -> bool:
    """Whether a number, its unit, or the highest pain of the row, is another one than what is kept."""
    typed, kept = new.trials[0].value, f"{old.value / size_of(new.unit):.10g}"
    if new.stored(row.set_up.how)[1] != old.unit or abs(typed - float(kept)) > 1e-6 * max(1, abs(typed)):
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
