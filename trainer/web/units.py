"""Kilograms and pounds; no Django, so that formulas may speak the reader's unit."""

from decimal import ROUND_HALF_UP, Decimal

KG, LB = "kg", "lb"
KILOGRAMS_PER_POUND = Decimal("0.45359237")


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
