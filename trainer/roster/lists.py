from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trainer.roster import attention, glance
from trainer.roster.attention import Notice
from trainer.roster.desk import DeskRow
from trainer.roster.glance import Glance

# So many notices are read at a glance; the rest, less urgent, opens below them.
FIRST = 12


@dataclass(frozen=True)
class RosterLine:
    """One line of the roster."""

    row: DeskRow
    glance: Glance | None
    notices: list[Notice]

    @property
    def rules(self) -> set[str]:
        return {notice.rule for notice in self.notices}

    @property
    def needs_a_look(self) -> bool:
        return any(not notice.told.quiet for notice in self.notices)


SHOW: dict[str, tuple[str, Callable[[RosterLine], bool]]] = {
    "": ("All", lambda line: True),
    "look": ("Needs a look", lambda line: line.needs_a_look),
    "injured": ("Injured", lambda line: bool(line.row.injuries)),
    "test": ("Test due", lambda line: "test" in line.rules),
}


def roster_of(rows: list[DeskRow], *, show: str, search: str) -> dict[str, Any]:
    """All the roster page shows; `show` and `search` narrow the lines, never the notices."""
    found = attention.every(rows)
    notices = [notice for notice in found if notice.until is None]
    lines = [
        RosterLine(
            row,
            glance.of(row.readings, row.targets),
            [notice for notice in notices if notice.client.pk == row.client.pk],
        )
        for row in rows
    ]
    show = show if show in SHOW else ""
    wanted = [
        line for line in lines if SHOW[show][1](line) and search.lower() in line.row.client.name.lower()
    ]
    first = [notice for notice in notices if not notice.told.quiet][:FIRST]
    return {
        "notices": first,
        "more_notices": [notice for notice in notices if notice not in first],
        "put_off": [notice for notice in found if notice.until],
        "need_a_look": sum(line.needs_a_look for line in lines),
        "lines": wanted,
        "clients": len(lines),
        "week_done": sum(row.week_done for row in rows),
        "week_planned": sum(len(row.week) for row in rows),
        "has_targets": any(line.glance and line.glance.target for line in wanted),
        "show": show,
        "search": search,
        "choices": [(key, label, sum(map(test, lines))) for key, (label, test) in SHOW.items()],
    }
