"""What the balance page shows, made of the timeline's facts: every number here is already in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from clients.health import OpenInjury
from clients.models import Client
from trainer.accounts.models import User
from trainer.balance import charts, estimates, protocols, retests, volume
from trainer.balance.charts.small import PairBars
from trainer.balance.methods import SIDES, Method, TestDay
from trainer.balance.models import OwnProtocol, Target
from trainer.balance.numbers import day_words, fixed, plain, with_unit
from trainer.balance.pages import comparing, sides
from trainer.balance.pages.gates import gates_of
from trainer.balance.pages.key_numbers import (
    HELD_BACK,
    NOT_TESTED,
    against_target,
    key_numbers,
    value_and_note,
)
from trainer.balance.pages.references import references_of
from trainer.balance.protocols import HAMSTRINGS, LEFT, QUADRICEPS, RIGHT, Source
from trainer.balance.reliability import WITHIN
from trainer.balance.retest_rules import NextTest
from trainer.balance.timeline import SPANS, Timeline

HARD_SETS_TITLE = "Balance of hard sets"


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
    if found.method:
        context["headline"] = headline(found)
        context["evidence"] = protocols.evidence(found.method.kind or found.method.protocol)
        if found.latest:
            coming = _coming(found, found.method, client, injuries)
            context |= _of_tests(found, found.method, found.latest, coming)
            context |= _of_two_days(found, found.method, asked)
    return context


def _coming(
    found: Timeline, method: Method, client: Client, injuries: Iterable[OpenInjury]
) -> NextTest | None:
    facts = [row.injury.facts() for row in injuries]
    planned = retests.plan(found.readings, client.retests.all(), facts, found.last)
    return next((one for one in planned if one.protocol == method.protocol), None)


def _of_tests(found: Timeline, method: Method, latest: TestDay, coming: NextTest | None) -> dict[str, Any]:
    """The numbers of the newest test, and every test in a table."""
    shown = sides.sides_of(found.all_days)
    pairs = list(_pairs(found, latest, method))
    return {
        "sides": shown,
        "key_numbers": key_numbers(found, shown, coming),
        "left": _leg(found, method, LEFT),
        "right": _leg(found, method, RIGHT),
        "spot": found.involved(latest.on),
        "pairs": pairs,
        "pairs_mean": sides.meaning([pair.gap for pair in pairs if pair.gap]),
        "made_of": sides.made_of(latest, method) if method.is_ratio else "",
        "rows": _rows(found, method, shown),
        "has_quadriceps": any(day.quadriceps for day in found.all_days),
        "references": references_of(found),
    }


def _of_two_days(found: Timeline, method: Method, asked: Mapping[str, str]) -> dict[str, Any]:
    """One test day against another, and beyond what a change is likely real."""
    return {
        "comparison": comparing.compare(found.all_days, method, asked.get("a", ""), asked.get("b", "")),
        "choices": comparing.choices_of(found.all_days),
        "limits": limits_of(found),
    }


def limits_of(found: Timeline) -> list[tuple[str, str, Source]]:
    """From which size on a change is likely real, for whom, and who says so."""
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
    told = [(name, limit, errors[name].source) for name, limit in shown.items() if name in errors]
    if not any(source.basis == "trainer" for _, _, source in told):
        return told
    row = OwnProtocol.objects.select_related("trainer").get(pk=int(protocols.own_number(test.code) or 0))
    return [(name, limit, _of_trainer(source, row.trainer)) for name, limit, source in told]


def _of_trainer(source: Source, trainer: User | None) -> Source:
    """A trainer's number names the trainer: "own estimate" alone reads as the reader's own."""
    name = (trainer.name or trainer.email) if trainer else "A trainer"
    estimate = "own estimate" in source.citation.lower()
    return replace(source, citation=f"{name}'s own estimate" if estimate else f"{name}: {source.citation}")


def headline(found: Timeline) -> str:
    """One sentence that says what the chart shows."""
    if found.falls:
        return " ".join([*(fall.change.moved for fall in found.falls[:-1]), found.falls[-1].change.sentence])
    latest, before = found.latest, found.before
    if latest is None:
        return "No test yet: hollow marks are estimates from logged sets." if found.estimates else ""
    if before is None:
        return "This is the first test with this device and setting. The next one shows what changed."
    muscle = found.method.muscle_group if found.method else ""
    moved = [verdict for verdict in found.verdicts if verdict.muscle_group == muscle]
    real = [verdict.change for verdict in moved if verdict.change.is_real]
    if real:
        return " ".join([*(change.moved for change in real[:-1]), real[-1].sentence])
    held = [side for side in SIDES if found.held_reason(latest, side)]
    if held:
        return f"No verdict: numbers of the {' and the '.join(held)} are held back."
    if moved and all(verdict.change.verdict == WITHIN for verdict in moved):
        return f"Since {day_words(before.on)} the {muscle} are {WITHIN}."
    return f"The test before was on {day_words(before.on)}."


def _leg(found: Timeline, method: Method, side: str) -> tuple[str, str]:
    """The value of the newest test; an older one names its day, and what is held back shows none."""
    if found.latest and side not in found.latest.values:
        value, note = value_and_note(found, method, side)
        return value, note.rpartition(". ")[2] if value == HELD_BACK else note
    return value_and_note(found, method, side)[0], against_target(found, method, side)


def _pairs(found: Timeline, latest: TestDay, method: Method) -> Iterator[MusclePair]:
    for name, muscle in (("Hamstrings", HAMSTRINGS), ("Quads", QUADRICEPS)):
        if not getattr(latest, muscle):
            continue
        values = latest.sound(muscle)
        left, right = values.get(LEFT), values.get(RIGHT)
        shown = [
            with_unit(values[side], method.unit)
            if side in values
            else HELD_BACK
            if side in latest.held_back
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
    # One figure for the whole column: the injury that counts at the newest test.
    involved = found.involved(found.latest.on) if found.latest else ""
    gap = sides.gap_of(day.sound(method.muscle_group), method, involved)
    return TableRow(
        day,
        [_ratio_cell(found, day, method, side) for side in shown],
        _cells(found, day, method, HAMSTRINGS, shown),
        _cells(found, day, method, QUADRICEPS, shown),
        [],
        gap.words if gap else "–",
        broken,
    )


def _ratio_cell(found: Timeline, day: TestDay, method: Method, side: str) -> str:
    if side in day.values:
        return method.shown(day.values[side])
    return HELD_BACK if found.held_reason(day, side) else "–"


def _cells(found: Timeline, day: TestDay, method: Method, muscle: str, shown: Sequence[str]) -> list[str]:
    values: dict[str, float] = getattr(day, muscle)
    return [
        with_unit(values[side], method.unit) if side in values else _missing(found, day, muscle, side, "–")
        for side in shown
    ]


def _missing(found: Timeline, day: TestDay, muscle: str, side: str, otherwise: str) -> str:
    return HELD_BACK if (day.on, muscle, side) in found.held_places else otherwise


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
