"""Everything the balance page says of one client, in at most eight queries whatever the number of tests."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from clients.health import read_injury
from clients.models import Client, Injury
from clients.stages import is_recent
from exercises.models import MuscleShare
from trainer.balance import charts, volume
from trainer.balance import estimates as estimating
from trainer.balance.charts.shapes import Timeline as Drawing
from trainer.balance.methods import Break, Method, TestDay, breaks_of, days_of, lines_of, methods_of
from trainer.balance.models import Reading, Target
from trainer.balance.numbers import day_words, fixed, in_unit, plain
from trainer.balance.protocols import HAMSTRINGS, LEFT, QUADRICEPS, RIGHT, Reference
from trainer.balance.ratios import ReadingFacts
from trainer.balance.reliability import Fall
from trainer.balance.targets import HARD_SETS
from trainer.balance.verdicts import Verdict, comparable, falls_of, verdicts_of
from trainer.programs.models import Assignment
from trainer.session_logs.models import SetLog

MUSCLES = (HAMSTRINGS, QUADRICEPS)
# Places of an injury after which the strength of that leg is told in percent of the other.
OF_THE_THIGH = ("hamstring", "hamstring_sit_bone", "quadriceps", "knee_acl", "knee")


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
    readings: tuple[ReadingFacts, ...] = ()
    all_injuries: tuple[Injury, ...] = ()
    targets: Mapping[str, Target] = field(default_factory=dict)
    not_counted: tuple[volume.NotCounted, ...] = ()
    estimates: tuple[estimating.Estimate, ...] = ()
    sex: str = ""
    masses: Mapping[int, float] = field(default_factory=dict)

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
    def target(self) -> Target | None:
        """The trainer's own band for this method."""
        return self.targets.get(self.method.code) if self.method else None

    @property
    def sets_target(self) -> Target | None:
        """The trainer's own band for the balance of hard sets."""
        return self.targets.get(HARD_SETS)

    @property
    def reference(self) -> Reference | None:
        """The published range, where no band of the trainer's own stands in its place."""
        return self.method.band(self.sex) if self.method and not self.target else None

    @property
    def breaks(self) -> list[Break]:
        """Where the line starts anew within the span."""
        return [found for found in breaks_of(self.all_days) if found.on >= self.first]

    @cached_property
    def held_places(self) -> dict[tuple[dt.date, str, str], str]:
        """Day, muscle group and side of this method's readings that wait for a word, and why."""
        return {
            (row.tested_on, row.muscle_group, row.side): row.held_back
            for row in self.readings
            if row.held_back and self.method and row.protocol == self.method.protocol
        }

    def held_reason(self, day: TestDay, side: str) -> str:
        """Why the leg's numbers of that day wait for a word: its ratio's reason or a reading's; else ""."""
        places = (self.held_places.get((day.on, muscle, side), "") for muscle in MUSCLES)
        return day.held_back.get(side) or next(filter(None, places), "")

    def involved(self, on: dt.date) -> str:
        """The one leg that is or within 12 months was injured at the thigh or knee on that day, or ""."""
        sides = {injury.side for injury in self.all_injuries if _counts_on(injury, on)}
        return sides.pop() if len(sides) == 1 and sides <= {LEFT, RIGHT} else ""

    @property
    def volume_balance(self) -> float | None:
        return volume.volume_balance(self.weeks)

    def drawing(self, size: charts.Size) -> Drawing:
        return charts.timeline(self.history(), size)

    def history(self) -> charts.History:
        """The same facts as the table, as the charts take them."""
        this_week = next((week for week in self.weeks if week.starts_on == volume.monday_of(self.last)), None)
        notes = [_this_week(this_week, muscle) if this_week else "" for muscle in MUSCLES]
        return charts.History(
            first=self.first,
            last=self.last,
            lines=self._lines(),
            digits=self.method.digits if self.method else 0,
            band=self._band(),
            injuries=tuple(injury_span(injury, self.last) for injury in self.injuries),
            assignments=tuple(charts.Event(row.starts_on, row.program_name) for row in self.assignments),
            weeks=tuple(
                charts.Sets(
                    week.starts_on,
                    week.sets(HAMSTRINGS),
                    week.sets(QUADRICEPS),
                    tuple(muscle for muscle in MUSCLES if week.unknown.get(muscle)),
                )
                for week in self.weeks
            ),
            breaks=tuple(charts.Event(found.on, found.sentence) for found in self.breaks),
            hamstrings_note=notes[0],
            quadriceps_note=notes[1],
        )

    def _lines(self) -> tuple[charts.Line, ...]:
        if self.method is None:
            return ()
        return lines_of(self.days, self.method) + estimating.lines_of(self.estimates)

    def _band(self) -> charts.Band | None:
        if self.method and self.target:
            low, high = self.target.low, self.target.high
            words = fixed(low) if self.method.is_ratio else in_unit(low, self.method.unit)
            return charts.Band(low, high, f"Target {words} to {self.method.shown(high)}")
        reference = self.reference
        if reference is None or reference.low is None or reference.high is None:
            return None
        low, high = reference.low, reference.high
        return charts.Band(low, high, f"Published range {fixed(low)} to {fixed(high)}")


