"""What happened to a client since her trainer last opened her overview, the newest first."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone

from clients.consents import TEXTS
from clients.health import stage_title
from clients.models import InjuryEvent
from clients.screens import day_of
from trainer.accounts.models import Look, User
from trainer.balance.models import StrengthTest
from trainer.privacy.looks import APPS
from trainer.roster.desk import DeskRow
from trainer.session_logs.models import PainReport

AREA = APPS["roster"]
type Told = tuple[str, dt.datetime, str, str, str]


@dataclass(frozen=True)
class News:
    """One thing that happened: the day, where the client is, half a sentence, and where to read it."""

    on: dt.date
    words: str
    url: str


@dataclass(frozen=True)
class Since:
    """`last` is the last earlier day on which this trainer looked; `asked` are trainers asked in."""

    last: dt.date | None
    news: list[News]
    asked: list[str]


def since_last_look(row: DeskRow, reader: User) -> Since:
    """Two queries, however much happened."""
    looks = Look.objects.filter(actor=reader, client_number=row.client.pk, area=AREA)
    last = looks.filter(on__lt=timezone.localdate()).first()
    moment = last.at if last else timezone.now()
    told = list(_told(row, reader, moment))
    news = [_news(row, one) for one in told if one[0] != "asked"] + _mornings(row, moment)
    return Since(
        last.on if last else None,
        sorted(news, key=lambda one: one.on, reverse=True),
        [title for kind, _, _, title, _ in told if kind == "asked"],
    )


def _told(row: DeskRow, reader: User, since: dt.datetime) -> QuerySet[Any, Told]:
    """One query over all kinds: kind, moment, key, title and one detail; others' acts only."""
    client = row.client
    reports = PainReport.objects.filter(session=OuterRef("pk")).order_by()
    worst = reports.values("session").annotate(Max("value"))
    agreed = client.consents.exclude(by=reader)
    sessions = client.session_logs.exclude(by=reader).filter(finished_at__gt=since)
    kinds = [
        _arm(client.coaching_requests.waiting(), "asked", "asked_at", "email"),
        _arm(sessions, "session", "finished_at", "title", Subquery(worst.values("value__max"))),
        _arm(
            client.strength_tests.exclude(by=reader).filter(recorded_at__gt=since),
            "test",
            "recorded_at",
            Coalesce("own_protocol__title", "protocol", output_field=CharField()),
        ),
        _arm(agreed.filter(given_at__gt=since), "given", "given_at", "purpose"),
        _arm(agreed.filter(confirmed_at__gt=since), "confirmed", "confirmed_at", "purpose"),
        _arm(client.consents.filter(withdrawn_at__gt=since), "withdrawn", "withdrawn_at", "purpose"),
    ]
    if row.health:
        events = client.injury_events.exclude(by=reader).filter(at__gt=since)
        kinds += [
            _arm(events, "injury", "at", "kind", F("to_stage"), key="injury"),
            _arm(
                client.screens.filter(finished_at__gt=since), "screening", "finished_at", "questions_version"
            ),
        ]
    return kinds[0].union(*kinds[1:], all=True).order_by()


def _arm(
    rows: QuerySet[Any], kind: str, moment: str, title: Any, detail: Any = "", key: str = "pk"
) -> QuerySet[Any, Any]:
    """One kind of row under the columns of all."""
    words = CharField()
    wanted = Value(detail) if detail == "" else detail
    return rows.order_by().values_list(
        Value(kind, output_field=words), F(moment), Cast(key, words), Cast(title, words), Cast(wanted, words)
    )


def _news(row: DeskRow, told: Told) -> News:
    kind, at, key, title, detail = told
    client = row.client
    on = day_of(client, at)
    if kind == "session":
        pain = f", pain {detail} of 10" if detail and row.health else ""
        address = reverse("session_logs:session", args=[client.pk, UUID(key)])
        return News(on, f"{title} was logged{pain}.", address)
    if kind == "test":
        name = dict(StrengthTest.Protocol.choices).get(title, title)
        return News(on, f"Strength test: {name}.", reverse("balance:balance", args=[client.pk]))
    if kind == "screening":
        words = "The screening questions were answered."
        return News(on, words, reverse("clients:client_screening", args=[client.pk]))
    if kind == "injury":
        injury = next(one for one in row.all_injuries if one.pk == int(key))
        stage = stage_title(injury, detail)
        words = f"{injury.label.capitalize()}: {InjuryEvent.Kind(title).label.lower()}"
        address = reverse("clients:injury", args=[client.pk, injury.pk])
        return News(on, f"{words}{f', {stage[0].lower()}{stage[1:]}' if stage else ''}.", address)
    words = f"{TEXTS[title].title}: consent {kind}."
    return News(on, words, reverse("clients:edit", args=[client.pk]))


def _mornings(row: DeskRow, since: dt.datetime) -> list[News]:
    """What she said the morning after; pain within a session stands with the session."""
    reports = (one for one in row.pains if one.moment == PainReport.Moment.NEXT_DAY)
    return [
        News(
            one.reported_on,
            f"The morning after a session: pain {one.value} of 10.",
            reverse("session_logs:session", args=[row.client.pk, one.session_id]),
        )
        for one in reports
        if one.reported_at > since
    ]
