"""Who needs a look: the notices of clients, the most urgent first, by the rules and numbers of `rules`."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from trainer.roster.attention import injuries, strength, training
from trainer.roster.attention.rules import ORDER, RULES, Notice, Rule
from trainer.roster.desk import DeskRow

__all__ = ["RULES", "Notice", "Rule", "every", "find", "notices", "of_client", "put_off_of"]


def every(rows: Iterable[DeskRow]) -> list[Notice]:
    """Every notice of these clients, also those put off; by rank and the newest first within a rule."""
    found = [notice for row in rows for notice in _of_row(row)]
    return sorted(found, key=_place)


def _place(notice: Notice) -> tuple[int, int, int, int]:
    return ORDER[notice.rule], notice.rank, -notice.since.toordinal(), notice.client.pk


def notices(rows: Iterable[DeskRow]) -> list[Notice]:
    """What shows now."""
    return [notice for notice in every(rows) if notice.until is None]


def of_client(row: DeskRow) -> list[Notice]:
    return notices([row])


def put_off_of(row: DeskRow) -> list[Notice]:
    return [notice for notice in every([row]) if notice.until is not None]


def find(row: DeskRow, rule: str, subject: str) -> Notice | None:
    """The notice of this name as long as it holds, put off or not."""
    named = (notice for notice in every([row]) if (notice.rule, notice.subject) == (rule, subject))
    return next(named, None)


def _of_row(row: DeskRow) -> Iterator[Notice]:
    for notice in chain(injuries.of(row), training.of(row), strength.of(row)):
        until = row.put_off.get((notice.rule, notice.subject))
        yield replace(notice, until=until) if until and notice.told.can_wait else notice