def of(client: Client, span: Span = USUAL_SPAN, *, method: str = "", health: bool) -> Timeline:
    """Read it all; injuries only where `health` data may be shown."""
    today = client.today()
    rows = _readings(client)
    facts = [row.facts() for row in rows]
    estimated = estimating.ratios_of(_sets_near_failure(client))
    methods = methods_of(facts, estimated=bool(estimated))
    chosen = next((found for found in methods if found.code == method), methods[0] if methods else None)
    all_days = days_of(facts, chosen) if chosen else []
    sets = _sets(client, today - dt.timedelta(days=span.days) if span.days else None)
    first = _first_day(span, today, facts, sets)
    shown = [one for one in estimated if one.on >= first] if chosen and chosen.takes_estimates else []
    injuries = tuple(client.injuries.order_by("onset_on", "pk")) if health else ()
    return Timeline(
        span=span,
        first=first,
        last=today,
        methods=tuple(methods),
        method=chosen,
        days=tuple(day for day in all_days if day.on >= first),
        all_days=tuple(all_days),
        weeks=tuple(volume.weekly(sets)),
        injuries=tuple(row for row in injuries if row.resolved_on is None or row.resolved_on >= first),
        assignments=tuple(
            client.assignments.filter(starts_on__range=(first, today)).order_by("starts_on", "pk")
        ),
        held_back=tuple(_held_back(rows, all_days)),
        readings=tuple(facts),
        all_injuries=injuries,
        targets={row.method: row for row in client.targets.select_related("by")},
        not_counted=tuple(volume.not_counted(sets)),
        estimates=tuple(shown),
        sex=client.sex,
        masses={row.test_id: float(row.test.body_mass_kg) for row in rows if row.test.body_mass_kg},
    )


def facts_of(client: Client) -> list[ReadingFacts]:
    """Every reading of the client in the order of time, in one query."""
    return [row.facts() for row in _readings(client)]


def _readings(client: Client) -> list[Reading]:
    rows = Reading.objects.filter(client=client).select_related("test__own_protocol")
    return list(rows.order_by("test__tested_on", "pk"))


def _first_day(
    span: Span, today: dt.date, facts: Sequence[ReadingFacts], sets: Sequence[volume.SetFacts]
) -> dt.date:
    if span.days:
        return today - dt.timedelta(days=span.days)
    begun = [fact.tested_on for fact in facts[:1]] + [done.performed_on for done in sets[:1]]
    return min(begun, default=today)


def _sets(client: Client, since: dt.date | None) -> list[volume.SetFacts]:
    """Logged sets as the counting takes them, from the Monday of the first week."""
    rows = SetLog.objects.filter(client=client)
    if since:
        rows = rows.filter(performed_on__gte=volume.monday_of(since))
    names = ("performed_on", "side", "rpe", "warm_up", "exercise_id", "exercise_name", "exercise__owner_id")
    done = list(rows.order_by("performed_on").values_list(*names))
    shares: dict[int | None, dict[str, float]] = defaultdict(dict)
    found = MuscleShare.objects.filter(exercise__in={row[4] for row in done}, muscle__slug__in=MUSCLES)
    for exercise, muscle, share in found.values_list("exercise_id", "muscle__slug", "share"):
        shares[exercise][muscle] = float(share)
    return [
        volume.SetFacts(
            performed_on=on,
            side=side,
            rpe=None if rpe is None else float(rpe),
            warm_up=warm_up,
            shares=shares[exercise],
            exercise=name,
            unknown=_unknown(shares[exercise], in_library=exercise is not None and owner is None),
        )
        for on, side, rpe, warm_up, exercise, name, owner in done
    ]


def _sets_near_failure(client: Client) -> list[estimating.LoggedSet]:
    """Sets of one leg with a load on the machines whose maxima can be estimated; the pure module picks."""
    rows = client.set_logs.filter(
        exercise__slug__in=estimating.exercises(),
        side__in=(LEFT, RIGHT),
        load_kg__gt=0,
        reps__gt=0,
        rpe__isnull=False,
        body_weight=False,
        assisted=False,
        warm_up=False,
    )
    found = rows.order_by("performed_on", "pk").values_list(
        "performed_on", "side", "load_kg", "reps", "rpe", "exercise__slug"
    )
    return [
        estimating.LoggedSet(on, side, float(load), reps, float(rpe), slug)
        for on, side, load, reps, rpe, slug in found
        if load is not None and reps is not None and rpe is not None
    ]


def _unknown(shares: Mapping[str, float], *, in_library: bool) -> tuple[str, ...]:
    """What the library leaves out counts nothing; what a trainer left open, or nobody knows, is not known."""
    return () if in_library else tuple(muscle for muscle in MUSCLES if muscle not in shares)


def _this_week(week: volume.Week, muscle_group: str) -> str:
    """A plus where some sets could not be counted; the end of a line has no room for more."""
    more = "+" if week.unknown.get(muscle_group) else ""
    return f"{plain(week.sets(muscle_group))}{more} this week"


def _counts_on(injury: Injury, on: dt.date) -> bool:
    over = injury.resolved_on
    still = over is None or on <= over or is_recent(over, on)
    return injury.structure in OF_THE_THIGH and injury.onset_on <= on and still


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


def _held_back(rows: Iterable[Reading], days: Iterable[TestDay]) -> list[HeldBack]:
    """Readings that wait for somebody's word, and ratios of the chosen method that cannot be right."""
    readings = [
        HeldBack(
            row.test_id, row.test.tested_on, f"{row.side.capitalize()} {row.muscle_group}: {row.held_back}"
        )
        for row in rows
        if row.held_back
    ]
    ratios = [HeldBack(day.tests[0], day.on, reason) for day in days for reason in day.held_back.values()]
    return readings + ratios
