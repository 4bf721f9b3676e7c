"""What the admin refuses of the library, at which field and why; everything typed stays in the form."""

from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils.text import slugify

from exercises.models import Exercise, Muscle, Source, Step
from trainer.accounts.models import User

NEW = reverse("admin:exercises_exercise_add")
NEW_STEP = reverse("admin:exercises_step_add")
INLINES = {
    f"{prefix}-{part}": value
    for prefix in ("shares", "steps")
    for part, value in (
        ("TOTAL_FORMS", 0),
        ("INITIAL_FORMS", 0),
        ("MIN_NUM_FORMS", 0),
        ("MAX_NUM_FORMS", 1000),
    )
}


def typed(**changes: Any) -> dict[str, Any]:
    """A new exercise as an admin may type it."""
    return {
        **INLINES,
        "name": "Hill walk",
        "slug": "hill-walk",
        "aliases": "Uphill walk\r\n\r\nIncline  walk",
        "summary": "A brisk walk uphill.",
        "pattern": "hip",
        "level": "B",
        "measures": ["distance"],
        "equipment": "hill\r\nspace or support",
        "modes": ["C"],
        "lengths": ["M"],
        "hip_flexion": "60",
        "demand": "1",
        "effort": "2",
        "tags": ["HSI_ACUTE"],
        "tags_known": "on",
        "evidence": "Not known.\r\n\r\nWe found no measurement.",
        "confidence": "0",
        "confidence_why": "",
        "basis": "",
        **changes,
    }


def row(prefix: str, number: int, **values: Any) -> dict[str, Any]:
    return {f"{prefix}-{number}-{name}": value for name, value in values.items()}


def steps(*rows: dict[str, Any]) -> dict[str, Any]:
    """The steps of the form, all of them new."""
    sent: dict[str, Any] = {"steps-TOTAL_FORMS": len(rows)}
    for number, values in enumerate(rows):
        sent |= row("steps", number, words="A step.", position=number + 10, **values)
    return sent


def pk_of(slug: str) -> int:
    return Exercise.objects.get(slug=slug).pk


def change_of(slug: str) -> str:
    return reverse("admin:exercises_exercise_change", args=[pk_of(slug)])


def as_shown(browser: Browser, address: str) -> dict[str, Any]:
    """What the form of a row would send if nothing were touched."""
    context = browser.get(address).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    sent: dict[str, Any] = {}
    for form in forms:
        for field in form:
            value = field.value()
            if isinstance(value, list):
                sent[field.html_name] = [str(one) for one in value]
            elif value is not None and value is not False:
                sent[field.html_name] = "on" if value is True else value
    return sent


def faults(browser: Browser, address: str, sent: dict[str, Any]) -> dict[str, list[str]]:
    """The form's faults by field; nothing is written, and what was typed stands in the form again."""
    before = (list(Exercise.objects.order_by("pk").values()), list(Step.objects.order_by("pk").values()))
    answer = browser.post(address, sent)
    assert answer.status_code == 200, "it was saved"
    assert before == (
        list(Exercise.objects.order_by("pk").values()),
        list(Step.objects.order_by("pk").values()),
    )
    form = answer.context["adminform"].form
    for name in form.fields.keys() & sent.keys():
        shown = "on" if form[name].value() is True else form[name].value()
        assert str(shown) == str(sent[name]), name
    found = {name: list(errors) for name, errors in form.errors.items()}
    for inline in answer.context["inline_admin_formsets"]:
        for inner in inline.formset.forms:
            found |= {f"{inner.prefix}-{name}": list(errors) for name, errors in inner.errors.items()}
    assert all(error in answer.text.replace("&#x27;", "'") for errors in found.values() for error in errors)
    return found


