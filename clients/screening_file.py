"""Reads screening.toml; refuses a question or a thing to plan for that cannot be asked or judged."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clients.rules import Condition
from clients.stages_file import (
    BALLISTIC,
    BASES,
    FOLDER,
    LENGTHS,
    one_of,
    only,
    open_file,
    refuse,
    several_of,
    text,
)

KINDS = ("yes_no", "choice", "side", "scale", "number", "month", "date", "words")
ACTIONS = ("record", "assign", "conditions", "none", "mark")
QUESTION_KEYS = (
    *("section", "kind", "text", "why", "label", "said", "condition", "options", "unsure"),
    *("needs", "a_no_answers", "within", "unit", "unit_of_one", "low", "high", "decimals"),
)
THING_KEYS = (
    *("title", "title_with", "side", "when", "also", "from_age", "why", "sure", "basis", "effect"),
    *("sources", "plan", "client", "word", "action", "asks", "month", "recent"),
)


@dataclass(frozen=True)
class Option:
    """One answer to choose; `said` is how it is told to the trainer."""

    code: str
    words: str
    hint: str = ""
    said: str = ""


@dataclass(frozen=True)
class Question:
    """What is asked; `needs` are the answers after which it is asked, `condition` the tag it answers."""

    code: str
    section: str
    kind: str
    text: str
    why: str
    label: str
    said: str = ""
    condition: str = ""
    options: tuple[Option, ...] = ()
    needs: Mapping[str, tuple[str, ...]] | None = None
    a_no_answers: tuple[str, ...] = ()
    within: Mapping[str, Any] | None = None
    unit: str = ""
    unit_of_one: str = ""
    low: int = 0
    high: int = 0
    decimals: bool = False


@dataclass(frozen=True)
class Source:
    cite: str
    who: str
    url: str = ""


@dataclass(frozen=True)
class Action:
    """The one thing that Plumb can do about it; `mark` is a note that it is planned.

    With structures, an injury of these structures and kinds can be put on file, whatever else is done;
    `record` is that alone. No kind stands for every kind.
    """

    kind: str = "mark"
    label: str = ""
    program: str = ""
    structures: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Thing:
    """Something to plan for, with the answers that bring it and how sure anybody is.

    `asks` is what its plan takes of an injury's stage, by field of the rule table; `month` is the question
    that says when an injury was, `recent` whether it lies within the last 12 months. What needs somebody's
    `word` is open until that is written down; `client` sends to a doctor before the start.
    """

    code: str
    title: str
    when: Mapping[str, Any]
    why: str
    sure: str
    basis: str
    plan: str
    title_with: str = ""
    side: str = ""
    also: tuple[str, ...] = ()
    from_age: int | None = None
    effect: str = ""
    sources: tuple[Source, ...] = ()
    client: str = ""
    word: bool = False
    action: Action = Action()
    asks: Mapping[str, Any] | None = None
    month: str = ""
    recent: bool | None = None


@dataclass(frozen=True)
class Catalogue:
    """The whole file."""

    version: str
    again_after_months: int
    again_basis: str
    sections: Mapping[str, str]
    questions: Mapping[str, Question]
    things: tuple[Thing, ...]
    left_out: tuple[tuple[str, str], ...]
    sources: Mapping[str, Source]


NO = Option("no", "No")
YES = Option("yes", "Yes")
UNSURE = Option("unsure", "I’m not sure")
SIDES = (
    Option("left", "Left", said="left leg"),
    Option("right", "Right", said="right leg"),
    Option("both", "Both, at different times", said="both legs, at different times"),
)


def read_options(entry: Mapping[str, Any], kind: str, where: str) -> tuple[Option, ...]:
    if kind == "yes_no":
        return (YES, NO, UNSURE) if entry.get("unsure") is True else (YES, NO)
    if kind == "side":
        return SIDES
    if kind == "scale":
        return tuple(Option(str(step), str(step), said=f"{step} of 10") for step in range(11))
    if kind != "choice":
        return ()
    options = []
    for row in entry.get("options", []):
        only(row, ("code", "words", "hint", "said"), where)
        options.append(Option(text(row, where, "code"), text(row, where, "words"), **extras(row)))
    if len(options) < 2:
        refuse(where, "options", "a choice needs two answers or more")
    return tuple(options)


def extras(row: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(row[key]) for key in ("hint", "said") if key in row}


def read_needs(
    entry: Mapping[str, Any], earlier: Mapping[str, Question], where: str
) -> dict[str, tuple[str, ...]]:
    """A follow-up hangs on questions that stand above it, by answers that those have."""
    needs = {}
    for code, answers in entry.get("needs", {}).items():
        parent = earlier[one_of(code, earlier, where, "needs")]
        needs[code] = several_of(answers, [option.code for option in parent.options], where, "needs")
    return needs


def read_question(
    code: str,
    entry: Mapping[str, Any],
    earlier: Mapping[str, Question],
    sections: Collection[str],
    conditions: Mapping[str, Condition],
    where: str,
) -> Question:
    where = f"{where}, question {code}"
    only(entry, QUESTION_KEYS, where)
    tag = entry.get("condition", "")
    if tag:
        one_of(tag, conditions, where, "condition")
    kind = "yes_no" if tag else one_of(entry.get("kind"), KINDS, where, "kind")
    if kind == "number" and not isinstance(entry.get("high"), int):
        refuse(where, "high", "a number needs its highest value")
    within = entry.get("within")
    if within:
        one_of(within.get("question"), earlier, where, "within")
    return Question(
        code=code,
        section=one_of(entry.get("section"), sections, where, "section"),
        kind=kind,
        text=conditions[tag].question if tag else text(entry, where, "text"),
        why=text(entry, where, "why"),
        label=text(entry, where, "label"),
        said=str(entry.get("said", "")),
        condition=tag,
        options=read_options(entry, kind, where),
        needs=read_needs(entry, earlier, where),
        a_no_answers=several_of(entry.get("a_no_answers", []), conditions, where, "a_no_answers"),
        within=within,
        unit=str(entry.get("unit", "")),
        unit_of_one=str(entry.get("unit_of_one", "")),
        low=int(entry.get("low", 0)),
        high=int(entry.get("high", 0)),
        decimals=entry.get("decimals") is True,
    )


def read_when(entry: Mapping[str, Any], questions: Mapping[str, Question], where: str) -> dict[str, Any]:
    """The answers that bring a thing: some of a question's own, or a number from a lowest one on."""
    when: dict[str, Any] = {}
    for code, wanted in entry.get("when", {}).items():
        question = questions[one_of(code, questions, where, "when")]
        if isinstance(wanted, dict):
            only(wanted, ("min",), where)
            when[code] = int(wanted["min"])
        else:
            when[code] = several_of(wanted, [option.code for option in question.options], where, "when")
    if not when and "from_age" not in entry:
        refuse(where, "when", "nothing brings this thing")
    return when


