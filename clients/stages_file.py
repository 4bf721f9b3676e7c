"""Reads stages.toml and health_questions.toml; refuses a word or a number that cannot be judged."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from clients.rules import Condition, Dose, RedFlag, Rule

FOLDER = Path(__file__).parent
MODES = ("C", "E", "I", "B")
LENGTHS = ("S", "M", "L")
# From the strictest word to the most permissive.
STRETCH = ("no", "active", "no_end_range", "gentle", "light", "pain_free", "yes")
BALLISTIC = ("no", "low", "yes")
OWNERS = ("clinician", "shared", "trainer")
URGENCIES = ("emergency", "same_day", "within_48h", "within_days", "urgent_doctor", "doctor", "clinician")
ACTIONS = ("block", "swap", "caution")
BASES = ("source", "own", "memory")
RANGES = {
    "demand_max": 5,
    "rpe_max": 10,
    "hip_flexion_max": 180,
    "hip_flexion_max_unloaded": 180,
    "pain_max": 10,
    "pain_max_clinician": 4,
    "sprint_max": 100,
}
ALWAYS = ("modes", "lengths", "demand_max", "stretch", "ballistic", "sprint_max")
FIELD_WORDS = {
    "demand_max": "hamstring demand",
    "rpe_max": "effort",
    "hip_flexion_max": "hip bend",
    "hip_flexion_max_unloaded": "hip bend without load",
    "pain_max": "pain",
    "sprint_max": "per cent of best speed",
}


class StagesError(ValueError):
    """A file of stages or questions that cannot be used; names the file, the entry and the key."""


def refuse(where: str, key: str, why: str) -> NoReturn:
    raise StagesError(f"{where}, {key}: {why}")


def text(entry: Mapping[str, Any], where: str, key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        refuse(where, key, "a sentence is needed here")
    return value


def one_of(value: object, words: Collection[str], where: str, key: str) -> str:
    if not isinstance(value, str) or value not in words:
        refuse(where, key, f"{value!r} is none of {', '.join(words)}")
    return value


def strings(value: object, where: str, key: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
        refuse(where, key, f"{value!r} is not a list of words")
    return tuple(value)


def several_of(value: object, words: Collection[str], where: str, key: str) -> tuple[str, ...]:
    return tuple(one_of(word, words, where, key) for word in strings(value, where, key))


def number(value: object, top: int, where: str, key: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= top:
        refuse(where, key, f"{value!r} is not a whole number from 0 to {top}")
    return value


def only(entry: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    for key in entry:
        if key not in known:
            refuse(where, key, "this key is not known here")


def read_limit(key: str, value: object, where: str) -> object:
    """One limit as a field of a Rule: words become frozensets, numbers are checked against their range."""
    if key == "modes":
        return frozenset(several_of(value, MODES, where, key))
    if key in {"lengths", "lengths_unloaded"}:
        return frozenset(several_of(value, LENGTHS, where, key))
    if key == "stretch":
        return one_of(value, STRETCH, where, key)
    if key == "ballistic":
        return one_of(value, BALLISTIC, where, key)
    if key in RANGES:
        return number(value, RANGES[key], where, key)
    refuse(where, key, "this limit is not known")


def read_limits(limits: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The numbers and words of one stage; what is left out sets no limit, unloaded is as loaded."""
    for key in ALWAYS:
        if key not in limits:
            refuse(where, key, "every stage says this")
    read = {key: read_limit(key, value, where) for key, value in limits.items()}
    for key in RANGES:
        read.setdefault(key, None)
    read.setdefault("lengths_unloaded", read["lengths"])
    if read["hip_flexion_max_unloaded"] is None:
        read["hip_flexion_max_unloaded"] = read["hip_flexion_max"]
    return read


def read_dose(entry: Mapping[str, Any], where: str) -> tuple[str, Dose]:
    only(entry, ("exercise", "sets", "reps", "seconds", "held", "within_hip_flexion"), where)
    for key in ("sets", "reps", "seconds"):
        if key in entry:
            number(entry[key], 600, where, key)
    return text(entry, where, "exercise"), Dose(
        sets=entry.get("sets"),
        reps=entry.get("reps"),
        seconds=entry.get("seconds"),
        held=entry.get("held") is True,
        within_hip_flexion=entry.get("within_hip_flexion") is True,
    )


def read_source(entry: Mapping[str, Any], sources: Mapping[str, str], where: str) -> str:
    """The citations, and which numbers are not in them."""
    cited = [sources[one_of(key, sources, where, "sources")] for key in entry.get("sources", [])]
    own = several_of(entry.get("own", []), FIELD_WORDS, where, "own")
    if not cited:
        return "Plumb's own proposal, not a published number."
    if not own:
        return f"{'; '.join(cited)}."
    return f"{'; '.join(cited)}. Plumb's own numbers: {', '.join(FIELD_WORDS[key] for key in own)}."


RULE_KEYS = (
    *("stage", "title", "plain", "plain_client"),
    *("gates", "limits", "owner", "basis", "sources", "own"),
    *("allows", "allows_words", "sprint_words", "ask", "keep", "no_tension", "entry_run"),
)


