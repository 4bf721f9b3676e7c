import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client as Browser

from clients import actions, consents
from clients.models import Client, Injury, InjuryEvent
from trainer.accounts.models import User

type Form = Callable[..., dict[str, str]]
NASTY = '"><img src=x onerror=alert(1)>{{1337*1337}}'


def pages(injury: Injury) -> str:
    return f"/clients/{injury.client_id}/injuries/{injury.pk}/"


def test_the_list_says_what_limits_now_who_saw_it_and_what_opens_the_next_stage(
    as_ana: Browser, zoe: Client, strain: Injury
):
    page = as_ana.get(f"/clients/{zoe.pk}/injuries/").text
    assert "Right hamstring strain" in page
    assert "Assessed by R. Halloran, physiotherapist" in page
    assert "effort to 4" in page
    assert "Walks without pain" in page
    assert "a clinician leads" in page
    assert "Stage 1 of 6" in page


def test_the_list_without_an_injury_offers_to_add_one(as_ana: Browser, zoe: Client):
    page = as_ana.get(f"/clients/{zoe.pk}/injuries/").text
    assert "No open injury" in page
    assert f"/clients/{zoe.pk}/injuries/new/" in page


def test_a_warning_sign_says_how_soon_and_what_to_do(as_ana: Browser, flagged: Injury):
    page = as_ana.get(pages(flagged)).text
    assert "Emergency" in page
    assert "get medical help now" in page
    assert "Record the clinician" in page


def test_an_injury_without_a_rule_asks_the_clinician(as_ana: Browser, zoe: Client, ana: User, today: dt.date):
    plain = {"structure": "calf", "side": "left", "kind": "strain", "onset_on": today}
    injury = actions.add_injury(client=zoe, by=ana, assessed_by="Dr Lee", assessed_on=today, **plain)
    assert "No rule for this injury: ask the clinician what to avoid" in as_ana.get(pages(injury)).text


def test_earlier_injuries_stand_below_the_open_ones(as_ana: Browser, zoe: Client, ana: User, strain: Injury):
    actions.resolve_injury(injury=strain, by=ana, on=zoe.today(), clinician="Dr Lee")
    page = as_ana.get(f"/clients/{zoe.pk}/injuries/").text
    assert "Earlier" in page.split("No open injury")[1]


def test_the_form_puts_a_suspected_injury_on_file(as_ana: Browser, zoe: Client, ana: User, injury_form: Form):
    answer = as_ana.post(f"/clients/{zoe.pk}/injuries/new/", injury_form())
    injury = zoe.injuries.get()
    assert answer["Location"] == pages(injury)
    assert (injury.structure, injury.side, injury.by) == ("hamstring", "right", ana)
    assert not injury.assessed
    assert injury.events.get(kind="recorded").words == "A pull behind the thigh."


def test_the_form_records_a_clinicians_assessment(
    as_ana: Browser, zoe: Client, injury_form: Form, today: dt.date
):
    form = injury_form(
        assessed="clinician",
        assessed_by="R. Halloran",
        assessed_role="Physiotherapist",
        assessed_on=today.isoformat(),
        kind="strain",
        grade="1",
        stage="strain:early_load",
        assessment="Small.",
    )
    as_ana.post(f"/clients/{zoe.pk}/injuries/new/", form)
    injury = zoe.injuries.get()
    assert (injury.stage, injury.grade, injury.assessed) == ("early_load", "1", True)


def test_a_yes_to_a_warning_sign_blocks(as_ana: Browser, zoe: Client, injury_form: Form):
    as_ana.post(f"/clients/{zoe.pk}/injuries/new/", injury_form(flag_nerve="yes"))
    assert zoe.injuries.get().red_flags == ["nerve"]


def test_soreness_of_both_legs_is_recorded_as_such(as_ana: Browser, zoe: Client, injury_form: Form):
    as_ana.post(f"/clients/{zoe.pk}/injuries/new/", injury_form(where="hamstring:both", suspected="soreness"))
    assert zoe.injuries.get().stage == "sore"


