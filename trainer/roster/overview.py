from collections.abc import Iterable
from typing import Any

from clients.screens import standing_of
from trainer.balance.protocols import HAMSTRINGS
from trainer.balance.ratios import Asymmetry, ReadingFacts, asymmetries
from trainer.roster import attention, glance
from trainer.roster.desk import DeskRow


def overview_of(row: DeskRow) -> dict[str, Any]:
    """What the overview of one client shows."""
    missed = [workout for workout in row.workouts if row.missed(workout)]
    return {
        "row": row,
        "today": row.today,
        "open_injuries": row.open_injuries,
        "notices": list(attention.of_client(row)),
        "screening": standing_of(row.client) if row.health else None,
        "glance": glance.of(row.readings),
        "gap": newest_gap(row.readings),
        "tested_on": max((reading.tested_on for reading in row.readings), default=None),
        "missed": missed,
        "newest_mass": row.client.body_masses.first(),
    }


def newest_gap(readings: Iterable[ReadingFacts]) -> Asymmetry | None:
    """Between the hamstrings at the newest test, of the slowest speed, as the ratio beside it."""
    gaps = [gap for gap in asymmetries(readings) if gap.muscle_group == HAMSTRINGS]
    newest = max((gap.tested_on for gap in gaps), default=None)
    same_day = [gap for gap in gaps if gap.tested_on == newest]
    return min(same_day, key=lambda gap: gap.speed_deg_s or 0, default=None)
