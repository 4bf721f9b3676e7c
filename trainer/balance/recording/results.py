"""What one test says: its readings, the ratios and gaps of its day, and the change since last time."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from clients.models import Client
from trainer.balance.formulas import (
    brzycki,
    leg_extension_maximum,
    nordic_deviation,
    nordic_expected,
    per_body_mass,
    torque,
)
from trainer.balance.models import Reading, StrengthTest
from trainer.balance.numbers import day_words, fixed, in_unit, plain, with_unit
from trainer.balance.protocols import (
    HAMSTRINGS,
    LEFT,
    QUADRICEPS,
    RIGHT,
    Protocol,
    catalogue,
    ratio_kind,
)
from trainer.balance.ratios import Asymmetry, Ratio, ReadingFacts, Settings, asymmetries, ratios
from trainer.balance.recording import last_time
from trainer.balance.reliability import NO_VERDICT, Change, asymmetry_change, change, ratio_change

# Plumb's own working value for a maximal test: above it the test of that leg ends.
PAIN_TO_STOP_AT = 3
# Enough for a trend, which looks at two tests before; more where another device came between.
EARLIER_DAYS = 8


@dataclass(frozen=True)
class Result:
    """One reading, with what it is worth beside the last time and the body it belongs to."""

    reading: Reading
    change: Change | None
    per_kilogram: float | None
    torque_nm: float | None

    @property
    def tries(self) -> list[dict[str, Any]]:
        return last_time.tries_of(self.reading)

    @property
    def pain(self) -> int:
        """The most pain of its trials; 0 where none was written down."""
        return max((trial["pain"] or 0 for trial in self.reading.trials), default=0)

    @property
    def shown(self) -> str:
        return with_unit(self.reading.value, self.reading.unit)

    @property
    def torque_words(self) -> str:
        return "" if self.torque_nm is None else with_unit(self.torque_nm, "Nm")

    @property
    def held_back(self) -> list[str]:
        """Why the reading, or a trial of it, counts nowhere yet."""
        reasons = [trial["held_back"] for trial in self.reading.trials if trial.get("held_back")]
        return list(dict.fromkeys([*filter(None, [self.reading.held_back]), *reasons]))

    @property
    def extras(self) -> str:
        """The same number beside the body it belongs to."""
        told = []
        if self.torque_words:
            told.append(self.torque_words)
        if self.per_kilogram is not None:
            told.append(f"{fixed(self.per_kilogram)} {self.reading.unit}/kg")
        if self.reading.vendor_asymmetry is not None:
            told.append(f"the device says {plain(abs(self.reading.vendor_asymmetry))}% side to side")
        return ", ".join(told)

    @property
    def trials_words(self) -> str:
        values = [_trial_words(trial, self.reading.unit) for trial in self.tries]
        if len(values) > 1:
            return f"Trials {', '.join(values)}"
        return f"One set, {values[0]}" if "reps" in self.tries[0] else "One trial"

    @property
    def pain_words(self) -> str:
        pains = ["–" if trial["pain"] is None else str(trial["pain"]) for trial in self.reading.trials]
        return "" if set(pains) <= {"–"} else f"; pain {', '.join(pains)}"

    @property
    def estimate_words(self) -> str:
        """What other formulas make of the set that counts; "" for a measured value."""
        same = (row for row in self.reading.trials if row["value"] == self.reading.value)
        trial: dict[str, float] = next(same, {})
        load, reps = trial.get("load"), trial.get("reps")
        if load is None or not reps:
            return ""
        told = [f"Brzycki {with_unit(brzycki(load, reps), 'kg')}"]
        if self.reading.muscle_group == QUADRICEPS and 4 <= reps <= 10:
            made = with_unit(leg_extension_maximum(load, reps), "kg")
            told.append(f"for leg extension, from active men, {made}")
        return f"By other formulas: {'; '.join(told)}."

    @property
    def unsure_words(self) -> str:
        """Where the set that counts has more repetitions than an estimate is good for."""
        sure = catalogue().estimates.most_reps.value
        reps = next((row.get("reps") for row in self.tries if row["value"] == self.reading.value), None)
        if not reps or reps <= sure:
            return ""
        return f"From {reps} repetitions the estimate is less sure: {plain(sure)} or fewer are best."


@dataclass(frozen=True)
class RatioResult:
    """A ratio of the test's day with the one before it."""

    made: Ratio
    was: float | None
    change: Change | None

    @property
    def kind(self) -> str:
        return ratio_kind(self.made.kind).title.lower()

    @property
    def shown(self) -> str:
        return "held back" if self.made.held_back else fixed(self.made.value)

    @property
    def was_shown(self) -> str:
        return "" if self.was is None else fixed(self.was)

    @property
    def words(self) -> str:
        """Up 0.05, within day-to-day variation."""
        if self.change is None:
            return "" if self.made.held_back else "The first with this set-up."
        size = fixed(abs(self.change.difference))
        way = "Up" if self.change.difference > 0 else "Down"
        level = size == fixed(0) or self.shown == self.was_shown
        moved = "Level with last time" if level else f"{way} {size}"
        return f"{moved}." if self.change.verdict == NO_VERDICT else f"{moved}, {self.change.verdict}."


