import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients import screening
from clients.screening import CATALOGUE, QUESTIONS, THINGS, Due
from clients.screening_file import read_screening
from clients.stages import CONDITIONS, StagesError
from clients.stages_file import FOLDER
from trainer.programs.catalogue import shipped

TODAY = dt.date(2026, 11, 22)
# 5.2, "Scoring": recent injury, any injury, ACL, calf, age >= 30, speed exposure spike, no eccentric work
ORDER_OF_THE_SHEET = ["hamstring_recent", "hamstring_earlier", "acl", "calf", "age", "speed", "lowering"]


def codes(answers: dict[str, Any], age: int | None = None) -> list[str]:
    return [found.thing.code for found in screening.things(answers, age)]


def value_of(question: screening.Question) -> st.SearchStrategy[Any]:
    if question.options:
        return st.sampled_from([option.code for option in question.options])
    if question.kind == "number":
        return st.integers(question.low, question.high)
    if question.kind == "month":
        return st.sampled_from(["2026-02", "2019", "2025-12"])
    if question.kind == "date":
        return st.dates(dt.date(1930, 1, 1), TODAY).map(dt.date.isoformat)
    return st.sampled_from(["five weeks", "a knock"])


ANSWERS = st.fixed_dictionaries(
    {}, optional={code: st.none() | value_of(question) for code, question in QUESTIONS.items()}
)


# What follows from an answer


@pytest.mark.parametrize(
    ("answers", "age", "thing", "source"),
    [
        ({"heart": "yes"}, None, "doctor", "PAR-Q+"),
        ({"chest": "yes"}, None, "doctor", "PAR-Q+"),
        ({"dizzy": "yes"}, None, "doctor", "PAR-Q+"),
        ({"other_reason": "yes"}, None, "doctor", "PAR-Q+"),
        ({"joint": "yes"}, None, "ask_doctor", "PAR-Q+"),
        ({"medicine": "yes"}, None, "ask_doctor", "PAR-Q+"),
        ({"glaucoma": "yes"}, None, "head_down", "PAR-Q+"),
        ({"bones": "yes"}, None, "head_down", "PAR-Q+"),
        ({"hamstring": "recent"}, None, "hamstring_recent", "Green 2020"),
        ({"hamstring": "earlier"}, None, "hamstring_earlier", "Green 2020"),
        ({"acl": "yes"}, None, "acl", "Green 2020"),
        ({"calf": "yes"}, None, "calf", "Green 2020"),
        ({}, 30, "age", "Green 2020"),
        ({"speed_change": "up"}, None, "speed", "Malone 2017"),
        ({"lowering": "no"}, None, "lowering", "Timmins 2016"),
        ({"knee": "yes"}, None, "knee", "Freckleton 2014"),
        ({"warm_up": "5-9"}, None, "warm_up", "Wing & Bishop 2020"),
        ({"heavy_legs": "7"}, None, "heavy_legs", "Wing & Bishop 2020"),
        ({"kicking": "yes"}, None, "kicking", "Wing & Bishop 2020"),
        ({"stretching": "yes"}, None, "stretching", "Askling 2013"),
    ],
)
def test_an_answer_brings_its_thing_with_its_source(
    answers: dict[str, Any], age: int | None, thing: str, source: str
):
    [found] = screening.things(answers, age)
    assert found.thing.code == thing
    assert any(source in cited.cite for cited in found.thing.sources)


@pytest.mark.parametrize(
    ("thing", "program"),
    [
        ("hamstring_recent", "nordic-10-weeks"),
        ("hamstring_earlier", "nordic-10-weeks"),
        ("lowering", "nordic-10-weeks"),
        ("speed", "speed-6-weeks"),
        ("warm_up", "warm-up-8-weeks"),
    ],
)
def test_what_has_a_programme_offers_to_assign_it(thing: str, program: str):
    # 5.1: insert warm-up block, add Nordic block, ramp plan
    action = next(one.action for one in THINGS if one.code == thing)
    assert (action.kind, action.program) == ("assign", program)
    assert program in {entry.slug for entry in shipped()}


def test_what_has_no_programme_says_where_to_plan_it_by_hand():
    by_hand = {one.code: one.plan for one in THINGS if one.action.kind == "mark"}
    assert "Change the numbers" in by_hand["heavy_legs"]
    assert "Choose another exercise" in by_hand["stretching"]
    assert "Plumb has no programme for them" in by_hand["kicking"]


