"""What every table has in common: marks, delimiters, empty rows, and cells that may not be numbers."""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

NOT_A_NUMBER = ("", "na", "n/a", "-")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


@dataclass(frozen=True)
class Remark:
    """Why a line gave no row, or less than it holds; lines are counted from 1, the header's."""

    line: int
    reason: str


@dataclass(frozen=True)
class Parsed[Row]:
    """Rows read, lines that could not be, and places that were plainly not tested."""

    rows: tuple[Row, ...]
    rejected: tuple[Remark, ...]
    not_tested: tuple[Remark, ...] = ()


class WrongTableError(ValueError):
    """The header lacks columns without which nothing can be read."""


@dataclass(frozen=True)
class Record:
    """One line of a table, its cells by the header's words."""

    line: int
    cells: Mapping[str, str]

    def text(self, name: str) -> str:
        return self.cells.get(name, "")

    def number(self, name: str) -> float | None:
        """None for an empty cell or the text NA; decimal comma or point. Anything else raises ValueError."""
        text = self.text(name)
        if text.casefold() in NOT_A_NUMBER:
            return None
        if not NUMBER.fullmatch(text):
            raise ValueError(f"“{text}” in {name} is not a number.")
        return float(text.replace(",", "."))

    def whole(self, name: str) -> int | None:
        value = self.number(name)
        if value is not None and value != int(value):
            raise ValueError(f"“{self.text(name)}” in {name} is not a whole number.")
        return None if value is None else int(value)

    def one_of(self, name: str, words: Mapping[str, str]) -> str:
        """The word a cell stands for, whatever its case."""
        text = self.text(name)
        if text.casefold() not in words:
            raise ValueError(f"“{text}” in {name} is not one of {', '.join(dict.fromkeys(words))}.")
        return words[text.casefold()]


def header_of(text: str) -> list[str]:
    return next((cells for _, cells in _lines(text)), [])


def read[Row](
    text: str,
    make: Callable[[Record], tuple[list[Row], list[Remark]]],
    needed: tuple[str, ...] = (),
) -> Parsed[Row]:
    """Every line that holds anything through `make`; one refused with ValueError is rejected as it says."""
    names = header_of(text)
    if missing := [name for name in needed if name not in names]:
        raise WrongTableError(f"The table has no column {', '.join(missing)}.")
    rows: list[Row] = []
    rejected: list[Remark] = []
    not_tested: list[Remark] = []
    for line, cells in islice(_lines(text), 1, None):
        try:
            made, remarks = make(_record(line, names, cells))
        except ValueError as error:
            rejected.append(Remark(line, str(error)))
            continue
        rows += made
        not_tested += remarks
    return Parsed(tuple(rows), tuple(rejected), tuple(not_tested))


def _record(line: int, names: list[str], cells: list[str]) -> Record:
    if any(cells[len(names) :]):
        raise ValueError("The line has more cells than the header: is there a comma inside a cell?")
    return Record(line, dict(zip(names, cells, strict=False)))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines that hold anything; commas or semicolons, any line ending, with or without a byte-order mark."""
    text = text.removeprefix("\ufeff")
    header = text.split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise WrongTableError(f"The table cannot be read after line {reader.line_num}.") from error


def month_first(text: str) -> dt.date:
    """A date written M/D/YYYY."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    if not found:
        raise ValueError(f"“{text}” is not a date written month/day/year.")
    month, day, year = (int(part) for part in found.groups())
    return _date(year, month, day, text)


def year_first(text: str) -> dt.date:
    """A date written YYYY-MM-DD; a time behind it is left out."""
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", text)
    if not found:
        raise ValueError(f"“{text}” is not a date written year-month-day.")
    year, month, day = (int(part) for part in found.groups())
    return _date(year, month, day, text)


def _date(year: int, month: int, day: int, text: str) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"“{text}” is not a day of the calendar.") from None
