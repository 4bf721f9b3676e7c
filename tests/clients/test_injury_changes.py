import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client as Browser

from clients import actions
from clients.models import Injury
from trainer.accounts.models import User

type Form = Callable[..., dict[str, str]]


def pages(injury: Injury) -> str:
    return f"/clients/{injury.client_id}/injuries/{injury.pk}/"


def change(injury: Injury, **fields: object) -> dict[str, object]:
    return {"version": injury.version, **fields}


def test_the_assessment_page_writes_down_what_a_clinician_found(
    as_ana: Browser, suspected: Injury, today: dt.date
):
    form = change(
        suspected,
        assessed_by="Dr Lee",
        assessed_on=today.isoformat(),
        structure="hamstring",
        kind="strain",
        grade="2",
        stage="strain:acute",
    )
    assert as_ana.post(f"{pages(suspected)}assessment/", form).status_code == 302
    suspected.refresh_from_db()
    assert (suspected.stage, suspected.grade) == ("acute", "2")


def test_the_stage_page_shows_the_gates_of_the_stage_asked_for(as_ana: Browser, strain: Injury):
    page = as_ana.get(f"{pages(strain)}stage/?to=strength").text
    assert "To stage 3, strength" in page
    assert "Walks without pain" in page
    assert "Straight-leg raise" in page
    assert 'name="clinician"' in page


def test_the_stage_page_moves_the_stage(as_ana: Browser, strain: Injury, today: dt.date):
    form = change(
        strain, stage="early_load", on=today.isoformat(), clinician="R. Halloran", reason="All but the bike."
    )
    assert as_ana.post(f"{pages(strain)}stage/", form).status_code == 302
    strain.refresh_from_db()
    assert strain.stage == "early_load"


def test_a_refused_move_keeps_the_reason_and_the_stage(as_ana: Browser, strain: Injury, today: dt.date):
    form = change(
        strain, stage="early_load", on="2999-01-01", clinician="R. Halloran", reason="No bike here."
    )
    answer = as_ana.post(f"{pages(strain)}stage/", form)
    assert answer.status_code == 422
    assert "No bike here." in answer.text
    strain.refresh_from_db()
    assert strain.stage == "acute"


def test_a_stage_of_another_injury_is_refused(as_ana: Browser, suspected: Injury, today: dt.date):
    form = change(suspected, stage="cleared", on=today.isoformat(), reason="x", clinician="x")
    assert as_ana.post(f"{pages(suspected)}stage/", form).status_code == 422
    suspected.refresh_from_db()
    assert suspected.stage == ""


def test_the_limits_page_lays_a_clinicians_word_over_the_stage(
    as_ana: Browser, strain: Injury, today: dt.date
):
    strain.limits = {"allows": ["diver"], "rpe_max": 2}
    strain.save()
    form = change(
        strain,
        clinician="R. Halloran",
        on=today.isoformat(),
        pain_max="4",
        rpe_max="0",
        hip_flexion_max="45",
        modes=["I", "C"],
        stretch="gentle",
    )
    assert as_ana.post(f"{pages(strain)}limits/", form).status_code == 302
    strain.refresh_from_db()
    assert strain.pain_max == 4
    assert strain.limits == {
        "allows": ["diver"],
        "rpe_max": 0,
        "hip_flexion_max": 45,
        "modes": ["I", "C"],
        "stretch": "gentle",
    }
    page = as_ana.get(pages(strain)).text
    assert "Pain up to 4 of 10" in page
    assert "hip bent no further than 45°" in page
    assert "R. Halloran" in page


@pytest.mark.parametrize(
    ("field", "value"), [("pain_max", "5"), ("rpe_max", "11"), ("modes", "X"), ("clinician", "")]
)
def test_a_limit_out_of_range_is_refused(
    as_ana: Browser, strain: Injury, today: dt.date, field: str, value: str
):
    form = change(strain, clinician="R. Halloran", on=today.isoformat(), words="Slower.") | {field: value}
    answer = as_ana.post(f"{pages(strain)}limits/", form)
    assert answer.status_code == 422
    assert "Slower." in answer.text
    strain.refresh_from_db()
    assert strain.limits == {}


def test_the_clearance_page_lifts_the_warning_sign(as_ana: Browser, flagged: Injury, today: dt.date):
    form = change(flagged, clinician="Dr Lee", on=today.isoformat(), words="No clot.")
    assert as_ana.post(f"{pages(flagged)}clearance/", form).status_code == 302
    flagged.refresh_from_db()
    assert flagged.red_flags == []


