"""Everything the balance page says of one client, read in six queries whatever the number of tests."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clients.health import read_injury
from clients.models import Client, Injury
from exercises.models import MuscleShare
from trainer.balance import charts, volume
from trainer.balance.charts.shapes import Timeline as Drawing
from trainer.balance.methods import Method, TestDay, days_of, lines_of, methods_of
from trainer.balance.models import Reading
from trainer.balance.numbers import day_words, fixed, plain
from trainer.balance.protocols import HAMSTRINGS, QUADRICEPS, Reference
from trainer.balance.ratios import ReadingFacts
from trainer.balance.reliability import Fall
from trainer.balance.verdicts import Verdict, comparable, falls_of, verdicts_of
from trainer.programs.models import Assignment
from trainer.session_logs.models import SetLog

MUSCLES = (HAMSTRINGS, QUADRICEPS)


@dataclass(frozen=True)
class Span:
    """How far back the page looks; no number of days is everything there is."""

    code: str
    label: str
    words: str
    days: int | None


SPANS = (
    Span("3", "3 m", "last 3 months", 92),
    Span("6", "6 m", "last 6 months", 183),
    Span("12", "12 m", "last 12 months", 365),
    Span("all", "All", "since the first day", None),
)
USUAL_SPAN = SPANS[2]


def span_of(code: str) -> Span:
    return next((span for span in SPANS if span.code == code), USUAL_SPAN)


@dataclass(frozen=True)
class HeldBack:
    """Why a number or a ratio counts nowhere yet, and the test it belongs to."""

    test_id: int
    tested_on: dt.date
    reason: str


@dataclass(frozen=True)
class Timeline:
    """One client's tests of one method, with what happened around them, from `first` to `last`."""

    span: Span
    first: dt.date
    last: dt.date
    methods: tuple[Method, ...]
    method: Method | None
    days: tuple[TestDay, ...]
    all_days: tuple[TestDay, ...]
    weeks: tuple[volume.Week, ...]
    injuries: tuple[Injury, ...]
    assignments: tuple[Assignment, ...]
    held_back: tuple[HeldBack, ...]

    @property
    def latest(self) -> TestDay | None:
        return self.all_days[-1] if self.all_days else None

    @property
    def before(self) -> TestDay | None:
        """The test before the latest, with the same device and settings."""
        same = comparable(self.all_days)
        return same[-2] if len(same) > 1 else None

    @property
    def verdicts(self) -> list[Verdict]:
        return verdicts_of(self.all_days, self.method) if self.method else []

    @property
    def falls(self) -> list[Fall]:
        return falls_of(self.all_days, self.method) if self.method else []

    @property
    def reference(self) -> Reference | None:
        return self.method.band() if self.method else None

    @property
    def volume_balance(self) -> float | None:
        return volume.volume_balance(self.weeks)

    def drawing(self, size: charts.Size) -> Drawing:
        return charts.timeline(self.history(), size)

    def history(self) -> charts.History:
        """The same facts as the table, as the charts take them."""
        this_week = next((week for week in self.weeks if week.starts_on == volume.monday_of(self.last)), None)
        notes = [f"{plain(this_week.sets(muscle))} this week" if this_week else "" for muscle in MUSCLES]
        return charts.History(
            first=self.first,
            last=self.last,
            lines=lines_of(self.days, self.method) if self.method else (),
            digits=self.method.digits if self.method else 0,
            band=_band(self.reference),
            injuries=tuple(injury_span(injury, self.last) for injury in self.injuries),
            assignments=tuple(charts.Event(row.starts_on, row.program_name) for row in self.assignments),
            weeks=tuple(
                charts.Sets(week.starts_on, week.sets(HAMSTRINGS), week.sets(QUADRICEPS))
                for week in self.weeks
            ),
            hamstrings_note=notes[0],
            quadriceps_note=notes[1],
        )