def test_a_grade_typed_without_a_clinician_is_not_taken(as_ana: Browser, zoe: Client, injury_form: Form):
    as_ana.post(f"/clients/{zoe.pk}/injuries/new/", injury_form(grade="3", kind="tear", bamic="4c"))
    injury = zoe.injuries.get()
    assert (injury.grade, injury.kind, injury.bamic) == ("", "strain", "")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"onset_on": "2999-01-01"}, "has not come yet"),
        ({"onset_on": ""}, "Choose the day it started"),
        ({"onset_on": "soon"}, "This is not a day"),
        ({"where": "knee:both"}, "Choose the place and the side from the table"),
        ({"where": ""}, "Choose the place and the side"),
        ({"where": "hamstring:both"}, "Say which leg"),
        ({"resolved_on": "2001-01-01"}, "over before it began"),
        ({"flag_clot": ""}, "Answer this one too"),
        ({"assessed": "clinician"}, "Write the name of the clinician"),
        ({"assessed": "clinician"}, "Choose the day on which they saw it"),
        ({"assessed": "clinician"}, "Choose what the clinician called it"),
        ({"assessed": ""}, "Say whether anyone has assessed it"),
        ({"assessed": "someone"}, "Select a valid choice"),
    ],
)
def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(
    as_ana: Browser, zoe: Client, injury_form: Form, changes: dict[str, str], says: str
):
    answer = as_ana.post(f"/clients/{zoe.pk}/injuries/new/", injury_form(**changes))
    assert answer.status_code == 422
    assert says in answer.text
    assert "A pull behind the thigh." in answer.text
    assert 'value="Fast running"' in answer.text
    assert not zoe.injuries.exists()


def test_what_was_ticked_in_the_table_comes_back_ticked(as_ana: Browser, zoe: Client, injury_form: Form):
    page = as_ana.post(f"/clients/{zoe.pk}/injuries/new/", injury_form(onset_on="")).text
    cell = page.split('value="hamstring:right"')[1].split("</label>")[0]
    assert " checked>" in cell
    assert page.count('name="flag_clot" value="no"') == 1


def test_the_answer_that_it_happened_again_survives_another_refusal(
    as_ana: Browser, zoe: Client, strain: Injury, injury_form: Form
):
    form = injury_form(recurs="yes", flag_clot="")
    answer = as_ana.post(f"/clients/{zoe.pk}/injuries/new/", form)
    assert answer.status_code == 422
    assert " checked" in answer.text.split('name="recurs" value="yes"')[1].split(">")[0]


def test_everything_that_is_wrong_is_said_in_one_round(
    as_ana: Browser, zoe: Client, strain: Injury, injury_form: Form, today: dt.date
):
    form = injury_form(
        onset_on=today.isoformat(),
        resolved_on="2001-01-01",
        where="hamstring:both",
        assessed="clinician",
        assessed_on="2999-01-01",
        kind="acl",
        stage="strain:early_load",
    )
    text = as_ana.post(f"/clients/{zoe.pk}/injuries/new/", form).text
    for sentence in (
        "Say which leg: two injured legs are two injuries.",
        "An injury cannot be over before it began.",
        "Write the name of the clinician who saw it.",
        "This day has not come yet.",
        "A ligament injury is one of the knee.",
        "There is no such stage for this injury.",
    ):
        assert text.count(sentence) >= 2, sentence  # on top, and at its field
    assert "Six things to put right" in text


def test_the_question_about_an_earlier_one_comes_with_the_other_errors(
    as_ana: Browser, zoe: Client, strain: Injury, injury_form: Form
):
    text = as_ana.post(f"/clients/{zoe.pk}/injuries/new/", injury_form(flag_clot="")).text
    assert "Is this the same injury again?" in text
    assert "Answer this one too" in text


STAGES = [
    ({"kind": "strain"}, "strain:early_load", "tendinopathy:isotonic"),
    ({"kind": "tendinopathy", "where": "hamstring_sit_bone:left"}, "tendinopathy:isotonic", "strain:acute"),
    ({"kind": "strain", "bamic": "3c"}, "strain_tendon:high_load", "strain:acute"),
    ({"kind": "tear:3"}, "tear:plan", "strain:acute"),
    ({"kind": "tear", "operated_on": "2026-01-01"}, "tear_operated:weeks_0_6", "strain:acute"),
    ({"kind": "strain", "where": "calf:left"}, "This kind has no stages here", "strain:acute"),
]


@pytest.mark.parametrize(("changes", "there", "gone"), STAGES)
def test_only_the_stages_of_the_kind_are_offered_once_it_is_chosen(
    as_ana: Browser, zoe: Client, injury_form: Form, changes: dict[str, str], there: str, gone: str
):
    page = f"/clients/{zoe.pk}/injuries/new/"
    form = injury_form(assessed="clinician", **changes)
    piece = as_ana.post(page, form, HTTP_HX_REQUEST="true")
    assert piece.text.strip().startswith('<div id="stage-choice"')
    for text in (piece.text, as_ana.post(page, form).text):
        assert there in text
        assert gone not in text
    assert not zoe.injuries.exists()


