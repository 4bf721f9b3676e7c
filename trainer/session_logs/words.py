"""Doses, sets and sessions in words."""

import re
from collections.abc import Iterable
from decimal import Decimal

from trainer.programs.models import PrescriptionFields
from trainer.session_logs.loads import as_read, in_unit
from trainer.session_logs.models import SetLog
from trainer.web.templatetags.plumb import number

TEMPO = re.compile(r"^(\d+)-(\d+)-(\d+)$")
SIDES = {"each": " each leg", "left": " left leg", "right": " right leg"}


def dose(prescription: PrescriptionFields, unit: str) -> str:
    """3 × 8 each leg at 40 kg."""
    load = in_unit(prescription.load_kg, unit)
    speed = prescription.percent_speed
    return "".join(
        (
            prescription.dose,
            SIDES.get(prescription.side, ""),
            f" at {number(load)} {unit}" if load else "",
            f" at {speed}% of your best speed" if speed else "",
        )
    )


def effort(prescription: PrescriptionFields) -> str:
    return "" if prescription.rpe is None else f"effort {number(prescription.rpe)} of 10"


def seconds(count: int) -> str:
    return "1 second" if count == 1 else f"{count} seconds"


def tempo(text: str) -> str:
    """3-1-1 as "3 seconds down, 1 hold, 1 up"; anything else as it was written."""
    match = TEMPO.match(text)
    if match is None:
        return text
    down, hold, up = (int(part) for part in match.groups())
    return f"{seconds(down)} down, {hold or 'no'} hold, {up or 'fast'} up"


def count(log: SetLog) -> str:
    if log.seconds is not None:
        return f"{log.seconds} s"
    if log.metres is not None:
        return f"{log.metres} m"
    return str(log.reps) if log.reps is not None else ""


def done(log: SetLog, unit: str) -> str:
    """37.5 × 8; "body × 6", "body + 5 × 6" and "−20 × 6" where the load is not the whole story."""
    load = as_read(log, unit)
    figure = number(load) if load else ""
    if log.assisted and figure:
        figure = f"−{figure}"
    if log.body_weight:
        figure = f"body + {figure}" if figure and not log.assisted else f"body {figure}".strip()
    return f"{figure} × {count(log)}" if figure else count(log)


def spoken(log: SetLog, unit: str) -> str:
    """The same for a screen reader: 40 kg, 8 reps."""
    load = as_read(log, unit)
    things = "" if log.seconds is not None or log.metres is not None else " reps"
    parts = [f"{number(load)} {unit}" if load else "", f"{count(log)}{things}"]
    return ", ".join(part for part in parts if part)


def capital(text: str) -> str:
    """The first letter large, the rest as it is: names keep theirs."""
    return text[:1].upper() + text[1:]


def named(slug: str) -> str:
    """An exercise by its slug, where only the slug was kept: "romanian-deadlift" as "Romanian deadlift"."""
    return capital(slug.replace("-", " "))


def plural(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def planned_sets(prescriptions: Iterable[PrescriptionFields]) -> int:
    """Sets that the page has rows for: two for each number where each leg is logged by itself."""
    return sum(line.sets * (2 if line.side == "each" else 1) for line in prescriptions)


def adherence(logged: int, planned: int) -> str:
    if not planned:
        return plural(logged, "set")
    return f"all {planned} sets" if logged >= planned else f"{logged} of {plural(planned, 'set')}"


def summary(
    title: str, *, planned: int, logged: int, effort: float | Decimal | None, pain: int | None
) -> str:
    """What was done, in one sentence; pain only where it may be told."""
    parts = [adherence(logged, planned)]
    if effort is not None:
        parts.append(f"effort {number(effort, 1)} of 10 on average")
    if pain is not None:
        parts.append(f"highest pain {pain} of 10")
    return f"{title}: {', '.join(parts)}."