def of(client: Client, span: Span = USUAL_SPAN, *, method: str = "", health: bool) -> Timeline:
    """Read it all; injuries only where `health` data may be shown."""
    today = client.today()
    rows = list(
        Reading.objects.filter(client=client).select_related("test").order_by("test__tested_on", "pk")
    )
    facts = [row.facts() for row in rows]
    methods = methods_of(facts)
    chosen = next((found for found in methods if found.code == method), methods[0] if methods else None)
    all_days = days_of(facts, chosen) if chosen else []
    sets = _sets(client, today - dt.timedelta(days=span.days) if span.days else None)
    first = _first_day(span, today, facts, sets)
    return Timeline(
        span=span,
        first=first,
        last=today,
        methods=tuple(methods),
        method=chosen,
        days=tuple(day for day in all_days if day.on >= first),
        all_days=tuple(all_days),
        weeks=tuple(volume.weekly(sets)),
        injuries=_injuries(client, first) if health else (),
        assignments=tuple(
            client.assignments.filter(starts_on__range=(first, today)).order_by("starts_on", "pk")
        ),
        held_back=tuple(_held_back(rows, all_days)),
    )


def _first_day(
    span: Span, today: dt.date, facts: Sequence[ReadingFacts], sets: Sequence[volume.SetFacts]
) -> dt.date:
    if span.days:
        return today - dt.timedelta(days=span.days)
    begun = [fact.tested_on for fact in facts[:1]] + [done.performed_on for done in sets[:1]]
    return min(begun, default=today)


def _sets(client: Client, since: dt.date | None) -> list[volume.SetFacts]:
    """Logged sets as the counting takes them, from the Monday of the first week."""
    rows = SetLog.objects.filter(client=client).exclude(exercise=None)
    if since:
        rows = rows.filter(performed_on__gte=volume.monday_of(since))
    done = list(
        rows.order_by("performed_on").values_list("performed_on", "side", "rpe", "warm_up", "exercise_id")
    )
    shares: dict[int, dict[str, float]] = defaultdict(dict)
    found = MuscleShare.objects.filter(exercise__in={row[4] for row in done}, muscle__slug__in=MUSCLES)
    for exercise, muscle, share in found.values_list("exercise_id", "muscle__slug", "share"):
        shares[exercise][muscle] = float(share)
    return [
        volume.SetFacts(on, side, None if rpe is None else float(rpe), warm_up, shares[exercise])
        for on, side, rpe, warm_up, exercise in done
    ]


def _injuries(client: Client, first: dt.date) -> tuple[Injury, ...]:
    """Those that were open on any day since the first."""
    return tuple(client.injuries.exclude(resolved_on__lt=first).order_by("onset_on", "pk"))


def injury_span(injury: Injury, today: dt.date) -> charts.Span:
    label = injury.label[0].upper() + injury.label[1:]
    if injury.resolved_on is None:
        found = read_injury(injury, today)
        stage = f", stage {found.step} of {found.steps}" if found.step else ""
        return charts.Span(injury.onset_on, None, label, f"since {day_words(injury.onset_on)}{stage}")
    same_year = injury.onset_on.year == injury.resolved_on.year
    began = f"{injury.onset_on.day} {injury.onset_on:%b}" if same_year else day_words(injury.onset_on)
    return charts.Span(
        injury.onset_on, injury.resolved_on, label, f"{began} to {day_words(injury.resolved_on)}"
    )


def _band(reference: Reference | None) -> charts.Band | None:
    if reference is None or reference.low is None or reference.high is None:
        return None
    low, high = reference.low, reference.high
    return charts.Band(low, high, f"Published range {fixed(low)} to {fixed(high)}")


def _held_back(rows: Iterable[Reading], days: Iterable[TestDay]) -> list[HeldBack]:
    """Readings that wait for somebody's word, and ratios of the chosen method that cannot be right."""
    readings = [
        HeldBack(
            row.test_id, row.test.tested_on, f"{row.side.capitalize()} {row.muscle_group}: {row.held_back}"
        )
        for row in rows
        if row.held_back
    ]
    ratios = [HeldBack(day.tests[0], day.on, reason) for day in days for reason in day.held_back]
    return readings + ratios
