"""What was told beside the file: which injury it is, what contradicts it, what an injury's stage holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from clients import screening
from clients.rules import InjuryFacts, Rule
from clients.screening import Answers
from clients.screening_file import Thing
from clients.stages import is_recent
from clients.stages_file import BALLISTIC
from clients.wording import limit_word

MONTHS_APART = 1  # our own choice: people remember a month and not a day
STRAINS = ("strain", "tear")
SECOND_STRAIN = "second_strain"
FIELDS = {"demand": "demand_max", "sprint": "sprint_max", "ballistic": "ballistic", "length": "lengths"}
NOTHING = {"demand_max": "no hamstring work", "sprint_max": "no running", "lengths": "no hamstring work"}


@dataclass(frozen=True)
class Clash:
    """An answer and an injury on file that cannot both be right; `kind` is other or second.

    `second` is a strain told of (`answer` says when) that makes the one on file the second within 12 months.
    """

    kind: str
    question: str
    answer: str
    injury: int


def legs_of(thing: Thing, answers: Answers) -> tuple[str, ...]:
    """The legs that were told of; none where the answer names none."""
    side = answers.get(thing.side)
    return ("left", "right") if side == "both" else (side,) if side else ()


def tells_of(thing: Thing, answers: Answers, injury: InjuryFacts, asked_on: date) -> bool:
    """Whether this injury can be the one that was told of: place, kind, leg and time go together."""
    legs = legs_of(thing, answers)
    began, told = injury.onset_on or asked_on, answers.get(thing.month)
    if not is_about(thing, injury) or began > asked_on or (legs and injury.side not in (*legs, "both")):
        return False
    if told:
        year, month = screening.of_months(told)
        apart = (began.year - year) * 12 + (began.month - month if month else 0)
        return abs(apart) <= (MONTHS_APART if month else 0)
    return thing.recent is None or is_recent(began, asked_on) == thing.recent


def is_about(thing: Thing, injury: InjuryFacts) -> bool:
    action = thing.action
    return injury.structure in action.structures and injury.kind in (action.kinds or {injury.kind})


def not_on_file(thing: Thing, answers: Answers, found: list[InjuryFacts]) -> bool:
    """Whether a leg that was told of has no injury among those found for it."""
    legs = legs_of(thing, answers)
    return not found or not all(any(one.side in {leg, "both"} for one in found) for leg in legs)


def clashes(answers: Answers, injuries: Iterable[InjuryFacts], asked_on: date) -> Iterator[Clash]:
    """Where answers and file contradict each other, each pair once."""
    given, rows = screening.in_force(answers), list(injuries)
    found = [
        clash
        for thing in screening.THINGS
        for injury in rows
        if is_about(thing, injury) and (clash := clash_of(thing, given, injury, asked_on))
    ]
    yield from dict.fromkeys(found)


def clash_of(thing: Thing, given: Answers, injury: InjuryFacts, asked_on: date) -> Clash | None:
    [code] = thing.when
    question, answer = screening.QUESTIONS[code], given.get(code)
    told_of = screening.brings(thing.when[code], answer)
    if told_of and is_second(thing, given, injury, asked_on):
        return Clash("second", question.text, screening.month_words(given[thing.month]), injury.id)
    known_then = injury.onset_on is not None and injury.onset_on <= asked_on
    too_recent = told_of and thing.recent is False and is_recent(injury.onset_on, asked_on)
    if known_then and (answer == "no" or too_recent):
        return Clash("other", question.text, screening.answer_words(question, answer), injury.id)
    return None


def is_second(thing: Thing, given: Answers, injury: InjuryFacts, asked_on: date) -> bool:
    """An open strain, not marked as a second one, of a leg that was told to be strained not long before."""
    told = given.get(thing.month)
    is_open = injury.resolved_on is None and injury.onset_on is not None
    if not (told and is_open and injury.kind in STRAINS and SECOND_STRAIN not in injury.red_flags):
        return False
    if injury.side not in legs_of(thing, given) or tells_of(thing, given, injury, asked_on):
        return False
    year, month = screening.of_months(told)
    before = date(year, month or 12, 1)
    return injury.onset_on is not None and before < injury.onset_on and is_recent(before, injury.onset_on)


def in_the_way(thing: Thing, rule: Rule) -> list[str]:
    """The limits of a stage that allow less than the plan of this thing takes, in plain words."""
    if (thing.asks or {}).get("exercise") in rule.allows:
        return []
    asks = {FIELDS[name]: asked for name, asked in (thing.asks or {}).items() if name in FIELDS}
    words = [allowed_words(rule, field) for field, asked in asks.items() if not allows(rule, field, asked)]
    return list(dict.fromkeys(words))


def allows(rule: Rule, field: str, asked: object) -> bool:
    allowed = getattr(rule, field)
    if field == "lengths":
        return asked in allowed
    if field == "ballistic":
        return BALLISTIC.index(allowed) >= BALLISTIC.index(str(asked))
    return bool(allowed >= asked)


def allowed_words(rule: Rule, field: str) -> str:
    value = getattr(rule, field)
    if not value:
        return NOTHING[field]
    return limit_word(field, sorted(value, key="SML".index) if field == "lengths" else value)


def opens_at(thing: Thing, stages: Iterable[Rule]) -> Rule | None:
    """The first of these stages that allows what the plan of this thing takes."""
    return next((rule for rule in stages if not in_the_way(thing, rule)), None)