def test_a_strain_that_was_told_of_can_be_put_on_file_beside_its_programme():
    strains = [one.action for one in THINGS if one.code.startswith("hamstring_")]
    assert [action.kind for action in strains] == ["assign", "assign"]
    assert {action.structures for action in strains} == {("hamstring", "hamstring_sit_bone")}


@pytest.mark.parametrize(
    ("answers", "age"),
    [
        ({"hamstring": "no", "acl": "no", "calf": "no"}, 29),
        ({"hamstring": "unsure", "acl": "unsure"}, None),
        ({"warm_up": "10+", "heavy_legs": "6", "lowering": "yes", "speed_change": "down"}, 20),
        ({"heart": None, "lowering": None, "warm_up": None}, None),
    ],
)
def test_other_answers_bring_nothing(answers: dict[str, Any], age: int | None):
    assert codes(answers, age) == []


def test_a_doctors_word_comes_first_and_then_the_order_of_the_sheet():
    told = {
        **{"lowering": "no", "speed_change": "up", "calf": "yes", "acl": "yes"},
        **{"hamstring": "recent", "heart": "yes", "warm_up": "0", "kicking": "yes"},
    }
    found = codes(told, age=41)
    assert found[0] == "doctor"
    assert [code for code in found if code in ORDER_OF_THE_SHEET] == [
        code for code in ORDER_OF_THE_SHEET if code != "hamstring_earlier"
    ]
    assert found[-2:] == ["warm_up", "kicking"]


def test_effects_are_those_of_the_fact_sheet():
    # 5.1, 5.2, 2.7
    effects = {thing.code: thing.effect for thing in THINGS}
    assert "4.8 times as often" in effects["hamstring_recent"]
    assert "2.7 times as often" in effects["hamstring_earlier"]
    assert "1.7 times as often" in effects["acl"]
    assert "1.5 times as often" in effects["calf"]
    assert "1.6 times the usual spread" in effects["age"]
    assert "0.12 times the odds" in effects["speed"]
    assert "4.1 times as often" in effects["lowering"]
    assert "0.49 times as many hamstring injuries, about half (between 0.32 and 0.74)" in effects["lowering"]
    assert "p = 0.035" in effects["knee"]


def test_no_word_needs_a_statisticians_or_a_writers_knowledge():
    for thing in THINGS:
        words = f"{thing.why} {thing.sure} {thing.effect} {thing.plan}"
        jargon = re.search(r"\b(RR|OR|SMD|MVC)\b|the article|from memory|cohort|the 11\+", words)
        assert jargon is None, thing.code


def test_how_sure_reads_as_a_finished_sentence_and_every_question_as_a_question():
    for thing in THINGS:
        assert "looked up again" not in thing.sure, thing.code
    for question in QUESTIONS.values():
        assert re.match(r"(About|Are|Do|Does|Has|Have|How|I[fns]|Which|When|What|Who)\b", question.text), (
            question.code
        )


def test_a_doctor_is_asked_before_the_start_only_by_words_and_nothing_is_held_back():
    # 5.2 and 4.11.6: the sheet asks heart, chest and dizziness, and has no tag for them
    for code in ("heart", "chest", "dizzy", "other_reason"):
        assert screening.conditions({code: "yes"}) == {}
        [found] = screening.things({code: "yes"}, None)
        assert found.thing.word
        assert "Plumb holds nothing back" in found.thing.plan


def test_lines_that_nobody_published_are_called_our_own():
    own = {thing.code for thing in THINGS if "Plumb’s own" in thing.sure or thing.basis == "own"}
    assert {"age", "heavy_legs", "conditions"} <= own
    assert "Plumb's own proposal" in CATALOGUE.again_basis


def test_the_title_names_the_leg_or_the_numbers_where_they_were_told():
    told = {"hamstring": "recent", "hamstring_side": "left", "acl": "yes", "acl_side": "right"}
    told |= {"speed_change": "up", "speed_before": 1, "speed": 4}
    assert [found.title for found in screening.things(told, None)] == [
        "Left hamstring strain in the last 12 months",
        "Right ACL injury or operation",
        "Fast running went from 1 to 4 times a week",
    ]
    assert screening.things({"speed_change": "up", "speed": 4}, None)[0].title == "Fast running went up"


