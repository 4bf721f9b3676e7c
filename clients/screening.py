"""Which screening questions apply, what an answer says, and which things to plan for follow; no score."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clients.screening_file import Question, Thing, read_screening
from clients.stages import CONDITIONS

CATALOGUE = read_screening(CONDITIONS)
QUESTIONS, THINGS, VERSION = CATALOGUE.questions, CATALOGUE.things, CATALOGUE.version
MONTH = re.compile(r"^(\d{4})(?:-(0[1-9]|1[0-2]))?$")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
OLDEST = 1900
OLDEST_AGE = 120
LONGEST = 300
SHORTENED = 4  # so many answers of no are told in one line

# By the question's code; None is "I'd rather not say", and a code that is missing was not asked yet.
type Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """A thing to plan for with what the client said that brings it."""

    thing: Thing
    title: str
    said: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Due:
    """Why the questions are to be asked, as half a sentence after "because", and from which day on."""

    why: str
    since: date


def applies(question: Question, answers: Answers) -> bool:
    """A follow-up is asked only after the answer that it needs, and only while that one is asked itself."""
    return all(
        answers.get(code) in wanted and applies(QUESTIONS[code], answers)
        for code, wanted in (question.needs or {}).items()
    )


def asked(answers: Answers, *, birth_date_known: bool = False) -> list[Question]:
    """The questions for somebody who has answered so far, in order."""
    return [
        question
        for question in QUESTIONS.values()
        if applies(question, answers) and not (birth_date_known and question.kind == "date")
    ]


def in_force(answers: Answers) -> dict[str, Any]:
    """The answers without those of follow-ups whose question is no longer asked."""
    return {
        code: value
        for code, value in answers.items()
        if code in QUESTIONS and applies(QUESTIONS[code], answers)
    }


def fault(question: Question, value: Any, answers: Answers, *, today: date, born: date | None = None) -> str:
    """Why this cannot be the answer, as a sentence for the field; empty where it can."""
    if question.options:
        return "" if value in [option.code for option in question.options] else "Choose one of the answers."
    if question.kind == "number":
        kinds = (int, float) if question.decimals else (int,)
        known = isinstance(value, kinds) and not isinstance(value, bool)
        return "" if known and question.low <= value <= question.high else number_words(question)
    if question.kind == "words":
        return words_fault(value)
    if question.kind == "month":
        return month_fault(value, today, born) or within_fault(question, value, answers, today)
    return born_fault(value, today)


def number_words(question: Question) -> str:
    if question.decimals:
        return f"Give a number from {question.low} to {question.high}, like 6.5."
    return f"Give a whole number from {question.low} to {question.high}."


def words_fault(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        return "Write a few words."
    return f"At most {LONGEST} letters, please." if len(value) > LONGEST else ""


def month_fault(value: Any, today: date, born: date | None) -> str:
    match = MONTH.match(value) if isinstance(value, str) else None
    if match is None or int(match[1]) < OLDEST:
        return "Choose a year, and the month if you know it."
    if (int(match[1]), int(match[2] or 1)) > (today.year, today.month):
        return "This month has not come yet."
    return "This is before you were born." if born and int(match[1]) < born.year else ""


def within_fault(question: Question, value: str, answers: Answers, today: date) -> str:
    """An answer that says "in the last 12 months" does not go with a month before that."""
    rule = question.within
    if not rule or answers.get(rule["question"]) != rule["answer"]:
        return ""
    year, month = int(value[:4]), int(value[5:] or 12)
    if (today.year - year) * 12 + today.month - month <= rule["months"]:
        return ""
    return f"You said “in the last {rule['months']} months”, and this is longer ago. Change one of the two."


def born_fault(value: Any, today: date) -> str:
    """Why nobody who trains today can have been born on this ISO date; empty where it can be."""
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        return "Give the day, the month and the year."
    if day > today:
        return "This day has not come yet."
    if day.year < 1000:
        return "Write the year with four digits, like 1994."
    years = today.year - day.year
    too_old = f"Born in {day.year} would make {years} years of age. Check the year."
    return too_old if years > OLDEST_AGE else ""


def answer_words(question: Question, value: Any) -> str:
    """The answer as it was chosen or typed."""
    if value is None:
        return "Rather not say"
    for option in question.options:
        if option.code == value:
            return option.said if question.kind == "scale" else option.words
    if question.kind == "number":
        return f"{value} {question.unit_of_one if value == 1 else question.unit}"
    if question.kind == "month":
        return month_words(value)
    if question.kind == "date":
        return day_words(date.fromisoformat(value))
    return str(value)


def month_words(value: str) -> str:
    year, _, month = value.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def day_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def told(question: Question, value: Any) -> str:
    """The answer as one phrase among others; the client's own words stand in quotation marks."""
    said = next((option.said for option in question.options if option.code == value and option.said), "")
    words = said or answer_words(question, value)
    if question.kind == "words":
        words = f"“{words}”"
    elif question.kind == "yes_no" and question.said:
        words = words.lower()
    return question.said.format(words) if question.said else f"{question.label}: {words.lower()}"


