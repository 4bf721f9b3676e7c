"""The next tests of clients, read in a fixed number of queries, and what a trainer may say about them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max, QuerySet, Window
from django.urls import reverse
from django.utils import timezone

from clients.consents import health_visible
from clients.models import Client, Consent, Injury
from clients.rules import InjuryFacts
from trainer.accounts import audit
from trainer.accounts.models import User
from trainer.balance.models import Reading, Retest, StrengthTest
from trainer.balance.protocols import Protocol
from trainer.balance.ratios import ReadingFacts
from trainer.balance.retest_rules import NextTest, OwnDay, next_tests

# A day further off than this is a slip of the finger.
FURTHEST = dt.timedelta(days=2 * 365)


@dataclass(frozen=True)
class Planned:
    """The next test of one protocol, with whose it is and what day it is there."""

    client: Client
    test: NextTest
    today: dt.date

    @property
    def when(self) -> str:
        return self.test.when(self.today)

    @property
    def day(self) -> dt.date:
        """The day it is due; today where it is not asked for, so that every row has a place."""
        return self.test.due_on or self.today

    @property
    def heading(self) -> str:
        """Overdue, this week, and then month by month."""
        if self.day < self.today:
            return "Overdue"
        if self.day - self.today < dt.timedelta(days=7 - self.today.weekday()):
            return "This week"
        return f"{self.day:%B}" if self.day.year == self.today.year else f"{self.day:%B %Y}"

    @property
    def is_due(self) -> bool:
        return self.test.is_due(self.today)

    @property
    def record_url(self) -> str:
        return record_url(self.client.pk, self.test)


@dataclass
class Agenda:
    """What a trainer has to test: by its day, what waits, what is not asked for, and who has no test."""

    dated: list[Planned] = field(default_factory=list)
    waiting: list[Planned] = field(default_factory=list)
    not_asked: list[Planned] = field(default_factory=list)
    untested: list[Client] = field(default_factory=list)

    @property
    def groups(self) -> dict[str, list[Planned]]:
        """By their headings, in the order of the days."""
        found: dict[str, list[Planned]] = defaultdict(list)
        for one in self.dated:
            found[one.heading].append(one)
        return dict(found)

    @property
    def due(self) -> list[Planned]:
        return [one for one in self.dated if one.is_due]

    @property
    def test_days(self) -> list[tuple[Protocol, list[Client]]]:
        """Tests for which several clients are due, so that they may be done on one day."""
        together: dict[Protocol, list[Client]] = defaultdict(list)
        for one in self.due:
            together[one.test.how].append(one.client)
        return [(how, clients) for how, clients in together.items() if len(clients) > 1]


def plan(
    readings: Iterable[ReadingFacts], days: Iterable[Retest], injuries: Sequence[InjuryFacts], today: dt.date
) -> list[NextTest]:
    """As `next_tests`, from the rows of one client; asks the database for nothing.

    A test that its trainer put away is not asked for.
    """
    own = [OwnDay(row.protocol, row.due_on, timezone.localdate(row.at), row.reason) for row in days]
    in_use = [reading for reading in readings if not reading.archived]
    return next_tests(in_use, own, injuries, today)


def of_client(client: Client, *, health: bool | None = None) -> list[Planned]:
    """The next tests of one client, in three or four queries; one before her first test."""
    readings = [row.facts() for row in newest_readings(Client.objects.filter(pk=client.pk))]
    if not readings:
        return []
    visible = health_visible(client) if health is None else health
    injuries = client.injuries.open().facts() if visible else []
    today = client.today()
    return [Planned(client, test, today) for test in plan(readings, client.retests.all(), injuries, today)]


def agenda_of(user: User) -> Agenda:
    """The tests of everybody whom this trainer coaches, in five queries."""
    clients = Client.objects.coached_by(user).active()
    healthy = Consent.objects.filter(purpose=Consent.Purpose.HEALTH, withdrawn_at=None).values("client")
    readings: dict[int, list[ReadingFacts]] = defaultdict(list)
    for row in newest_readings(clients):
        readings[row.client_id].append(row.facts())
    days: dict[int, list[Retest]] = defaultdict(list)
    for day in Retest.objects.filter(client__in=clients):
        days[day.client_id].append(day)
    injuries: dict[int, list[InjuryFacts]] = defaultdict(list)
    for injury in Injury.objects.open().filter(client__in=clients).filter(client__in=healthy):
        injuries[injury.client_id].append(injury.facts())
    agenda = Agenda()
    for client in clients:
        today = client.today()
        tests = plan(readings[client.pk], days[client.pk], injuries[client.pk], today)
        for one in (Planned(client, test, today) for test in tests):
            asked = agenda.waiting if one.test.waits else agenda.dated
            (agenda.not_asked if one.test.due_on is None else asked).append(one)
        if not tests:
            agenda.untested.append(client)
    agenda.dated.sort(key=lambda one: (one.day, one.client.name, one.client.pk))
    return agenda


def newest_readings(clients: QuerySet[Client]) -> QuerySet[Reading]:
    """The readings of the newest day of each protocol."""
    kind = [F("client"), F("protocol"), F("own_protocol")]
    tests = (
        StrengthTest.objects.filter(client__in=clients)
        .annotate(newest=Window(Max("tested_on"), partition_by=kind))
        .filter(tested_on=F("newest"))
    )
    found = Reading.objects.filter(test__in=tests.values("pk"))
    return found.select_related("test", "test__own_protocol").order_by("test__tested_on", "pk")


def record_url(client_pk: int, test: NextTest) -> str:
    """The form of the same test, at the slowest speed of last time."""
    query = {"speed": test.speeds[0]} if test.speeds else None
    return reverse("balance:test_new", args=[client_pk, test.protocol], query=query)


@transaction.atomic
def set_day(*, client: Client, protocol: str, due_on: dt.date | None, reason: str, by: User) -> Retest:
    """Ask for the next test of this kind on a day of the trainer's own; without a day, not any more."""
    if due_on:
        check_due_on(client, due_on)
    values = {"due_on": due_on, "reason": reason, "at": timezone.now(), "by": by}
    retest, _ = Retest.objects.update_or_create(client=client, protocol=protocol, defaults=values)
    action = "day of the next test set" if due_on else "test not asked for any more"
    audit.record(action, by=by, client_number=client.pk, row=retest)
    return retest


@transaction.atomic
def ask_as_usual(*, client: Client, protocol: str, by: User) -> None:
    """Take the trainer's own word back: the day follows from the last test again."""
    if client.retests.filter(protocol=protocol).delete()[0]:
        audit.record("test asked for as usual", by=by, client_number=client.pk)


def check_due_on(client: Client, day: dt.date) -> None:
    if day < client.today():
        raise ValidationError("This day is over. Choose today or a day to come.")
    if day > client.today() + FURTHEST:
        raise ValidationError("This is more than two years away. Check the year.")