@dataclass(frozen=True)
class GapResult:
    """Left against right of the test's day with the gap before it."""

    made: Asymmetry
    was: float | None
    change: Change | None

    @property
    def label(self) -> str:
        behind = {LEFT: ", right behind left", RIGHT: ", left behind right"}.get(self.made.stronger, "")
        return f"{self.made.muscle_group.capitalize()}, side to side{behind}"

    @property
    def shown(self) -> str:
        return f"{plain(self.made.value)}%"

    @property
    def was_shown(self) -> str:
        return "" if self.was is None else f"{plain(self.was)}%"


@dataclass(frozen=True)
class TestResults:
    test: StrengthTest
    protocol: Protocol
    results: tuple[Result, ...]
    ratios: tuple[RatioResult, ...]
    gaps: tuple[GapResult, ...]
    compared: StrengthTest | None
    expected_n: float | None
    stop_at: int = PAIN_TO_STOP_AT

    @property
    def summary(self) -> str:
        speed = f", {self.test.speed_deg_s}°/s" if self.test.speed_deg_s else ""
        return f"{day_words(self.test.tested_on)}{speed}"

    @property
    def set_up(self) -> list[tuple[str, str]]:
        """How it was done, as label and value; what was not written down is left out."""
        test = self.test
        written_by = test.by.name if test.by else ""
        told = [
            *set_up_of(test),
            ("Body mass", "" if test.body_mass_kg is None else with_unit(float(test.body_mass_kg), "kg")),
            ("Written down by", "" if written_by == test.tester else written_by),
            ("From the file", test.source_file),
        ]
        return [(label, value) for label, value in told if value]

    @property
    def changes(self) -> list[Change]:
        return [result.change for result in self.results if result.change]

    @property
    def pain_title(self) -> str:
        return f"Pain above {self.stop_at}"

    @property
    def painful(self) -> bool:
        return any(result.pain > self.stop_at for result in self.results)

    @property
    def expected_words(self) -> list[str]:
        """Each leg beside the force expected for its body mass; a description, never a pass mark."""
        mass = float(self.test.body_mass_kg or 0)
        counted = [result.reading for result in self.results if not result.reading.held_back]
        return [
            f"{row.side.capitalize()} {plain(abs(off), 0)}% {'above' if off > 0 else 'below'}"
            for row in counted
            if self.expected_n and (off := nordic_deviation(row.value, mass))
        ]


def _apart(fact: ReadingFacts) -> Settings:
    return fact.settings._replace(machine_set_up="")


def behind(made: Ratio, rows: Iterable[Reading]) -> list[Reading]:
    """The readings that made this ratio: its protocols, settings, muscles and leg."""
    kind = ratio_kind(made.kind)
    speed = kind.quadriceps_speed_deg_s or made.speed_deg_s
    # Leg curl and leg extension may be set up each apart; the ratio then has the words of both.
    settings = made.settings._replace(machine_set_up="")
    wanted = {(HAMSTRINGS, made.protocol, settings, made.hamstrings)}
    wanted |= {
        (QUADRICEPS, quadriceps, settings._replace(speed_deg_s=speed), made.quadriceps)
        for hamstrings, quadriceps in kind.pairs
        if hamstrings == made.protocol
    }
    same = [row for row in rows if (row.side, row.unit) == (made.side, made.unit)]
    return [
        row
        for row in same
        if (row.muscle_group, (fact := row.facts()).protocol, _apart(fact), row.value) in wanted
    ]


def set_up_of(test: StrengthTest) -> list[tuple[str, str]]:
    """What has to stay the same, as label and value; an empty value where it was not written down."""
    angle = "" if test.angle_deg is None else f"{test.angle_deg}°"
    if test.quadriceps_angle_deg not in (None, test.angle_deg):
        angle = f"hamstrings {angle or 'not noted'}, quadriceps {test.quadriceps_angle_deg}°"
    return [
        ("Device", test.device),
        ("How it was set", test.machine_set_up),
        ("Speed", f"{test.speed_deg_s}°/s" if test.speed_deg_s else ""),
        ("Corrected for gravity", test.get_gravity_corrected_display() if test.speed_deg_s else ""),
        ("Position", test.test_position),
        ("Knee angle", angle),
        ("Knee to pad", "" if test.lever_arm_m is None else f"{plain(float(test.lever_arm_m), 3)} m"),
        ("Both legs in the same repetition", "yes" if test.both_legs_in_one_rep else ""),
        ("Tester", test.tester),
    ]