def test_the_clients_own_words_are_told_in_quotation_marks():
    told = {"hamstring": "recent", "hamstring_side": "left", "hamstring_off": "all spring"}
    assert screening.things(told, None)[0].said == ("left leg", "off: “all spring”")


def test_a_follow_up_whose_question_was_changed_no_longer_counts():
    told = {"hamstring": "no", "hamstring_sore": "yes", "back": "no", "back_bending": "yes"}
    assert screening.in_force(told) == {"hamstring": "no", "back": "no"}
    assert codes(told) == []
    assert screening.conditions(told) == {"LBP_FLEX": False, "LBP_AXIAL": False}


@given(ANSWERS, st.none() | st.integers(10, 90))
def test_words_never_hold_a_percentage_or_a_score(answers: dict[str, Any], age: int | None):
    for found in screening.things(answers, age):
        thing = found.thing
        words = " ".join([found.title, *found.said, thing.why, thing.sure, thing.plan, thing.client])
        assert not re.search(r"%|per ?cent|\bscore|\bpoints?\b|\brisk|\bchance|likely", words, re.I), words


@given(ANSWERS, st.none() | st.integers(10, 90))
def test_the_order_is_that_of_the_file_whatever_was_answered_when(answers: dict[str, Any], age: int | None):
    file = [thing.code for thing in THINGS]
    found = codes(answers, age)
    assert found == sorted(found, key=file.index)
    assert found == codes(dict(reversed(answers.items())), age)


@given(ANSWERS)
def test_what_was_not_answered_never_becomes_a_yes(answers: dict[str, Any]):
    open_now = {code: None if value is None else value for code, value in answers.items()}
    without = {code: value for code, value in answers.items() if value is not None}
    assert codes(open_now) == codes(without)
    tags = {QUESTIONS[code].condition for code, value in answers.items() if value == "yes"}
    assert {tag for tag, present in screening.conditions(answers).items() if present} <= tags


@given(ANSWERS)
def test_every_answer_is_used_told_or_listed_as_open(answers: dict[str, Any]):
    found = screening.things(answers, None)
    told = {code for one in found for code in one.answers}
    rest = dict(screening.nothing_to_plan(answers, found))
    for code in told:
        assert QUESTIONS[code].label not in rest
    for question in screening.not_answered(answers):
        assert question.code not in told


# What may be answered


@pytest.mark.parametrize(
    ("code", "value", "says"),
    [
        ("heart", "perhaps", "Choose one of the answers."),
        ("sleep", 25, "Give a number from 0 to 16, like 6.5."),
        ("sleep", True, "Give a number from 0 to 16, like 6.5."),
        ("speed", 2.5, "Give a whole number from 0 to 20."),
        ("speed", -1, "Give a whole number from 0 to 20."),
        ("hamstring_when", "2026-12", "This month has not come yet."),
        ("hamstring_when", "1980", "This is before you were born."),
        ("hamstring_when", "soon", "Choose a year, and the month if you know it."),
        ("hamstring_when", "2024-01", "You said “in the last 12 months”, and this is longer ago."),
        ("hamstring_off", "  ", "Write a few words."),
        ("hamstring_off", "x" * 301, "At most 300 letters"),
        ("birth_date", "2026-11-23", "This day has not come yet."),
        ("birth_date", "0094-01-01", "Write the year with four digits"),
        ("birth_date", "1850-01-01", "Born in 1850 would make 176 years of age. Check the year."),
        ("birth_date", "1890-05-01", "Born in 1890 would make 136 years of age. Check the year."),
        ("birth_date", "yesterday", "Give the day, the month and the year."),
    ],
)
def test_an_answer_that_cannot_be_is_refused_with_a_sentence(code: str, value: Any, says: str):
    why = screening.fault(
        QUESTIONS[code], value, {"hamstring": "recent"}, today=TODAY, born=dt.date(1990, 1, 1)
    )
    assert why.startswith(says)


@given(st.data(), st.sampled_from(sorted(QUESTIONS)))
def test_every_answer_that_is_offered_is_taken_and_has_words(data: st.DataObject, code: str):
    value = data.draw(value_of(QUESTIONS[code]))
    assert screening.fault(QUESTIONS[code], value, {}, today=TODAY) == ""
    assert screening.answer_words(QUESTIONS[code], value)
    assert screening.told(QUESTIONS[code], value)


# What is asked, and when again