def read_gates(rows: Any, where: str) -> dict[str, str]:
    """The words of each gate, with the key of the test that measures it or ""."""
    if not isinstance(rows, list):
        refuse(where, "gates", f"{rows!r} is not a list")
    found = {}
    for row in rows:
        gate = row if isinstance(row, dict) else {"words": row, "measured": ""}
        only(gate, ("words", "measured"), f"{where}, gates")
        (words,) = strings([gate.get("words")], where, "gates")
        found[words] = str(gate.get("measured", ""))
    return found


def read_rule(rule_id: str, entry: Mapping[str, Any], data: Mapping[str, Any], where: str) -> Rule:
    where = f"{where}, rule {rule_id}"
    only(entry, RULE_KEYS, where)
    families = [family for family, rows in data["families"].items() if rule_id in rows]
    if not families:
        refuse(where, "families", "no family holds this rule")
    doses = dict(read_dose(allowed, where) for allowed in entry.get("allows", []))
    gates = read_gates(entry.get("gates"), where)
    effects = data["tags"].items()
    return Rule(
        id=rule_id,
        family=families[0],
        stage=text(entry, where, "stage"),
        title=text(entry, where, "title"),
        plain=text(entry, where, "plain"),
        plain_client=text(entry, where, "plain_client"),
        gates=tuple(gates),
        measured={words: key for words, key in gates.items() if key},
        owner=one_of(entry.get("owner"), OWNERS, where, "owner"),
        basis=one_of(entry.get("basis"), BASES, where, "basis"),
        own=several_of(entry.get("own", []), FIELD_WORDS, where, "own"),
        source=read_source(entry, data["sources"], where),
        allows=tuple(doses),
        doses=doses,
        allows_words=strings(entry.get("allows_words", []), where, "allows_words"),
        sprint_words=str(entry.get("sprint_words", "")),
        tags={tag: how for tag, rows in effects for how in ("block", "caution") if rule_id in rows[how]},
        ask=several_of(entry.get("ask", []), ("modes", "hip_flexion_max"), where, "ask"),
        keep=str(entry.get("keep", "")),
        no_tension=entry.get("no_tension") is True,
        entry_run=number(entry["entry_run"], 100, where, "entry_run") if "entry_run" in entry else None,
        **read_limits(entry.get("limits", {}), where),
    )


def open_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise StagesError(f"{path.name}: {error}") from error


def check_references(data: Mapping[str, Any], where: str) -> None:
    """Families and tags name only rules that are in the file."""
    for family, rows in data["families"].items():
        several_of(rows, data["rules"], f"{where}, family {family}", "families")
    for tag, entry in data["tags"].items():
        only(entry, ("block", "caution", "words"), f"{where}, tag {tag}")
        text(entry, f"{where}, tag {tag}", "words")
        for how in ("block", "caution"):
            several_of(entry.get(how), data["rules"], f"{where}, tag {tag}", how)


def read_stages(path: Path = FOLDER / "stages.toml") -> tuple[tuple[Rule, ...], dict[str, Any]]:
    """The rules in the order of the file, and the rest of it as it stands (families, words of the tags)."""
    data = open_file(path)
    for table in ("families", "sources", "tags", "rules"):
        if not isinstance(data.get(table), dict):
            refuse(path.name, table, "this table is missing")
    check_references(data, path.name)
    rules = tuple(read_rule(rule_id, entry, data, path.name) for rule_id, entry in data["rules"].items())
    return rules, data


def read_red_flag(code: str, entry: Mapping[str, Any], where: str) -> RedFlag:
    where = f"{where}, red flag {code}"
    asked = ("under_age", "after_days", "places", "asks")
    only(entry, ("question", "urgency", "sentence", "basis", "source", *asked), where)
    return RedFlag(
        code=code,
        question=text(entry, where, "question"),
        urgency=one_of(entry.get("urgency"), URGENCIES, where, "urgency"),
        sentence=text(entry, where, "sentence"),
        basis=one_of(entry.get("basis"), BASES, where, "basis"),
        source=entry.get("source", "Standard practice, from memory; how soon is Plumb's proposal."),
        under_age=number(entry["under_age"], 120, where, "under_age") if "under_age" in entry else None,
        after_days=number(entry["after_days"], 400, where, "after_days") if "after_days" in entry else None,
        places=strings(entry.get("places", []), where, "places"),
        asks=text(entry, where, "asks") if "asks" in entry else entry["question"],
    )


def read_condition(tag: str, entry: Mapping[str, Any], where: str) -> Condition:
    where = f"{where}, condition {tag}"
    only(entry, ("question", "action", "finding", "advice", "structures"), where)
    return Condition(
        tag=tag,
        question=text(entry, where, "question"),
        action=one_of(entry.get("action"), ACTIONS, where, "action"),
        finding=text(entry, where, "finding"),
        advice=text(entry, where, "advice"),
        source="Plumb's own rule, not a published number.",
        structures=strings(entry.get("structures", []), where, "structures"),
    )


def read_questions(
    path: Path = FOLDER / "health_questions.toml",
) -> tuple[tuple[RedFlag, ...], tuple[Condition, ...]]:
    """The warning signs and the health conditions, each in the order of the file."""
    data = open_file(path)
    for table in ("red_flags", "conditions"):
        if not isinstance(data.get(table), dict):
            refuse(path.name, table, "this table is missing")
    flags = tuple(read_red_flag(code, entry, path.name) for code, entry in data["red_flags"].items())
    conditions = tuple(read_condition(tag, entry, path.name) for tag, entry in data["conditions"].items())
    return flags, conditions