def test_before_a_kind_is_chosen_the_stages_stand_under_their_kinds(as_ana: Browser, zoe: Client):
    text = as_ana.get(f"/clients/{zoe.pk}/injuries/new/").text
    assert '<optgroup label="Strain">' in text
    assert '<optgroup label="Tear, operated">' in text


def test_the_assessment_page_offers_the_stages_of_the_kind_too(as_ana: Browser, strain: Injury):
    page = f"{pages(strain)}assessment/"
    text = as_ana.get(page).text
    assert "strain:early_load" in text
    assert "tendinopathy:isotonic" not in text
    assert "As it is now" in text
    form = {"structure": "hamstring_sit_bone", "kind": "tendinopathy"}
    piece = as_ana.post(page, form, HTTP_HX_REQUEST="true").text
    assert "tendinopathy:isotonic" in piece
    assert "strain:early_load" not in piece
    strain.refresh_from_db()
    assert strain.kind == "strain"


def test_a_past_injury_needs_no_warning_signs(as_ana: Browser, zoe: Client, today: dt.date):
    form = {
        "where": "hamstring:left",
        "onset_on": "2020-01-01",
        "resolved_on": "2020-02-01",
        "assessed": "nobody",
    }
    assert as_ana.post(f"/clients/{zoe.pk}/injuries/new/", form).status_code == 302
    assert zoe.injuries.get().resolved_on == dt.date(2020, 2, 1)


@pytest.mark.parametrize(
    "page",
    [
        "injuries/new/",
        "conditions/",
        "assessment/",
        "stage/",
        "limits/",
        "clearance/",
        "warning-signs/",
        "over/",
        "recurrence/",
    ],
)
def test_hidden_health_data_can_neither_be_read_nor_written(
    as_ana: Browser, zoe: Client, ana: User, strain: Injury, page: str
):
    consents.withdraw(client=zoe, purpose="health", by=ana)
    address = (
        f"/clients/{zoe.pk}/{page}" if page.count("/") > 1 or page == "conditions/" else pages(strain) + page
    )
    before = list(Injury.objects.values())
    shown = as_ana.get(address)
    refused = as_ana.post(address, {"version": strain.version})
    assert (shown.status_code, refused.status_code) == (200, 403)
    for answer in (shown, refused):
        assert "Health data is not shared with you" in answer.text
        assert "hamstring" not in answer.text.lower()
    assert list(Injury.objects.values()) == before


def test_what_people_type_is_shown_as_text(as_ana: Browser, zoe: Client, ana: User, today: dt.date):
    zoe.name = zoe.sport = NASTY
    zoe.save()
    injury = actions.add_injury(
        client=zoe,
        by=ana,
        structure="hamstring",
        side="left",
        kind="strain",
        onset_on=today,
        mechanism=NASTY,
        words=NASTY,
        assessed_by=NASTY,
        assessed_role=NASTY,
        assessed_on=today,
        assessment=NASTY,
    )
    actions.set_limits(injury=injury, by=ana, clinician=NASTY, on=today, limits={}, pain_max=1, words=NASTY)
    for page in (f"/clients/{zoe.pk}/injuries/", pages(injury), f"/clients/{zoe.pk}/edit/"):
        text = as_ana.get(page).text
        assert "<img src=x" not in text
        assert "1787569" not in text
        assert "&lt;img src=x" in text


def test_the_list_needs_as_many_queries_for_thirty_injuries_as_for_three(
    as_ana: Browser, zoe: Client, ana: User, today: dt.date, queries: Callable[..., int]
):
    def fill(number: int) -> None:
        for _ in range(number):
            injury = Injury.objects.create(
                client=zoe,
                structure="hamstring",
                side="left",
                kind="strain",
                onset_on=today,
                stage="acute",
                by=ana,
            )
            InjuryEvent.objects.create(client=zoe, injury=injury, kind="recorded", on=today, by=ana)

    page = f"/clients/{zoe.pk}/injuries/"
    as_ana.get(page)
    fill(3)
    few = queries(lambda: as_ana.get(page))
    fill(27)
    assert queries(lambda: as_ana.get(page)) == few <= 15


def test_one_injury_needs_as_many_queries_for_thirty_events_as_for_three(
    as_ana: Browser, strain: Injury, ana: User, today: dt.date, queries: Callable[..., int]
):
    def fill(number: int) -> None:
        for _ in range(number):
            InjuryEvent.objects.create(client=strain.client, injury=strain, kind="limits", on=today, by=ana)

    as_ana.get(pages(strain))
    fill(3)
    few = queries(lambda: as_ana.get(pages(strain)))
    fill(27)
    assert queries(lambda: as_ana.get(pages(strain))) == few <= 15
