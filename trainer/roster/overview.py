from typing import Any

from trainer.balance.ratios import asymmetries
from trainer.roster import attention, glance
from trainer.roster.desk import DeskRow


def overview_of(row: DeskRow) -> dict[str, Any]:
    """What the overview of one client shows."""
    missed = [workout for workout in row.workouts if row.missed(workout)]
    gaps = [gap for gap in asymmetries(row.readings) if gap.muscle_group == "hamstrings"]
    return {
        "row": row,
        "today": row.today,
        "open_injuries": row.open_injuries,
        "notices": list(attention.of_client(row)),
        "glance": glance.of(row.readings),
        "gap": gaps[-1] if gaps else None,
        "tested_on": max((reading.tested_on for reading in row.readings), default=None),
        "missed": missed,
    }