def read_action(entry: Mapping[str, Any], where: str) -> Action:
    only(entry, ("kind", "label", "program", "structures", "kinds"), where)
    kind = one_of(entry.get("kind", "mark"), ACTIONS, where, "action")
    if kind in {"assign", "conditions"}:
        text(entry, where, "label")
    places = (tuple(entry.get(key, ())) for key in ("structures", "kinds"))
    return Action(kind, entry.get("label", ""), entry.get("program", ""), *places)


def read_asks(entry: Mapping[str, Any], where: str) -> dict[str, Any]:
    """What the plan takes: hamstring demand of 5, per cent of best speed, springy work, a muscle length.

    A stage that allows the `exercise` by name allows the plan.
    """
    asks = entry.get("asks", {})
    only(asks, ("demand", "sprint", "ballistic", "length", "exercise"), where)
    if "ballistic" in asks:
        one_of(asks["ballistic"], BALLISTIC, where, "asks")
    if "length" in asks:
        one_of(asks["length"], LENGTHS, where, "asks")
    return dict(asks)


def read_thing(
    code: str,
    entry: Mapping[str, Any],
    questions: Mapping[str, Question],
    sources: Mapping[str, Source],
    where: str,
) -> Thing:
    where = f"{where}, thing {code}"
    only(entry, THING_KEYS, where)
    basis = one_of(entry.get("basis"), BASES, where, "basis")
    cited = several_of(entry.get("sources", []), sources, where, "sources")
    if basis != "own" and not cited:
        refuse(where, "sources", "what is not Plumb's own names where it comes from")
    for key in ("side", "month"):
        if key in entry:
            one_of(entry[key], questions, where, key)
    return Thing(
        code=code,
        title=text(entry, where, "title"),
        title_with=str(entry.get("title_with", "")),
        side=entry.get("side", ""),
        when=read_when(entry, questions, where),
        also=several_of(entry.get("also", []), questions, where, "also"),
        from_age=entry.get("from_age"),
        why=text(entry, where, "why"),
        sure=text(entry, where, "sure"),
        basis=basis,
        effect=str(entry.get("effect", "")),
        sources=tuple(sources[key] for key in cited),
        plan=text(entry, where, "plan"),
        client=str(entry.get("client", "")),
        word=entry.get("word") is True,
        action=read_action(entry.get("action", {}), where),
        asks=read_asks(entry, where),
        month=entry.get("month", ""),
        recent=entry.get("recent"),
    )


def read_source(key: str, entry: Mapping[str, Any], where: str) -> Source:
    where = f"{where}, source {key}"
    only(entry, ("cite", "who", "url"), where)
    return Source(text(entry, where, "cite"), text(entry, where, "who"), str(entry.get("url", "")))


def read_screening(conditions: Collection[Condition], path: Path = FOLDER / "screening.toml") -> Catalogue:
    """The questions and the things, each in the order of the file; conditions lend their own texts."""
    data = open_file(path)
    for table in ("sources", "sections", "questions", "things"):
        if not isinstance(data.get(table), dict):
            refuse(path.name, table, "this table is missing")
    by_tag = {condition.tag: condition for condition in conditions}
    sources = {key: read_source(key, entry, path.name) for key, entry in data["sources"].items()}
    questions: dict[str, Question] = {}
    for code, entry in data["questions"].items():
        questions[code] = read_question(code, entry, questions, data["sections"], by_tag, path.name)
    return Catalogue(
        version=text(data, path.name, "version"),
        again_after_months=int(data["again_after_months"]),
        again_basis=text(data, path.name, "again_basis"),
        sections=data["sections"],
        questions=questions,
        things=tuple(
            read_thing(code, entry, questions, sources, path.name) for code, entry in data["things"].items()
        ),
        left_out=tuple(
            (text(row, path.name, "what"), text(row, path.name, "why")) for row in data.get("left_out", [])
        ),
        sources=sources,
    )