@pytest.fixture
def few(db: None) -> None:
    """As much of the library as names and shares need."""
    names = {"Romanian deadlift": ["RDL"], "Stability-ball curl": ["Swiss ball curl"], "Good morning": []}
    for name, aliases in names.items():
        Exercise.objects.create(slug=slugify(name), name=name, aliases=aliases, pattern="hip", level="B")
    Muscle.objects.create(slug="hamstrings", name="Hamstrings")


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"name": "Romanian dead lift"}, None, None),
        ({"name": "Romanian  Deadlift"}, "name", "“Romanian  Deadlift” already leads to Romanian deadlift."),
        ({"name": "rdl"}, "name", "“rdl” already leads to Romanian deadlift."),
        (
            {"aliases": "Hike\nSwiss-ball CURL"},
            "aliases",
            "“Swiss-ball CURL” already leads to Stability-ball curl.",
        ),
        ({"aliases": "Good morning"}, "aliases", "“Good morning” already leads to Good morning."),
        ({"hip_flexion": "131"}, "hip_flexion", "Hip bend runs from 0 to 130."),
        ({"hip_flexion": "-1"}, "hip_flexion", "Hip bend runs from 0 to 130."),
        ({"demand": "6"}, "demand", "Hamstring demand runs from 0 to 5."),
        ({"demand": "-1"}, "demand", "Hamstring demand runs from 0 to 5."),
        ({"effort": "0"}, "effort", "Effort runs from 1 to 5."),
        ({"effort": "6"}, "effort", "Effort runs from 1 to 5."),
        ({"hip_flexion": "130", "demand": "5", "effort": "5"}, None, None),
        ({"hip_flexion": "0", "demand": "0", "effort": "1"}, None, None),
        ({"hip_flexion": "", "demand": "", "effort": ""}, None, None),
        ({"confidence": "2"}, "confidence", "Confidence above 0 needs a source."),
        ({"evidence": ""}, "evidence", "Write what is known, or “not known”."),
        ({"evidence": "It works."}, "evidence", "Name a source below, or say “not known” here."),
        ({"equipment": "bar bell"}, "equipment", "“bar bell” is not known."),
        ({"equipment": "band or rope"}, "equipment", "“rope” is not known."),
        ({"measures": []}, "measures", "This field is required."),
    ],
)
def test_a_new_exercise_is_refused_at_the_field_with_the_reason(
    as_admin: Browser, few: None, changes: dict[str, Any], field: str | None, reason: str | None
) -> None:
    if field is None:
        assert as_admin.post(NEW, typed(**changes)).status_code == 302
        return
    assert faults(as_admin, NEW, typed(**changes)) == {field: [reason]}


@pytest.mark.parametrize("field", ["modes", "lengths", "measures", "tags", "pattern", "level", "confidence"])
def test_a_word_the_library_does_not_know_is_refused(as_admin: Browser, few: None, field: str) -> None:
    sent = typed(**{field: "nonsense"})
    found = as_admin.post(NEW, sent).context["adminform"].form.errors
    assert list(found) == [field]
    assert "nonsense is not one of the available choices" in found[field][0]


@pytest.mark.parametrize(
    ("share", "fits"), [("0", True), ("0.5", True), ("1", True), ("0.7", False), ("2", False)]
)
def test_a_share_is_nothing_half_or_whole(as_admin: Browser, few: None, share: str, fits: bool) -> None:
    muscle = Muscle.objects.get()
    sent = typed(**{"shares-TOTAL_FORMS": 1}, **row("shares", 0, share=share, muscle=muscle.pk))
    if fits:
        assert as_admin.post(NEW, sent).status_code == 302
        assert Exercise.objects.get(slug="hill-walk").shares.get().share == pytest.approx(float(share))
    else:
        assert faults(as_admin, NEW, sent) == {"shares-0-share": ["A share is 0, 0.5 or 1."]}


def test_a_name_may_be_one_that_a_trainer_keeps_for_herself(as_admin: Browser, ana: User, few: None) -> None:
    Exercise.objects.create(owner=ana, slug="ana-1", name="Hill walk", pattern="hip", level="B")
    assert as_admin.post(NEW, typed()).status_code == 302


def test_an_exercise_keeps_its_own_names(as_admin: Browser, library: None) -> None:
    address = change_of("romanian-deadlift")
    assert as_admin.post(address, as_shown(as_admin, address)).status_code == 302


def test_saving_without_a_change_leaves_the_row_as_it_was_loaded(as_admin: Browser, library: None) -> None:
    for slug in ("straight-leg-pull-down", "nordic-hamstring", "hip-thrust", "tempo-run", "good-morning"):
        address = change_of(slug)
        before = list(Exercise.objects.filter(slug=slug).values())
        assert as_admin.post(address, as_shown(as_admin, address)).status_code == 302
        assert list(Exercise.objects.filter(slug=slug).values()) == before


def test_a_source_lets_confidence_rise(as_admin: Browser, library: None) -> None:
    source = Source.objects.get(key="kubo-2019")
    sent = typed(confidence="2", evidence="It was measured.", sources=[str(source.pk)])
    assert as_admin.post(NEW, sent).status_code == 302
    assert Exercise.objects.get(slug="hill-walk").sources.get() == source


def test_a_step_back_is_refused_with_the_circle(as_admin: Browser, library: None) -> None:
    address = change_of("good-morning")
    sent = as_shown(as_admin, address)
    number = sent["steps-TOTAL_FORMS"]
    sent["steps-TOTAL_FORMS"] = number + 1
    sent |= row("steps", number, direction="harder", to=pk_of("romanian-deadlift"), words="Back.", position=9)
    assert faults(as_admin, address, sent) == {
        f"steps-{number}-to": [
            "This closes a circle, each harder than the one before: "
            "Good morning → Romanian deadlift → Good morning."
        ]
    }


