from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trainer.roster import attention, glance
from trainer.roster.attention import Notice
from trainer.roster.desk import DeskRow
from trainer.roster.glance import Glance


@dataclass(frozen=True)
class RosterLine:
    """One line of the roster."""

    row: DeskRow
    glance: Glance | None
    notices: list[Notice]

    @property
    def rules(self) -> set[str]:
        return {notice.rule for notice in self.notices}


SHOW: dict[str, tuple[str, Callable[[RosterLine], bool]]] = {
    "": ("All", lambda line: True),
    "look": ("Needs a look", lambda line: bool(line.notices)),
    "injured": ("Injured", lambda line: bool(line.row.injuries)),
    "test": ("Test due", lambda line: "test" in line.rules),
}


def roster_of(rows: list[DeskRow], *, show: str, search: str) -> dict[str, Any]:
    """All the roster page shows; `show` and `search` narrow the lines, never the notices."""
    found = attention.notices(rows)
    lines = [
        RosterLine(row, glance.of(row.readings), [n for n in found if n.client.pk == row.client.pk])
        for row in rows
    ]
    show = show if show in SHOW else ""
    wanted = [
        line for line in lines if SHOW[show][1](line) and search.lower() in line.row.client.name.lower()
    ]
    return {
        "notices": found,
        "need_a_look": len({notice.client.pk for notice in found}),
        "lines": wanted,
        "clients": len(lines),
        "week_done": sum(row.week_done for row in rows),
        "week_planned": sum(len(row.week) for row in rows),
        "show": show,
        "search": search,
        "choices": [(key, label, sum(map(test, lines))) for key, (label, test) in SHOW.items()],
    }
