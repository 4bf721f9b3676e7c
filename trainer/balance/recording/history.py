"""What a test said before it was put right, told as sentences."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from trainer.balance.models import StrengthTest, TestCorrection
from trainer.balance.numbers import day_words, in_unit, plain, with_unit

# What is kept of the set-up, and how it is named in a sentence; the first letter as in mid-sentence.
SETTINGS = {
    "tested_on": "day",
    "tester": "tester",
    "device": "device",
    "speed_deg_s": "speed",
    "machine_set_up": "device setting",
    "angle_deg": "knee angle",
    "quadriceps_angle_deg": "knee angle for the quadriceps",
    "both_legs_in_one_rep": "both legs in the same repetition",
    "gravity_corrected": "corrected for gravity",
    "test_position": "position",
    "lever_arm_m": "knee to pad",
    "body_mass_kg": "body mass",
    "note": "note",
}
UNITS = {
    "speed_deg_s": "°/s",
    "angle_deg": "°",
    "quadriceps_angle_deg": "°",
    "lever_arm_m": " m",
    "body_mass_kg": " kg",
}

type State = dict[str, Any]


@dataclass(frozen=True)
class Version:
    """One correction: the sentence with who and when, and what it changed."""

    correction: TestCorrection
    changes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        by = f" by {self.correction.by.name}" if self.correction.by else ""
        changed = "; ".join(self.changes) or "nothing that is shown here"
        reason = self.correction.reason.strip().rstrip(".")
        told = f"Put right on {day_words(self.correction.at.date())}{by}: {changed}."
        return f"{told} {reason[0].upper()}{reason[1:]}." if reason else told


def state_of(test: StrengthTest) -> State:
    """The settings and readings of a saved test, as JSON keeps them."""
    readings = [
        {
            "muscle_group": row.muscle_group,
            "side": row.side,
            "value": row.value,
            "unit": row.unit,
            "trials": row.trials,
        }
        for row in test.readings.order_by("muscle_group", "side")
    ]
    return {"settings": {name: _kept(getattr(test, name)) for name in SETTINGS}, "readings": readings}


def versions(test: StrengthTest, *, health: bool) -> list[Version]:
    """Every correction, the newest first; pain is told only where health data is shown."""
    found = []
    after = state_of(test)
    for correction in test.corrections.select_related("by"):
        found.append(Version(correction, tuple(_changes(correction.was, after, health=health))))
        after = correction.was
    return found


def _kept(value: Any) -> Any:
    """A date as text, a decimal as a number: 0.36 stays equal however many zeros the database adds."""
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat() if isinstance(value, dt.date) else float(value)


def _changes(was: State, now: State, *, health: bool) -> Iterator[str]:
    before = {(row["side"], row["muscle_group"]): row for row in was.get("readings", [])}
    after = {(row["side"], row["muscle_group"]): row for row in now.get("readings", [])}
    for place in sorted({*before, *after}):
        yield from _of_reading(place, before.get(place), after.get(place), health=health)
    old, new = was.get("settings", {}), now.get("settings", {})
    for name, words in SETTINGS.items():
        if name in old and name in new and old[name] != new[name]:
            yield f"{words} {_setting(name, new[name])}, was {_setting(name, old[name])}"


def _of_reading(
    place: tuple[str, str], old: State | None, new: State | None, *, health: bool
) -> Iterator[str]:
    side, muscle_group = place
    name = f"{'two-leg' if side == 'both' else side} {muscle_group}"
    if new is None or old is None:
        row = new or old or {}
        told = with_unit(row["value"], row["unit"])
        yield f"{name} {told} added" if old is None else f"{name} {told} taken out"
        return
    (value, unit), (was, was_unit) = (new["value"], new["unit"]), (old["value"], old["unit"])
    if (value, unit) != (was, was_unit):
        yield f"{name} {with_unit(value, unit)}, was {with_unit(was, was_unit)}"
    elif _values(old, unit) != _values(new, unit):
        yield f"{name} trials {_values(new, unit)}, were {_values(old, unit)}"
    if health and _pains(old) != _pains(new):
        yield f"{name}: pain {_pains(new)}, was {_pains(old)}"


def _values(row: State, unit: str) -> str:
    return ", ".join(in_unit(trial["value"], unit) for trial in row["trials"])


def _pains(row: State) -> str:
    pains = ["–" if trial.get("pain") is None else str(trial["pain"]) for trial in row["trials"]]
    return ", ".join(pains)


def _setting(name: str, value: Any) -> str:
    if value in (None, ""):
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "tested_on":
        return day_words(dt.date.fromisoformat(value))
    if name == "gravity_corrected":
        return str(StrengthTest.Gravity(value).label).lower()
    return f"{plain(value, 3)}{UNITS.get(name, '')}" if isinstance(value, int | float) else f"“{value}”"