def test_a_step_back_by_a_long_way_round_is_refused_too(as_admin: Browser, library: None) -> None:
    sent = {
        "exercise": pk_of("stability-ball-curl"),
        "to": pk_of("nordic-hamstring"),
        "direction": "easier",
        "words": "Round.",
        "position": 9,
    }
    assert faults(as_admin, NEW_STEP, sent) == {
        "to": [
            "This closes a circle, each harder than the one before: Nordic hamstring exercise → "
            "Stability-ball curl → Slider curl → Band-assisted Nordic → Nordic hamstring exercise."
        ]
    }


def test_new_steps_of_one_form_may_not_close_a_circle_together(as_admin: Browser, library: None) -> None:
    sent = typed() | steps(
        {"direction": "harder", "to": pk_of("romanian-deadlift")},
        {"direction": "easier", "to": pk_of("good-morning")},
    )
    Step.objects.filter(exercise__slug="romanian-deadlift").delete()
    assert faults(as_admin, NEW, sent) == {
        "steps-1-to": [
            "This closes a circle, each harder than the one before: "
            "Good morning → Hill walk → Romanian deadlift → Good morning."
        ]
    }


def test_a_step_that_is_taken_away_closes_no_circle(as_admin: Browser, library: None) -> None:
    address = change_of("good-morning")
    sent = as_shown(as_admin, address)
    for number in range(sent["steps-INITIAL_FORMS"]):
        sent[f"steps-{number}-DELETE"] = "on"
    number = sent["steps-TOTAL_FORMS"]
    sent["steps-TOTAL_FORMS"] = number + 1
    sent |= row("steps", number, direction="harder", to=pk_of("hip-thrust"), words="On.", position=9)
    assert as_admin.post(address, sent).status_code == 302
    assert Step.objects.get(exercise__slug="good-morning").to == Exercise.objects.get(slug="hip-thrust")


def test_a_step_does_not_lead_to_where_it_stands(as_admin: Browser, library: None) -> None:
    here = pk_of("deadlift")
    sent = {"exercise": here, "to": here, "direction": "harder", "words": "Again.", "position": 9}
    assert faults(as_admin, NEW_STEP, sent) == {"to": ["A step leads to another exercise."]}


def test_a_step_in_words_leads_nowhere_and_is_fine(as_admin: Browser, few: None) -> None:
    assert as_admin.post(NEW, typed() | steps({"direction": "harder", "to": ""})).status_code == 302
    assert Exercise.objects.get(slug="hill-walk").steps.get().to is None


def test_what_trainers_keep_for_themselves_is_not_in_the_admin(
    as_admin: Browser, ana: User, library: None
) -> None:
    own = Exercise.objects.create(owner=ana, slug="ana-1", name="Ana's own", pattern="hip", level="B")
    Step.objects.create(exercise=own, direction="harder", position=1, words="Ana's step")
    assert "Ana" not in as_admin.get(reverse("admin:exercises_exercise_changelist")).text.split("<main")[-1]
    assert "Ana&#x27;s step" not in as_admin.get(reverse("admin:exercises_step_changelist")).text
    assert as_admin.get(reverse("admin:exercises_exercise_change", args=[own.pk])).status_code == 302
    query = {"app_label": "exercises", "model_name": "step", "field_name": "to", "term": "own"}
    assert "Ana" not in as_admin.get(reverse("admin:autocomplete"), query).text
    sent = {"exercise": own.pk, "to": own.pk, "direction": "harder", "words": "x", "position": 9}
    assert set(faults(as_admin, NEW_STEP, sent)) == {"exercise", "to"}


def test_a_new_exercise_is_in_the_library_at_once_without_a_figure(
    as_admin: Browser, client: Browser, library: None
) -> None:
    assert as_admin.post(NEW, typed()).status_code == 302
    exercise = Exercise.objects.get(slug="hill-walk")
    assert exercise.aliases == ["Uphill walk", "Incline walk"]
    assert exercise.equipment == ["hill", "space or support"]
    assert exercise.evidence == "Not known.\n\nWe found no measurement."
    rows = client.get("/exercises/", {"q": "incline walk"}).text
    assert "Hill walk" in rows
    assert "hill-walk/figure.svg" not in rows
    page = client.get("/exercises/hill-walk/")
    assert page.status_code == 200
    assert "<p>We found no measurement.</p>" in page.text
    assert client.get("/exercises/hill-walk/figure.svg").status_code == 404


def test_lists_are_typed_by_the_line_and_ticked_never_as_json(as_admin: Browser, library: None) -> None:
    page = as_admin.get(change_of("nordic-hamstring")).text
    assert "Nordic curl\n" in page.replace("\r", "")
    assert "[&quot;" not in page
    assert page.count('type="checkbox" name="tags"') == 18
