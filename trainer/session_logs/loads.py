"""Loads as typed, as kilograms and as the reader wants them."""

from decimal import Decimal

from trainer.session_logs.models import SetLog
from trainer.web.units import KG, LB, in_unit, kilograms

__all__ = ["KG", "LB", "as_read", "in_unit", "kilograms"]


def as_read(log: SetLog, unit: str) -> Decimal | None:
    """The load of a set log in the reader's unit: as typed where the units agree."""
    if log.load_unit == unit and log.load_value is not None:
        return Decimal(f"{log.load_value.normalize():f}")
    return in_unit(log.load_kg, unit)
