"""What the balance page shows, made of the timeline's facts: every number here is already in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from clients.health import OpenInjury
from clients.models import Client
from trainer.balance import charts, estimates, protocols, retests, volume
from trainer.balance.charts.small import PairBars
from trainer.balance.methods import SIDES, Method, TestDay
from trainer.balance.models import Target
from trainer.balance.numbers import day_words, fixed, plain, with_unit
from trainer.balance.pages import comparing, sides
from trainer.balance.pages.gates import gates_of
from trainer.balance.pages.key_numbers import NOT_TESTED, against_target, key_numbers, value_and_note
from trainer.balance.protocols import HAMSTRINGS, LEFT, QUADRICEPS, RIGHT, Reference, Source
from trainer.balance.reliability import WITHIN
from trainer.balance.timeline import SPANS, Timeline

HARD_SETS_TITLE = "Balance of hard sets"
HELD_BACK = "Held back"
FALL_TITLES = {"higher": "Hamstring strength down", "lower": "Hamstrings tested worse"}


@dataclass(frozen=True)
class MusclePair:
    """One muscle of both legs at the last test, as bars and as numbers."""

    name: str
    left: str
    right: str
    gap: sides.Gap | None
    bars: PairBars


@dataclass(frozen=True)
class TableRow:
    """One test day, its cells in the order of the sides of the page; `broken` says why a line begins."""

    day: TestDay
    values: list[str]
    hamstrings: list[str]
    quadriceps: list[str]
    verdicts: list[tuple[str, str]]
    gap: str
    broken: str


def context_of(
    found: Timeline, client: Client, injuries: Iterable[OpenInjury], asked: Mapping[str, str]
) -> dict[str, Any]:
    """`injuries` are the open ones that may be shown; `asked` is the address: the days to compare."""
    injuries = list(injuries)
    history = found.history()
    context: dict[str, Any] = {
        "found": found,
        "spans": SPANS,
        "gates": gates_of(injuries, found.readings, found.last),
        "volume": volume_words(found),
        "not_counted": not_counted_words(found.not_counted),
        "estimates": estimates.words(found.estimates),
        "weeks": list(reversed(history.weeks)),
    }
    if found.weeks or found.method:
        context["drawings"] = [charts.timeline(history, size) for size in (charts.WIDE, charts.COMPACT)]
    if found.method is None:
        return context
    context["headline"] = headline(found)
    context["evidence"] = protocols.evidence(found.method.kind or found.method.protocol)
    if found.latest is None:
        return context
    shown = sides_of(found.all_days)
    pairs = list(_pairs(found, found.latest, found.method))
    planned = retests.plan(
        found.readings, client.retests.all(), [row.injury.facts() for row in injuries], found.last
    )
    coming = next((one for one in planned if one.protocol == found.method.protocol), None)
    return context | {
        "sides": shown,
        "key_numbers": key_numbers(found, shown, coming),
        "fall_title": FALL_TITLES[found.method.how.better],
        "left": _leg(found, found.method, LEFT),
        "right": _leg(found, found.method, RIGHT),
        "spot": found.involved(found.latest.on),
        "pairs": pairs,
        "pairs_mean": sides.meaning([pair.gap for pair in pairs if pair.gap]),
        "made_of": sides.made_of(found.latest, found.method) if found.method.is_ratio else "",
        "rows": _rows(found, found.method, shown),
        "has_quadriceps": any(day.quadriceps for day in found.all_days),
        "comparison": comparing.compare(found.all_days, found.method, asked.get("a", ""), asked.get("b", "")),
        "choices": comparing.choices_of(found.all_days),
        "limits": limits_of(found),
        "references": _references(found),
    }


def sides_of(days: Sequence[TestDay]) -> list[str]:
    """Left before right; both legs together only where they were tested so."""
    return [side for side in SIDES if any(side in day.hamstrings or side in day.quadriceps for day in days)]


def limits_of(found: Timeline) -> list[tuple[str, str, Source]]:
    """What a change must exceed to be likely real, for whom, and who says so."""
    if found.method is None:
        return []
    test = found.method.how
    kind = protocols.ratio_kind(found.method.kind) if found.method.is_ratio else None
    errors = {error.muscle_group: error for error in test.errors}
    if kind and kind.error:
        errors["ratio"] = kind.error
    if test.asymmetry_error:
        errors["side to side"] = test.asymmetry_error
    shown = {verdict.muscle_group: verdict.change.limit for verdict in found.verdicts if verdict.change.limit}
    return [(name, limit, errors[name].source) for name, limit in shown.items() if name in errors]


def headline(found: Timeline) -> str:
    """One sentence that says what the chart shows."""
    if found.falls:
        return found.falls[0].change.sentence
    latest, before = found.latest, found.before
    if latest is None:
        return "No test yet: hollow marks are estimates from logged sets." if found.estimates else ""
    if before is None:
        return "This is the first test with this device and setting. The next one shows what changed."
    muscle = found.method.muscle_group if found.method else ""
    moved = [verdict for verdict in found.verdicts if verdict.muscle_group == muscle]
    real = [verdict for verdict in moved if verdict.change.is_real]
    if real:
        return real[0].change.sentence
    if moved and all(verdict.change.verdict == WITHIN for verdict in moved):
        return f"Since {day_words(before.on)} the {muscle} are {WITHIN}."
    return f"The test before was on {day_words(before.on)}."


def _leg(found: Timeline, method: Method, side: str) -> tuple[str, str]:
    return value_and_note(found, method, side)[0], against_target(found, method, side)


def _pairs(found: Timeline, latest: TestDay, method: Method) -> Iterator[MusclePair]:
    for name, muscle in (("Hamstrings", HAMSTRINGS), ("Quads", QUADRICEPS)):
        values: dict[str, float] = getattr(latest, muscle)
        left, right = values.get(LEFT), values.get(RIGHT)
        if left is None and right is None:
            continue
        shown = [
            with_unit(values[side], method.unit)
            if side in values
            else _missing(found, latest, muscle, side, NOT_TESTED)
            for side in (LEFT, RIGHT)
        ]
        gap = sides.gap_of(values, method, found.involved(latest.on))
        yield MusclePair(name, shown[0], shown[1], gap, charts.pair_bars(left, right))


def _rows(found: Timeline, method: Method, shown: Sequence[str]) -> list[TableRow]:
    broken = {one.on: one.sentence for one in found.breaks}
    since = comparing.since_before(found.all_days, method)[len(found.all_days) - len(found.days) :]
    rows = zip(reversed(found.days), reversed(since), strict=True)
    return [
        replace(_row(found, day, method, shown, broken.get(day.on, "")), verdicts=list(words.items()))
        for day, words in rows
    ]


def _row(found: Timeline, day: TestDay, method: Method, shown: Sequence[str], broken: str) -> TableRow:
    gap = sides.gap_of(getattr(day, method.muscle_group), method, found.involved(day.on))
    return TableRow(
        day,
        [method.shown(day.values[side]) if side in day.values else "–" for side in shown],
        _cells(found, day, method, HAMSTRINGS, shown),
        _cells(found, day, method, QUADRICEPS, shown),
        [],
        (gap.words if gap.involved else gap.short) if gap else "–",
        broken,
    )


def _cells(found: Timeline, day: TestDay, method: Method, muscle: str, shown: Sequence[str]) -> list[str]:
    values: dict[str, float] = getattr(day, muscle)
    return [
        with_unit(values[side], method.unit) if side in values else _missing(found, day, muscle, side, "–")
        for side in shown
    ]


def _missing(found: Timeline, day: TestDay, muscle: str, side: str, otherwise: str) -> str:
    return HELD_BACK if (day.on, muscle, side) in found.held_places else otherwise


def _references(found: Timeline) -> list[Reference]:
    if found.method is None:
        return []
    method = found.method
    measure = method.kind or "value"
    gravity = found.latest.settings.gravity_corrected if found.latest else ""
    return protocols.references(
        method.protocol, measure, speed_deg_s=method.speed_deg_s, gravity_corrected=gravity
    )


def volume_words(found: Timeline) -> str:
    """The balance of hard sets against the trainer's own band or, without one, against Plumb's."""
    balance = found.volume_balance
    if balance is None:
        return ""
    said = (
        f"Over the last four weeks with a log there were {fixed(balance)} hard sets of the hamstrings "
        "for each one of the quads"
    )
    if found.sets_target:
        return f"{said}: {_against(balance, found.sets_target)}. {found.sets_target.reason}"
    return (
        f"{said}: {volume.balance_band(balance)}. Plumb calls "
        f"{fixed(volume.FRONT_HEAVY_BELOW)} to {fixed(volume.BACK_HEAVY_ABOVE)} balanced; "
        "there is no published threshold."
    )


def _against(balance: float, target: Target) -> str:
    where = "below" if balance < target.low else "above" if balance > target.high else "within"
    return f"{where} the target of {fixed(target.low)} to {fixed(target.high)}"


def not_counted_words(rows: Iterable[volume.NotCounted]) -> list[str]:
    """Each exercise whose hard sets stand in no bar, and why."""
    return [
        f"{plain(row.sets)} hard {'set' if row.sets == 1 else 'sets'} of {row.exercise}: how much of a set "
        f"counts for the {' and the '.join(row.muscle_groups)} is not filled in."
        for row in rows
    ]