def of_months(value: str) -> tuple[int, int | None]:
    """The year, and the month where it is known, of an answer like "2026-02" or "2026"."""
    year, _, month = value.partition("-")
    return int(year), int(month) if month else None


def brings(wanted: Any, value: Any) -> bool:
    if value is None:
        return False
    return int(value) >= wanted if isinstance(wanted, int) else value in wanted


def age_on(day: date, born: date | None) -> int | None:
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def things(answers: Answers, age: int | None) -> list[Found]:
    """What to plan for, in the order of the file; what was not answered brings nothing."""
    given = in_force(answers)
    return [found for thing in THINGS if (found := find(thing, given, age))]


def find(thing: Thing, given: Answers, age: int | None) -> Found | None:
    if thing.from_age is not None:
        old_enough = age is not None and age >= thing.from_age
        return Found(thing, thing.title.format(age=age), (), ("birth_date",)) if old_enough else None
    brought_by = [code for code, wanted in thing.when.items() if brings(wanted, given.get(code))]
    if not brought_by:
        return None
    also = [code for code in thing.also if given.get(code) is not None]
    # Where follow-ups tell the story, the yes that opened them is in the title already.
    opening = len(thing.when) == 1 and also and QUESTIONS[brought_by[0]].kind in {"yes_no", "choice"}
    said = tuple(told(QUESTIONS[code], given[code]) for code in (also if opening else brought_by + also))
    return Found(thing, title_of(thing, given), said, tuple(brought_by + also))


def title_of(thing: Thing, given: Answers) -> str:
    """With the leg, or with the numbers, where they were told."""
    named = re.findall(r"{(\w+)}", thing.title_with)
    if named and all(given.get(code) is not None for code in named):
        return thing.title_with.format(**{code: given[code] for code in named})
    side = given.get(thing.side)
    if side in {"left", "right"}:
        rest = thing.title if thing.title[:2].isupper() else thing.title[0].lower() + thing.title[1:]
        return f"{side.capitalize()} {rest}"
    return thing.title


def conditions(answers: Answers) -> dict[str, bool]:
    """The answers to the health questions by tag; a no to the opening question is a no to what it opens."""
    found: dict[str, bool] = {}
    for code, value in in_force(answers).items():
        question = QUESTIONS[code]
        if value == "no":
            found |= dict.fromkeys(question.a_no_answers, False)
        if question.condition and value is not None:
            found[question.condition] = value == "yes"
    return found


def nothing_to_plan(answers: Answers, found: list[Found]) -> Iterator[tuple[str, str]]:
    """What was asked and brings nothing, by section; a section of nothing but no is one line."""
    used = {code for one in found for code in one.answers}
    used |= {parent for code in used for parent in QUESTIONS[code].needs or {}}
    given = in_force(answers)
    for section, title in CATALOGUE.sections.items():
        rest = [
            QUESTIONS[code]
            for code in given
            if QUESTIONS[code].section == section and code not in used and given[code] is not None
        ]
        noes = [question for question in rest if given[question.code] == "no"]
        rows = rest if len(noes) < SHORTENED else [question for question in rest if question not in noes]
        if len(noes) >= SHORTENED:
            yield f"{title}, {len(noes)} questions", "No to each"
        for question in rows:
            yield question.label, answer_words(question, given[question.code])


def not_answered(answers: Answers, *, birth_date_known: bool = False) -> list[Question]:
    """What was left open, or answered with "not sure": to ask again, and never taken for a yes."""
    questions = asked(answers, birth_date_known=birth_date_known)
    return [question for question in questions if answers.get(question.code) in {None, "unsure"}]


def again(
    *, version: str, finished_on: date, today: date, injury_closed_on: date | None = None
) -> Due | None:
    """Why the questions are due again and since when; None where they are not."""
    if version != VERSION:
        return Due("the questions have changed", finished_on)
    if injury_closed_on is not None and injury_closed_on > finished_on:
        return Due("an injury has ended since", injury_closed_on)
    months = (today.year - finished_on.year) * 12 + today.month - finished_on.month
    if months - (today.day < finished_on.day) >= CATALOGUE.again_after_months:
        why = f"the last answers are {CATALOGUE.again_after_months} months old"
        return Due(why, due_on(finished_on))
    return None


def due_on(finished_on: date) -> date:
    """The day from which the answers count as old; the last of a month stays within its month."""
    months = finished_on.month - 1 + CATALOGUE.again_after_months
    year, month = finished_on.year + months // 12, months % 12 + 1
    return date(year, month, min(finished_on.day, 28))
