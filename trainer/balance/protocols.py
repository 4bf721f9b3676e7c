"""The strength tests of `protocols.toml` as values that cannot be changed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

LEFT, RIGHT, BOTH = "left", "right", "both"
HAMSTRINGS, QUADRICEPS = "hamstrings", "quadriceps"
OWN = "own"


@dataclass(frozen=True)
class Source:
    """Where a number comes from.

    `basis` is published, memory (never printed), design (our own) or trainer (a trainer's own word).
    """

    citation: str
    doi: str
    basis: str

    @property
    def url(self) -> str:
        return f"https://doi.org/{self.doi}" if self.doi else ""


@dataclass(frozen=True)
class Range:
    """What a typed number may be before somebody has to look at it again."""

    low: float
    high: float
    source: Source
    unit: str = ""
    muscle_group: str = ""
    speed_deg_s: int | None = None
    note: str = ""

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Error:
    """How far two test days differ without a real change (MDC95): percent of the earlier value, or units."""

    source: Source
    muscle_group: str = ""
    percent: float | None = None
    absolute: float | None = None
    note: str = ""

    def of(self, earlier: float) -> float:
        """The error in the unit of the value itself."""
        if self.absolute is not None:
            return self.absolute
        return abs(earlier) * (self.percent or 0) / 100


@dataclass(frozen=True)
class Reference:
    """What a named population measured with one method; says nothing about any other method.

    `sex` is "male" or "female" where the population was of one sex only, else "".
    """

    protocol: str
    measure: str
    population: str
    source: Source
    unit: str = ""
    muscle_group: str = ""
    side: str = ""
    speed_deg_s: int | None = None
    gravity_corrected: str = ""
    sex: str = ""
    mean: float | None = None
    sd: float | None = None
    low: float | None = None
    high: float | None = None
    band: bool = False


@dataclass(frozen=True)
class Retest:
    """How long to wait for the next test while no injury is open."""

    weeks: int
    source: Source


@dataclass(frozen=True)
class Trials:
    """How many tries are usual, and the rest between them in seconds where it is known."""

    number: int
    source: Source
    rest_s: int | None = None


@dataclass(frozen=True)
class Protocol:
    """One kind of strength test: what is read, how trials become a value, and how far to trust it.

    A trainer's own test is one too; its code is "own-" and a number. `steps` say how it is done, in order.
    `figure` is the slug of the exercise whose picture shows it, "" where there is none.
    `expected_error` is how far a force usually lies from the one expected for body mass.
    """

    code: str
    title: str
    about: str
    unit: str
    muscle_groups: tuple[str, ...]
    sides: tuple[str, ...]
    speeds_deg_s: tuple[int, ...]
    value_rule: str
    asymmetry: str
    ratios: tuple[str, ...]
    plausible: tuple[Range, ...]
    errors: tuple[Error, ...]
    retest: Retest
    trials: Trials | None = None
    steps: tuple[str, ...] = ()
    figure: str = ""
    told_as: str = ""
    better: str = "higher"
    estimated: bool = False
    same_tester: bool = False
    asymmetry_error: Error | None = None
    expected_error: Error | None = None
    lever_arm_m: Range | None = None

    def __hash__(self) -> int:
        return hash(self.code)

    @property
    def retest_weeks(self) -> int:
        return self.retest.weeks

    @property
    def leading(self) -> str:
        """The muscle whose own values make the line where there is no ratio."""
        return self.muscle_groups[0]

    @property
    def units(self) -> tuple[str, ...]:
        """Every unit that can be stored, the usual one first."""
        others = {limit.unit for limit in self.plausible} - {self.unit}
        return (self.unit, *sorted(others))

    def error(self, muscle_group: str) -> Error | None:
        return next((error for error in self.errors if error.muscle_group == muscle_group), None)

    def plausible_range(self, muscle_group: str, unit: str) -> Range | None:
        return next(
            (limit for limit in self.plausible if (limit.muscle_group, limit.unit) == (muscle_group, unit)),
            None,
        )

    def value(self, trials: list[float]) -> float:
        """One number for several trials: the best, or the mean where the protocol says so."""
        if self.value_rule == "mean":
            return sum(trials) / len(trials)
        return min(trials) if self.better == "lower" else max(trials)


@dataclass(frozen=True)
class RatioKind:
    """Which protocols, hamstrings first, may be divided; the speeds only where the two differ."""

    code: str
    title: str
    pairs: tuple[tuple[str, str], ...]
    plausible: tuple[Range, ...]
    error: Error | None = None
    hamstrings_speed_deg_s: int | None = None
    quadriceps_speed_deg_s: int | None = None

    def plausible_range(self, speed_deg_s: int | None) -> Range:
        """The row of this speed, or of the next faster one: plausible ratios rise with speed."""
        speed = speed_deg_s or 0
        return next(
            (row for row in self.plausible if (row.speed_deg_s or speed) >= speed), self.plausible[-1]
        )


@dataclass(frozen=True)
class Evidence:
    """How much to lean on the number of a method."""

    methods: tuple[str, ...]
    claim: str
    limits: str
    source: Source


@dataclass(frozen=True)
class Limit:
    value: float
    source: Source


@dataclass(frozen=True)
class Estimates:
    """Which logged sets say something of a maximum, by slug of the exercise, and how far it may be out."""

    hamstrings: tuple[str, ...]
    quadriceps: tuple[str, ...]
    exercises: Source
    least_effort: Limit
    most_reps: Limit
    error: Error

    def muscle_group(self, exercise: str) -> str:
        """Whose maximum a set of this exercise estimates; "" where it says nothing."""
        if exercise in self.hamstrings:
            return HAMSTRINGS
        return QUADRICEPS if exercise in self.quadriceps else ""


@dataclass(frozen=True)
class Catalogue:
    protocols: Mapping[str, Protocol]
    ratios: Mapping[str, RatioKind]
    references: tuple[Reference, ...]
    evidence: Mapping[str, Evidence]
    own_retest: Retest
    estimates: Estimates
    typical_gap: Limit


def protocol(test: str | Protocol) -> Protocol:
    """By its code in the file; a protocol that is already one (a trainer's own) is given back."""
    return test if isinstance(test, Protocol) else catalogue().protocols[test]


def own_code(number: int) -> str:
    """The code of a trainer's own test."""
    return f"{OWN}-{number}"


def own_number(code: str) -> int | None:
    """The number in the code of a trainer's own test; None for the protocols of the file."""
    prefix, _, number = code.partition("-")
    return int(number) if prefix == OWN and number.isascii() and number.isdecimal() else None


def ratio_kind(code: str) -> RatioKind:
    return catalogue().ratios[code]


def references(
    code: str,
    measure: str,
    *,
    speed_deg_s: int | None = None,
    gravity_corrected: str = "",
    sex: str = "",
) -> list[Reference]:
    """Published values of exactly this method; numbers from memory stay in the file.

    With the client's sex known, only populations of that sex or of both; else all, each named.
    """
    return [
        reference
        for reference in catalogue().references
        if (reference.protocol, reference.measure) == (code, measure)
        and reference.source.basis == "published"
        and reference.speed_deg_s in (None, speed_deg_s)
        and reference.gravity_corrected in ("", gravity_corrected)
        and (not sex or reference.sex in ("", sex))
    ]


def evidence(method: str) -> Evidence:
    """By the code of a ratio or, where no ratio is drawn, of a protocol; all own tests share one."""
    return catalogue().evidence[OWN if own_number(method) is not None else method]


def published_band(
    code: str, measure: str, *, speed_deg_s: int | None = None, sex: str = ""
) -> Reference | None:
    """The one published range a chart may draw behind this method, if there is one."""
    found = references(code, measure, speed_deg_s=speed_deg_s, sex=sex)
    return next((reference for reference in found if reference.band), None)


@cache
def catalogue() -> Catalogue:
    """Everything in `protocols.toml`, read once; a key the dataclasses do not know is an error."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    sources = data["sources"]
    return Catalogue(
        MappingProxyType({code: _protocol(code, row, sources) for code, row in data["protocols"].items()}),
        MappingProxyType({code: _ratio_kind(code, row, sources) for code, row in data["ratios"].items()}),
        tuple(_reference(group, value, sources) for group in data["references"] for value in group["values"]),
        MappingProxyType(
            {code: _evidence(row, sources) for row in data["evidence"] for code in row["methods"]}
        ),
        Retest(**_sourced(data["own"]["retest"], sources)),
        _estimates(data["estimates"], sources),
        Limit(**_sourced(data["typical_gap"], sources)),
    )


type Row = dict[str, Any]


def _sourced(row: Row, sources: Row) -> Row:
    """The row with its source's key replaced by the source itself."""
    named = sources[row["source"]]
    rest = {key: value for key, value in row.items() if key not in ("source", "basis")}
    return rest | {"source": Source(named["citation"], named["doi"], row["basis"])}


def _protocol(code: str, row: Row, sources: Row) -> Protocol:
    parts: Row = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    parts["plausible"] = tuple(Range(**_sourced(limit, sources)) for limit in row["plausible"])
    parts["errors"] = tuple(Error(**_sourced(error, sources)) for error in row["errors"])
    parts["retest"] = Retest(**_sourced(row["retest"], sources))
    if trials := row.get("trials"):
        parts["trials"] = Trials(**_sourced(trials, sources))
    if lever := row.get("lever_arm_m"):
        parts["lever_arm_m"] = Range(**_sourced(lever, sources))
    for name in {"asymmetry_error", "expected_error"} & row.keys():
        parts[name] = Error(**_sourced(row[name], sources))
    return Protocol(code=code, **parts)


def _ratio_kind(code: str, row: Row, sources: Row) -> RatioKind:
    parts = dict(row)
    parts["pairs"] = tuple((hamstrings, quadriceps) for hamstrings, quadriceps in row["pairs"])
    parts["plausible"] = tuple(Range(**_sourced(limit, sources)) for limit in row["plausible"])
    if error := row.get("error"):
        parts["error"] = Error(**_sourced(error, sources))
    return RatioKind(code=code, **parts)


def _reference(group: Row, value: Row, sources: Row) -> Reference:
    parts = _sourced(group, sources) | value
    del parts["values"]
    if "sd" in parts:
        parts |= {"low": parts["mean"] - parts["sd"], "high": parts["mean"] + parts["sd"]}
    return Reference(**parts)


def _evidence(row: Row, sources: Row) -> Evidence:
    return Evidence(**_sourced(row, sources) | {"methods": tuple(row["methods"])})


def _estimates(row: Row, sources: Row) -> Estimates:
    return Estimates(
        hamstrings=tuple(row["hamstrings"]),
        quadriceps=tuple(row["quadriceps"]),
        exercises=_sourced(row["exercises"], sources)["source"],
        least_effort=Limit(**_sourced(row["least_effort"], sources)),
        most_reps=Limit(**_sourced(row["most_reps"], sources)),
        error=Error(**_sourced(row["error"], sources)),
    )
