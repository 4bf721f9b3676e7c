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


@dataclass(frozen=True)
class Source:
    """Where a number comes from; `basis` is published, memory (never printed) or design (our own)."""

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
    """What a named population measured with one method; says nothing about any other method."""

    protocol: str
    measure: str
    population: str
    source: Source
    unit: str = ""
    muscle_group: str = ""
    side: str = ""
    speed_deg_s: int | None = None
    gravity_corrected: str = ""
    mean: float | None = None
    sd: float | None = None
    low: float | None = None
    high: float | None = None
    band: bool = False


@dataclass(frozen=True)
class Protocol:
    """One kind of strength test: what is read, how trials become a value, and how far to trust it."""

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
    told_as: str = ""
    better: str = "higher"
    estimated: bool = False
    asymmetry_error: Error | None = None
    lever_arm_m: Range | None = None

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
class Catalogue:
    protocols: Mapping[str, Protocol]
    ratios: Mapping[str, RatioKind]
    references: tuple[Reference, ...]
    evidence: Mapping[str, Evidence]


def protocol(code: str) -> Protocol:
    return catalogue().protocols[code]


def ratio_kind(code: str) -> RatioKind:
    return catalogue().ratios[code]


def references(
    code: str, measure: str, *, speed_deg_s: int | None = None, gravity_corrected: str = ""
) -> list[Reference]:
    """Published values of exactly this method; numbers from memory stay in the file."""
    return [
        reference
        for reference in catalogue().references
        if (reference.protocol, reference.measure) == (code, measure)
        and reference.source.basis == "published"
        and reference.speed_deg_s in (None, speed_deg_s)
        and reference.gravity_corrected in ("", gravity_corrected)
    ]


def evidence(method: str) -> Evidence:
    """By the code of a ratio or, where no ratio is drawn, of a protocol."""
    return catalogue().evidence[method]


def published_band(code: str, measure: str, *, speed_deg_s: int | None = None) -> Reference | None:
    """The one published range a chart may draw behind this method, if there is one."""
    found = references(code, measure, speed_deg_s=speed_deg_s)
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
    if lever := row.get("lever_arm_m"):
        parts["lever_arm_m"] = Range(**_sourced(lever, sources))
    if error := row.get("asymmetry_error"):
        parts["asymmetry_error"] = Error(**_sourced(error, sources))
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