def of(client: Client, test: StrengthTest, rows: Sequence[Reading] | None = None) -> TestResults:
    """Three queries, however long the history; `rows` stand for the readings of a test not saved yet."""
    own = list(test.readings.all()) if rows is None else list(rows)
    for row in own:
        row.test = test
    days = set(
        last_time.earlier(test).order_by("-tested_on").values_list("tested_on", flat=True)[:EARLIER_DAYS]
    )
    kept = Reading.objects.filter(client=client, test__tested_on__in=days | {test.tested_on}, held_back="")
    kept = kept.exclude(test=test.pk).select_related("test", "test__own_protocol")
    own_facts = [row.facts() for row in own]
    facts = own_facts + [row.facts() for row in kept]
    male = client.sex == Client.Sex.MALE
    mass = test.body_mass_kg
    before = [row for row in kept if _is_before(row, test)]
    return TestResults(
        test=test,
        protocol=test.how,
        results=tuple(_result(test, row, fact, before) for row, fact in zip(own, own_facts, strict=True)),
        ratios=tuple(_ratios(test, facts)),
        gaps=tuple(_gaps(test, facts)),
        compared=max((row.test for row in before), key=lambda row: (row.tested_on, row.pk), default=None),
        expected_n=nordic_expected(float(mass)) if mass and male and test.protocol == "nordic" else None,
    )


def _is_before(row: Reading, test: StrengthTest) -> bool:
    """Of an earlier day: tests of one day are repeats of each other, and no change."""
    same = (row.test.protocol, row.test.own_protocol_id) == (test.protocol, test.own_protocol_id)
    return same and row.test.tested_on < test.tested_on


def _best_by_day(facts: Iterable[ReadingFacts]) -> list[float]:
    best: dict[dt.date, float] = {}
    for fact in sorted(facts, key=lambda fact: fact.tested_on):
        best[fact.tested_on] = fact.better(best.get(fact.tested_on, fact.value))
    return list(best.values())


def _result(test: StrengthTest, row: Reading, fact: ReadingFacts, before: list[Reading]) -> Result:
    place = (row.muscle_group, row.side, row.unit, fact.settings)
    same = [old for old in before if (old.muscle_group, old.side, old.unit, old.facts().settings) == place]
    changed = None
    if same and not row.held_back:
        values = _best_by_day(old.facts() for old in same)
        changed = change(
            values[-1],
            row.value,
            protocol=test.how,
            muscle_group=row.muscle_group,
            earlier=values[:-1],
            side=row.side,
            unit=row.unit,
            tester_known=bool(fact.tester.strip()),
        )
    mass, lever = test.body_mass_kg, test.lever_arm_m
    return Result(
        reading=row,
        change=changed,
        per_kilogram=per_body_mass(row.value, float(mass)) if mass and row.unit in ("N", "Nm") else None,
        torque_nm=torque(row.value, float(lever)) if lever and row.unit == "N" else None,
    )


def _ratios(test: StrengthTest, facts: list[ReadingFacts]) -> list[RatioResult]:
    every = [made for made in ratios(facts) if _is_of(made, test)]
    found = []
    for made in every:
        if made.tested_on != test.tested_on:
            continue
        place = (made.kind, made.side, made.unit, made.settings)
        old = [
            row.value
            for row in every
            if row.tested_on < made.tested_on
            and not row.held_back
            and (row.kind, row.side, row.unit, row.settings) == place
        ]
        changed = None
        if old and not made.held_back:
            changed = ratio_change(old[-1], made.value, kind=made.kind, earlier=old[:-1], side=made.side)
        found.append(RatioResult(made, old[-1] if old else None, changed))
    return found


def _gaps(test: StrengthTest, facts: list[ReadingFacts]) -> list[GapResult]:
    every = [made for made in asymmetries(facts) if _is_of(made, test)]
    found = []
    for made in every:
        if made.tested_on != test.tested_on:
            continue
        place = (made.kind, made.muscle_group, made.unit, made.settings)
        old = [
            row
            for row in every
            if row.tested_on < made.tested_on
            and (row.kind, row.muscle_group, row.unit, row.settings) == place
        ]
        changed = asymmetry_change(old[-1].signed, made.signed, protocol=test.how) if old else None
        found.append(GapResult(made, old[-1].value if old else None, changed))
    return found


def _is_of(made: Ratio | Asymmetry, test: StrengthTest) -> bool:
    """Whether a test took part: of the same protocol and speed, or as the concentric half of a ratio."""
    if isinstance(made, Ratio) and made.kind in ("functional", "mixed"):
        return test.protocol in ("isokinetic_eccentric", "isokinetic_concentric")
    return (made.protocol, made.speed_deg_s) == (test.how.code, test.speed_deg_s)


def _trial_words(trial: dict[str, float], unit: str) -> str:
    if "reps" in trial:
        return f"{plain(trial['load'], 2)} {unit} × {trial['reps']:g}"
    return in_unit(trial["value"], unit)