def test_every_condition_tag_is_asked_in_its_own_words():
    # 4.11.6
    asked = {question.condition: question.text for question in QUESTIONS.values() if question.condition}
    assert asked == {condition.tag: condition.question for condition in CONDITIONS}


def test_the_questions_of_the_sheet_are_asked_as_it_asks_them():
    # 5.1
    texts = " ".join(question.text for question in QUESTIONS.values())
    for words in (
        "How many minutes do you warm up before fast running or heavy leg work?",
        "In the last week, did your legs feel heavy or sore before training?",
        "How many times a week do you run at nearly full speed?",
        "When did this change?",
        "Does your sport include kicking or jumping?",
        "Splits, high kicks, slides, dance?",
    ):
        assert words in texts
    assert [option.code for option in QUESTIONS["warm_up"].options] == ["0", "1-4", "5-9", "10+"]


def test_follow_ups_are_asked_only_when_they_apply():
    plain = {question.code for question in screening.asked({})}
    assert not plain & {"hamstring_side", "acl_graft", "back_bending", "pregnant_late", "speed_before"}
    hurt = {question.code for question in screening.asked({"hamstring": "earlier"})}
    assert {"hamstring_side", "hamstring_when", "hamstring_sore"} <= hurt
    assert "birth_date" in plain
    assert "birth_date" not in {q.code for q in screening.asked({}, birth_date_known=True)}


def test_a_no_to_the_opening_question_answers_what_it_opens():
    assert screening.conditions({"pregnant": "no", "knees": "no"}) == {
        "PREG_SUPINE": False,
        "KNEE_KNEEL": False,
        "PFP_DEEP": False,
    }


@pytest.mark.parametrize(
    ("version", "finished", "closed", "due"),
    [
        (screening.VERSION, dt.date(2025, 11, 23), None, None),
        (screening.VERSION, dt.date(2025, 11, 22), None, Due("the last answers are 12 months old", TODAY)),
        ("2020-01", dt.date(2026, 11, 21), None, Due("the questions have changed", dt.date(2026, 11, 21))),
        (
            *(screening.VERSION, dt.date(2026, 11, 1), dt.date(2026, 11, 2)),
            Due("an injury has ended since", dt.date(2026, 11, 2)),
        ),
        (screening.VERSION, dt.date(2026, 11, 1), dt.date(2026, 11, 1), None),
    ],
)
def test_the_questions_are_due_again(
    version: str, finished: dt.date, closed: dt.date | None, due: Due | None
):
    assert screening.again(version=version, finished_on=finished, today=TODAY, injury_closed_on=closed) == due


@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)))
def test_the_day_named_for_asking_again_is_never_after_they_are_due_by_more_than_the_end_of_a_month(
    finished: dt.date,
):
    named = screening.due_on(finished)
    late = named + dt.timedelta(days=4)
    assert screening.again(version=screening.VERSION, finished_on=finished, today=late)


# A file that cannot be used


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('kind = "scale"', 'kind = "guess"', "screening.toml, question heavy_legs, kind: 'guess'"),
        (
            'condition = "CRAMP"',
            'condition = "HICCUPS"',
            "screening.toml, question cramp, condition: 'HICCUPS'",
        ),
        ('acl = ["yes"] }', 'acl = ["maybe"] }', "screening.toml, question acl_side, needs: 'maybe'"),
        ('when = { calf = ["yes"] }', "", "screening.toml, thing calf, when: nothing brings this thing"),
        (
            'sources = ["green", "wing"]',
            'sources = ["a friend"]',
            "screening.toml, thing hamstring_recent, sources",
        ),
        ('sources = ["green"]', "", "screening.toml, thing acl, sources: what is not Plumb's own"),
        ('kind = "assign"', 'kind = "hope"', "screening.toml, thing hamstring_recent, action: 'hope'"),
        ("[sections]", "[parts]", "screening.toml, sections: this table is missing"),
        (
            'label = "Sleep"',
            'labels = "Sleep"',
            "screening.toml, question sleep, labels: this key is not known",
        ),
    ],
)
def test_a_bad_entry_is_refused_with_file_entry_and_key(tmp_path: Path, old: str, new: str, named: str):
    text = (FOLDER / "screening.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "screening.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(StagesError) as refusal:
        read_screening(CONDITIONS, path)
    assert str(refusal.value).startswith(named)
