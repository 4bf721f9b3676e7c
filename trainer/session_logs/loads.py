"""Loads as typed, as kilograms and as the reader wants them."""

from decimal import ROUND_HALF_UP, Decimal

from trainer.session_logs.models import SetLog
from trainer.web.templatetags.plumb import KILOGRAMS_PER_POUND

KG = SetLog.LoadUnit.KG.value
LB = SetLog.LoadUnit.LB.value


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def kilograms(value: Decimal | None, unit: str) -> Decimal | None:
    """Three decimals of a kilogram, which is what the database keeps."""
    if value is None:
        return None
    return rounded(value * KILOGRAMS_PER_POUND if unit == LB else value, 3)


def in_unit(kilogram: Decimal | None, unit: str) -> Decimal | None:
    """Kilograms in the reader's unit; pounds to one decimal."""
    if kilogram is None:
        return None
    exact = rounded(kilogram / KILOGRAMS_PER_POUND, 1) if unit == LB else kilogram
    return Decimal(f"{exact.normalize():f}")


def as_read(log: SetLog, unit: str) -> Decimal | None:
    """The load of a set log in the reader's unit: as typed where the units agree."""
    if log.load_unit == unit and log.load_value is not None:
        return Decimal(f"{log.load_value.normalize():f}")
    return in_unit(log.load_kg, unit)
