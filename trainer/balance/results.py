"""What one test says: its readings, the ratios and gaps of its day, and the change since last time."""

from dataclasses import dataclass

from clients.models import Client
from trainer.balance import last_time
from trainer.balance.models import Reading, StrengthTest
from trainer.balance.numbers import day_words, fixed, in_unit, plain, with_unit
from trainer.balance.protocols import BOTH, LEFT, RIGHT, Protocol, protocol, ratio_kind
from trainer.balance.ratios import (
    Asymmetry,
    Ratio,
    asymmetries,
    nordic_expected,
    per_body_mass,
    ratios,
    torque,
)
from trainer.balance.reliability import Change, change

PAIN_TO_STOP_AT = 3


@dataclass(frozen=True)
class Result:
    """One reading, with what it is worth beside the last time and the body it belongs to."""

    reading: Reading
    change: Change | None
    per_kilogram: float | None
    torque_nm: float | None

    @property
    def pain(self) -> int:
        """The most pain of its trials; 0 where none was written down."""
        return max((trial["pain"] or 0 for trial in self.reading.trials), default=0)

    @property
    def shown(self) -> str:
        return with_unit(self.reading.value, self.reading.unit)

    @property
    def extras(self) -> str:
        """The same number beside the body it belongs to."""
        told = []
        if self.torque_nm is not None:
            told.append(with_unit(self.torque_nm, "Nm"))
        if self.per_kilogram is not None:
            told.append(f"{fixed(self.per_kilogram)} {self.reading.unit}/kg")
        if self.reading.vendor_asymmetry is not None:
            told.append(f"the device says {plain(abs(self.reading.vendor_asymmetry))}% side to side")
        return ", ".join(told)

    @property
    def trials_words(self) -> str:
        values = [in_unit(trial["value"], self.reading.unit) for trial in self.reading.trials]
        return f"Trials {', '.join(values)}" if len(values) > 1 else "One trial"

    @property
    def pain_words(self) -> str:
        pains = ["–" if trial["pain"] is None else str(trial["pain"]) for trial in self.reading.trials]
        return "" if set(pains) <= {"–"} else f"; pain {', '.join(pains)}"


@dataclass(frozen=True)
class TestResults:
    test: StrengthTest
    protocol: Protocol
    results: tuple[Result, ...]
    ratios: tuple[Ratio, ...]
    gaps: tuple[Asymmetry, ...]
    last: StrengthTest | None
    expected_n: float | None

    @property
    def summary(self) -> str:
        speed = f", {self.test.speed_deg_s}°/s" if self.test.speed_deg_s else ""
        return f"{day_words(self.test.tested_on)}{speed}"

    @property
    def made(self) -> list[tuple[str, str]]:
        """Ratios and gaps as label and value."""
        told = [
            (_ratio_label(made), "held back" if made.held_back else fixed(made.value)) for made in self.ratios
        ]
        return told + [(_gap_label(gap), f"{plain(gap.value)}%") for gap in self.gaps]

    @property
    def set_up(self) -> list[tuple[str, str]]:
        test = self.test
        told = [
            ("Device", test.device),
            ("Speed", f"{test.speed_deg_s}°/s" if test.speed_deg_s else ""),
            ("Corrected for gravity", test.get_gravity_corrected_display() if test.speed_deg_s else ""),
            ("Knee angle", "" if test.angle_deg is None else f"{test.angle_deg}°"),
            ("Position", test.test_position),
            ("Knee to pad", "" if test.lever_arm_m is None else f"{plain(float(test.lever_arm_m), 3)} m"),
            ("Body mass", "" if test.body_mass_kg is None else with_unit(float(test.body_mass_kg), "kg")),
            ("Written down by", test.by.name if test.by else ""),
            ("From the file", test.source_file),
        ]
        return [(label, value) for label, value in told if value]

    @property
    def painful(self) -> bool:
        return any(result.pain > PAIN_TO_STOP_AT for result in self.results)


def of(client: Client, test: StrengthTest) -> TestResults:
    """Four queries: the test's readings, those of its day, the last test and its readings."""
    last = last_time.of(client, test.protocol, before=test)
    own = list(test.readings.all())
    day = Reading.objects.filter(client=client, test__tested_on=test.tested_on).select_related("test")
    facts = [row.facts() for row in day]
    male = client.sex == Client.Sex.MALE
    mass = test.body_mass_kg
    return TestResults(
        test=test,
        protocol=protocol(test.protocol),
        results=tuple(_result(test, row, last.readings.get((row.muscle_group, row.side))) for row in own),
        ratios=tuple(made for made in ratios(facts) if _is_of(made, test)),
        gaps=tuple(gap for gap in asymmetries(facts) if _is_of(gap, test)),
        last=last.test,
        expected_n=nordic_expected(float(mass)) if mass and male and test.protocol == "nordic" else None,
    )


def _is_of(made: Ratio | Asymmetry, test: StrengthTest) -> bool:
    """Whether a test took part: of the same protocol and speed, or as the concentric half of a ratio."""
    if isinstance(made, Ratio) and made.kind in ("functional", "mixed"):
        return test.protocol in ("isokinetic_eccentric", "isokinetic_concentric")
    return (made.protocol, made.speed_deg_s) == (test.protocol, test.speed_deg_s)


def _result(test: StrengthTest, row: Reading, before: Reading | None) -> Result:
    changed = None
    if before and _comparable(before, row):
        changed = change(
            before.value,
            row.value,
            protocol=test.protocol,
            muscle_group=row.muscle_group,
            side=row.side,
            unit=row.unit,
        )
    mass, lever = test.body_mass_kg, test.lever_arm_m
    return Result(
        reading=row,
        change=changed,
        per_kilogram=per_body_mass(row.value, float(mass)) if mass and row.unit in ("N", "Nm") else None,
        torque_nm=torque(row.value, float(lever)) if lever and row.unit == "N" else None,
    )


def _comparable(before: Reading, row: Reading) -> bool:
    same = (before.unit, before.facts().settings) == (row.unit, row.facts().settings)
    return same and not (row.held_back or before.held_back)


def _ratio_label(made: Ratio) -> str:
    side = "Both legs" if made.side == BOTH else made.side.capitalize()
    return f"{side}, {ratio_kind(made.kind).title.lower()}"


def _gap_label(gap: Asymmetry) -> str:
    behind = {LEFT: ", right behind left", RIGHT: ", left behind right"}.get(gap.stronger, "")
    return f"{gap.muscle_group.capitalize()}, side to side{behind}"