def test_the_warning_sign_page_adds_one_and_never_takes_one_away(
    as_ana: Browser, flagged: Injury, injury_form: Form
):
    answers = {name: value for name, value in injury_form().items() if name.startswith("flag_")}
    form = change(flagged, **answers | {"flag_nerve": "yes"})
    assert as_ana.post(f"{pages(flagged)}warning-signs/", form).status_code == 302
    flagged.refresh_from_db()
    assert flagged.red_flags == ["clot", "nerve"]


def test_the_over_page_asks_for_a_clinician_where_the_word_is_theirs(
    as_ana: Browser, suspected: Injury, today: dt.date
):
    page = f"{pages(suspected)}over/"
    assert 'name="clinician"' in as_ana.get(page).text
    assert as_ana.post(page, change(suspected, on=today.isoformat())).status_code == 422
    form = change(suspected, on=today.isoformat(), clinician="Dr Lee")
    assert as_ana.post(page, form).status_code == 302
    suspected.refresh_from_db()
    assert suspected.resolved_on == today


def test_the_open_again_page_opens_it_again(as_ana: Browser, strain: Injury, ana: User, today: dt.date):
    actions.resolve_injury(injury=strain, by=ana, on=today, clinician="Dr Lee")
    form = change(strain, on=today.isoformat(), words="Tight again.")
    assert as_ana.post(f"{pages(strain)}open-again/", form).status_code == 302
    strain.refresh_from_db()
    assert strain.resolved_on is None


def test_a_save_that_comes_too_late_shows_both_texts_and_saves_nothing(
    as_ana: Browser, suspected: Injury, ana: User, today: dt.date
):
    mine = change(
        suspected,
        assessed_by="Dr Mine",
        assessed_on=today.isoformat(),
        structure="hamstring",
        kind="strain",
        stage="strain:acute",
        assessment="What I heard.",
    )
    actions.assess_injury(
        injury=suspected,
        by=ana,
        assessed_by="Dr Lee",
        assessed_on=today,
        kind="tear",
        assessment="What they wrote.",
    )
    answer = as_ana.post(f"{pages(suspected)}assessment/", mine)
    assert answer.status_code == 409
    assert "What they wrote." in answer.text
    assert "What I heard." in answer.text
    assert "Tear" in answer.text.split("What the file says now")[1].split("</dl>")[0]
    suspected.refresh_from_db()
    assert suspected.assessed_by == "Dr Lee"
    assert (
        as_ana.post(f"{pages(suspected)}assessment/", mine | {"version": suspected.version}).status_code
        == 302
    )


def test_a_late_move_of_a_stage_that_is_gone_is_answered_too(
    as_ana: Browser, strain: Injury, ana: User, today: dt.date
):
    mine = change(strain, stage="early_load", on=today.isoformat(), clinician="x", reason="x")
    actions.resolve_injury(injury=strain, by=ana, on=today, clinician="Dr Lee")
    assert as_ana.post(f"{pages(strain)}stage/", mine).status_code in {409, 422}
    strain.refresh_from_db()
    assert strain.stage == "acute"


def test_everything_wrong_with_an_assessment_is_said_in_one_round(as_ana: Browser, suspected: Injury):
    wrong = {"assessed_on": "2999-01-01", "structure": "hamstring", "kind": "acl", "stage": "strain:acute"}
    answer = as_ana.post(f"{pages(suspected)}assessment/", change(suspected, **wrong))
    assert answer.status_code == 422
    for sentence in (
        "Write the name of the clinician who saw it.",
        "This day has not come yet.",
        "A ligament injury is one of the knee.",
    ):
        assert answer.text.count(sentence) == 2, sentence  # on top, and at its field


def test_everything_missing_from_a_move_is_said_in_one_round(as_ana: Browser, strain: Injury):
    form = change(strain, stage="early_load", on=strain.client.today().isoformat())
    text = as_ana.post(f"{pages(strain)}stage/", form).text
    assert "Write the name of the clinician who said so." in text
    assert "Tick everything that is met, or say why you move without it." in text
    late = as_ana.post(f"{pages(strain)}limits/", change(strain, on="2999-01-01")).text
    assert "Write the name of the clinician who said so." in late
    assert "This day has not come yet." in late
