"""Tables of TOML files, read with their faults noted: file, entry, key and what is wrong."""

import hashlib
import json
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any


class CatalogueError(Exception):
    """Every fault found, one line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_toml(path: Path, faults: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        faults.append(f"{path.name}: {error}")
        return {}


def digest(content: Any) -> str:
    """Same content, same 40 letters; tells a row as loaded from one that somebody edited since."""
    text = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


class Entry:
    """One table; asked key by key, it answers with something usable and notes what was wrong."""

    def __init__(self, place: str, values: Any, faults: list[str]) -> None:
        self.place = place
        self.faults = faults
        self.asked: set[str] = set()
        self.values: dict[str, Any] = values if isinstance(values, dict) else {}
        if not isinstance(values, dict):
            faults.append(f"{place}: is not a table")

    def fault(self, key: str, words: str) -> None:
        self.faults.append(f"{self.place}, {key}: {words}")

    def take(self, key: str, kind: type, default: Any) -> Any:
        """The value; the default where missing (None: it is required), an empty one where wrong."""
        self.asked.add(key)
        value = self.values.get(key)
        if value is None and default is not None:
            return default
        if value is None:
            self.fault(key, "is missing")
        elif not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fault(key, f"{value!r} is not {kind.__name__}")
        else:
            return value
        return kind()

    def text(self, key: str, longest: int = 2000, default: str | None = None) -> str:
        value: str = self.take(key, str, default)
        if len(value) > longest:
            self.fault(key, f"has {len(value)} characters, at most {longest} fit")
        if key in self.values and default is None and not value.strip():
            self.fault(key, "is empty")
        return value

    def choice(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        value: str = self.take(key, str, default)
        if value not in allowed and (key in self.values and isinstance(self.values[key], str)):
            self.fault(key, f"{value!r} is none of {', '.join(allowed)}")
        return value

    def texts(
        self, key: str, allowed: Collection[str] | None = None, default: list[str] | None = None
    ) -> list[str]:
        values: list[str] = self.take(key, list, default)
        for value in values:
            if not isinstance(value, str) or not value:
                self.fault(key, f"{value!r} is not text")
            elif allowed is not None and value not in allowed:
                self.fault(key, f"{value!r} is not known")
        if len({str(value) for value in values}) != len(values):
            self.fault(key, "names something twice")
        return [str(value) for value in values]

    def number(self, key: str, lowest: int, highest: int, default: int | None = None) -> int:
        value: int = self.take(key, int, default)
        if isinstance(self.values.get(key), int) and not lowest <= value <= highest:
            self.fault(key, f"{value} is not between {lowest} and {highest}")
        return value

    def flag(self, key: str) -> bool:
        value: bool = self.take(key, bool, None)
        return value

    def tables(self, key: str, required: bool = False) -> list["Entry"]:
        values = self.take(key, list, None if required else [])
        if required and key in self.values and not values:
            self.fault(key, "is empty")
        return [Entry(f"{self.place}, {key} {n}", value, self.faults) for n, value in enumerate(values, 1)]

    def close(self) -> None:
        """Note the keys that nobody asked for: most are misspelt."""
        for key in self.values.keys() - self.asked:
            self.fault(key, "is not a key we know")
