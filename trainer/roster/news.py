"""What happened to a client since her trainer last opened her overview, the newest first."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone

from clients.consents import TEXTS
from clients.health import stage_title
from clients.models import InjuryEvent
from clients.screens import day_of
from trainer.accounts.models import AuditEntry, Look, User
from trainer.balance.models import StrengthTest
from trainer.privacy.looks import APPS
from trainer.roster.desk import DeskRow
from trainer.session_logs.models import PainReport

AREA = APPS["roster"]
PLAN = "programs:client_program"
MASSES = "clients:masses"
NOTES = "clients:notes"
INJURIES = "clients:injuries"
HEALTH = {
    "gate met": ("A gate was ticked", INJURIES),
    "gate taken back": ("A tick at a gate was taken back", INJURIES),
    "injury reported again": ("An injury was reported again", INJURIES),
    "injury linked to an earlier one": ("An injury was linked to an earlier one", INJURIES),
    "injury link taken back": ("The link of an injury to an earlier one was taken back", INJURIES),
}
# What the audit tells: half a sentence and where to read on. Other news come from the rows.
DONE = {
    "programme assigned": ("A programme was assigned", PLAN),
    "assignment ended": ("A programme was ended", PLAN),
    "exercise swapped": ("Exercises were swapped", PLAN),
    "exercise put back": ("Exercises were put back", PLAN),
    "exercise eased": ("Exercises were eased", PLAN),
    "exercise left out": ("Exercises were left out", PLAN),
    "exercise kept": ("Exercises in question were kept", PLAN),
    "kept exercise taken back": ("A kept exercise is a question again", PLAN),
    "numbers changed": ("Numbers in the plan were changed", PLAN),
    "workout moved": ("Workouts were moved", PLAN),
    "client changed": ("The profile was changed", "clients:edit"),
    "body mass recorded": ("Body mass was recorded", MASSES),
    "body mass corrected": ("Body mass was corrected", MASSES),
    "body mass removed": ("A body mass was removed", MASSES),
    "private note written": ("A note was written", NOTES),
    "private note changed": ("A note was changed", NOTES),
    "private note deleted": ("A note was deleted", NOTES),
    "erasure asked for": ("Erasure of everything was asked for", "clients:edit"),
    "erasure taken back": ("Erasure was taken back", "clients:edit"),
}
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
    # What was done ten times on one day is told once.
    done = dict.fromkeys(_done(row, one) for one in told if one[0] == "done")
    news = [_news(row, one) for one in told if one[0] not in {"asked", "done"}] + _mornings(row, moment)
    return Since(
        last.on if last else None,
        sorted([*news, *done], key=lambda one: one.on, reverse=True),
        [title for kind, _, _, title, _ in told if kind == "asked"],
    )


def _told(row: DeskRow, reader: User, since: dt.datetime) -> QuerySet[Any, Told]:
    """One query over all kinds: kind, moment, key, title and one detail; others' acts only."""
    client = row.client
    reports = PainReport.objects.filter(session=OuterRef("pk")).order_by()
    worst = reports.values("session").annotate(Max("value"))
    agreed = client.consents.exclude(by=reader)
    sessions = client.session_logs.exclude(by=reader).filter(finished_at__gt=since)
    acts = {**DONE, **HEALTH} if row.health else DONE
    entries = AuditEntry.objects.filter(client_number=client.pk, action__in=acts, at__gt=since)
    kinds = [
        _arm(entries.exclude(actor=reader), "done", "at", "action", Coalesce("actor__name", Value(""))),
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
        earlier = InjuryEvent.objects.filter(injury=OuterRef("injury"), pk__lt=OuterRef("pk"))
        # Only the first "recorded" is a new injury; the audit tells what the later ones are.
        told_here = ~Q(kind=InjuryEvent.Kind.RECORDED) | ~Exists(earlier)
        events = client.injury_events.exclude(by=reader).filter(told_here, at__gt=since)
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


def _done(row: DeskRow, told: Told) -> News:
    """An act of somebody else, from the audit."""
    _, at, _, action, name = told
    words, address = (DONE | HEALTH)[action]
    by = f" by {name}" if name else ""
    return News(day_of(row.client, at), f"{words}{by}.", reverse(address, args=[row.client.pk]))


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
