"""Numbers as the pages write them: a real minus sign, commas in thousands, no needless zeros."""

import datetime as dt

MINUS = "\N{MINUS SIGN}"
UNIT_SIGNS = {"deg": "°"}
UNIT_DIGITS = {"N": 0, "kg": 2, "reps": 0}


def plain(value: float, digits: int = 1) -> str:
    """At most `digits` decimals: 117, 4,960, 0.5."""
    text = f"{value:,.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", MINUS)


def signed(value: float, digits: int = 1) -> str:
    """As `plain`, with a plus sign in front of a rise."""
    text = plain(value, digits)
    return text if text == "0" or text.startswith(MINUS) else f"+{text}"


def in_unit(value: float, unit: str) -> str:
    """With as many decimals as the unit deserves: N and repetitions whole, Nm to 0.1."""
    return plain(value, UNIT_DIGITS.get(unit, 1))


def rounded(value: float, unit: str) -> float:
    """To the decimals that are shown, so that no difference is told that those deny."""
    return round(value, UNIT_DIGITS.get(unit, 1))


def with_unit(value: float, unit: str) -> str:
    if unit in UNIT_SIGNS:
        return f"{in_unit(value, unit)}{UNIT_SIGNS[unit]}"
    return f"{in_unit(value, unit)} {unit}".rstrip()


def fixed(value: float, digits: int = 2) -> str:
    """Always `digits` decimals, as ratios are shown: 0.60."""
    return f"{value:.{digits}f}".replace("-", MINUS)


def day_words(day: dt.date) -> str:
    """18 Nov 2026."""
    return f"{day.day} {day:%b %Y}"
