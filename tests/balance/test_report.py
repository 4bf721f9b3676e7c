import datetime as dt
import logging
import sys

import pytest
from django.urls import reverse

from clients import consents
from clients.actions import write_note
from clients.models import Consent, Injury
from tests.balance.conftest import legs
from trainer.accounts.models import AuditEntry
from trainer.balance import timeline
from trainer.balance.pages import pdf, report
from trainer.balance.targets import save_target

pytestmark = pytest.mark.django_db
CLINICIAN = {"reader": "clinician", "words": ""}


@pytest.fixture
def page(zoe):
    return reverse("balance:report", args=[zoe.pk])


@pytest.fixture
def file(zoe):
    return reverse("balance:report_pdf", args=[zoe.pk])


@pytest.fixture
def two_tests(tested):
    tested(60, legs((118, 179), (117, 177)), gravity_corrected="yes")
    return tested(2, legs((117, 178), (80, 176)), gravity_corrected="yes", note="She was afraid of it.")


@pytest.fixture
def strained(zoe):
    return Injury.objects.create(
        client=zoe,
        structure="hamstring",
        side="right",
        kind="strain",
        stage="early_load",
        onset_on=zoe.today() - dt.timedelta(days=30),
        assessed_by="R. Halloran",
        assessed_role="Physiotherapist",
        assessed_on=zoe.today() - dt.timedelta(days=29),
    )


@pytest.fixture
def no_package(monkeypatch):
    pdf._package.cache_clear()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    yield
    pdf._package.cache_clear()


def sheet(text):
    return text.split('<article class="report"')[1].split("</article>")[0]


def test_before_the_first_test_the_page_leads_to_recording_one(as_ana, zoe, page, file):
    text = as_ana.get(page).text
    assert "A report tells of tests." in text
    assert reverse("balance:test_choose", args=[zoe.pk]) in text
    assert as_ana.post(file, CLINICIAN).status_code == 404


def test_her_own_copy_says_it_in_words_without_a_band_or_a_gap(as_ana, page, two_tests):
    text = sheet(as_ana.get(page).text)
    assert "Your strength tests, Zoe" in text
    assert "Your right leg tested lower this time." in text
    assert "The back of the thigh makes about two thirds of the front&#x27;s force." in text
    assert "Published range" not in text
    assert "Side to side" not in text
    assert 'class="chart__band"' not in text


def test_the_clinicians_copy_has_numbers_verdicts_settings_and_sources(as_ana, ana, zoe, page, two_tests):
    text = sheet(as_ana.post(page, CLINICIAN).text)
    assert "Strength tests of Zoe Client" in text
    assert "Right hamstrings fell from 117 to 80 Nm (−32%). Likely real." in text
    assert "Left hamstrings fell from 118 to 117 Nm" in text
    assert "Within day-to-day variation." in text
    assert "0.45" in text
    assert "Side to side" in text
    assert "device: Cybex; speed: 60°/s; corrected for gravity: Yes" in text
    assert "a change is likely real from 25% (hamstrings), 25% (quadriceps) and 30% (ratio)" in text
    assert 'href="https://doi.org/10.1016/j.apmr.2007.02.006"' in text
    assert "How much to lean on this number" in text
    assert 'class="chart__mark' in text or 'class="chart__test' in text
    assert "Ana Trainer, trainer" in text
    assert f"{zoe.today().day} {zoe.today():%B %Y}" in text


def test_a_trainers_own_band_stands_there_with_its_reason(as_ana, ana, zoe, page, two_tests):
    save_target(
        client=zoe, method="conventional-60", low=0.6, high=0.8, reason="Agreed in May.", version=0, by=ana
    )
    text = sheet(as_ana.post(page, CLINICIAN).text)
    assert "Shaded: the target set by Ana Trainer for Zoe and this method only. Agreed in May." in text
    assert "Agreed in May." not in sheet(as_ana.get(page).text)


@pytest.mark.parametrize("reader", ["client", "clinician"])
def test_a_trainers_band_and_its_reason_stay_out_of_her_own_report(as_zoe, ana, zoe, page, two_tests, reader):
    save_target(
        client=zoe, method="conventional-60", low=0.61, high=0.83, reason="Agreed in May.", version=0, by=ana
    )
    text = as_zoe.post("/progress/report/", {"reader": reader, "words": ""}).text
    for told in ("Agreed in May.", "arget", "0.83"):
        assert told not in text


@pytest.mark.parametrize("reader", ["client", "clinician"])
def test_private_notes_are_on_no_copy(as_ana, as_zoe, ana, zoe, page, two_tests, reader):
    write_note(client=zoe, by=ana, text="Sleeps badly.")
    said = {"reader": reader, "words": ""}
    for text in (as_ana.post(page, said).text, as_zoe.post("/progress/report/", said).text):
        assert "Sleeps badly" not in text
        assert "afraid of it" not in text


def test_injuries_stand_there_with_stage_and_who_said_so(as_ana, page, two_tests, strained):
    text = sheet(as_ana.post(page, CLINICIAN).text)
    assert "Right hamstring strain: since" in text
    assert "stage 2 of 6 (Stage 2, early load); assessed by R. Halloran, Physiotherapist" in text
    own = sheet(as_ana.get(page).text)
    assert "Right hamstring strain: since" in own
    assert "R. Halloran" not in own


@pytest.mark.parametrize("reader", ["client", "clinician"])
def test_without_health_consent_no_injury_is_told(as_ana, ana, zoe, page, two_tests, strained, reader):
    consents.withdraw(client=zoe, purpose=Consent.Purpose.HEALTH, by=ana)
    text = as_ana.post(page, {"reader": reader, "words": ""}).text
    assert "strain" not in text.lower()
    assert "injured leg" not in text
    assert ("Zoe does not share health data here." in text) == (reader == "clinician")


def test_the_client_has_the_same_report_whatever_her_trainer_may_see(as_zoe, zoe, two_tests, strained):
    consents.withdraw(client=zoe, purpose=Consent.Purpose.HEALTH, by=zoe.user)
    assert reverse("balance:own_report") in as_zoe.get("/progress/").text
    text = sheet(as_zoe.post("/progress/report/", CLINICIAN).text)
    assert "Strength tests of Zoe Client" in text
    assert "Right hamstring strain" in text
    assert "does not share health data" not in text
    assert "Zoe Client, from what is kept in Plumb" in text


def test_before_her_first_test_she_reads_what_comes(as_zoe):
    assert "After the first test with your trainer" in as_zoe.get("/progress/report/").text


def test_she_is_asked_whether_she_prints_it_for_herself(as_zoe, as_ana, page, two_tests):
    assert "Yourself" in as_zoe.get("/progress/report/").text
    assert "Yourself" not in as_ana.get(page).text


def test_words_of_ones_own_stand_on_top_and_are_not_kept(as_ana, page, two_tests):
    said = {"reader": "clinician", "words": "Back on <Monday>."}
    assert "Back on &lt;Monday&gt;." in sheet(as_ana.post(page, said).text)
    assert "Monday" not in as_ana.get(page).text


def test_words_that_do_not_fit_are_refused_and_stay(as_ana, page, file, two_tests):
    for address in (page, file):
        answer = as_ana.post(address, {"reader": "clinician", "words": "x" * 601})
        assert answer.status_code == 422
        assert "x" * 601 in answer.text
    assert as_ana.post(page, {"reader": "nobody"}).status_code == 422


def test_method_and_span_are_kept(as_ana, zoe, page, tested, two_tests):
    tested(1, {("left", "hamstrings"): 300, ("right", "hamstrings"): 290}, protocol="nordic")
    assert "Nordic, force per leg" in sheet(as_ana.get(page, {"method": "nordic"}).text)
    text = as_ana.get(page, {"method": "conventional-60", "span": "3"}).text
    assert "Back of the thigh, last 3 months" in sheet(text)
    balance = as_ana.get(reverse("balance:balance", args=[zoe.pk]), {"method": "conventional-60"}).text
    assert f'href="{page}?method=conventional-60"' in balance


def test_only_the_newest_tests_stand_in_the_table(zoe, tested):
    for ago in range(10, 130, 10):
        tested(ago, legs((118, 179), (117, 177)))
    found = timeline.of(zoe, health=True)
    for reader in ("client", "clinician"):
        told = report.context_of(found, zoe, reader=reader)
        assert (len(told["rows"]), told["left_out"]) == (8, 4)


def test_every_source_stands_once_and_none_is_from_memory(zoe, two_tests):
    found = timeline.of(zoe, health=True)
    sources = report.context_of(found, zoe, reader="clinician")["sources"]
    assert len({source.citation for source in sources}) == len(sources) >= 2
    assert "memory" not in {source.basis for source in sources}


def test_a_report_asks_as_often_however_many_tests_there_are(as_ana, page, tested, two_tests, queries):
    few = queries(lambda: as_ana.post(page, CLINICIAN))
    for ago in range(10, 60, 10):
        tested(ago, legs((118, 179), (117, 177)))
    assert queries(lambda: as_ana.post(page, CLINICIAN)) == few


def test_without_the_package_there_is_no_button_and_no_file(
    as_ana, as_zoe, no_package, page, file, two_tests
):
    assert "Save as PDF" not in as_ana.get(page).text
    assert as_ana.post(file, CLINICIAN).status_code == 404
    assert as_zoe.post("/progress/report.pdf", CLINICIAN).status_code == 404
    assert not AuditEntry.objects.filter(action="strength report downloaded").exists()


@pytest.mark.pdf
def test_a_file_that_went_well_says_nothing_in_the_log(caplog):
    with caplog.at_level(logging.INFO):
        pdf.render("<p>Tests</p>")
    assert not [row for row in caplog.records if row.name.startswith(("weasyprint", "fontTools"))]


@pytest.mark.pdf
def test_with_the_package_the_report_is_a_file_and_the_download_is_noted(
    as_ana, as_zoe, ana, zoe, page, file, two_tests, strained
):
    assert f'formaction="{file}"' in as_ana.get(page).text
    for browser, address in ((as_ana, file), (as_zoe, "/progress/report.pdf")):
        answer = browser.post(address, {"reader": "clinician", "words": "Back on Monday."})
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith(
            'attachment; filename="plumb-zoe-client-strength-'
        )
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.content.startswith(b"%PDF-")
        assert len(answer.content) > 10_000
    entries = AuditEntry.objects.filter(action="strength report downloaded")
    assert [(entry.actor, entry.client_number) for entry in entries.order_by("pk")] == [
        (ana, zoe.pk),
        (zoe.user, zoe.pk),
    ]


@pytest.mark.pdf
def test_a_file_is_made_by_a_press_of_the_button_only(as_ana, file, two_tests):
    assert as_ana.get(file).status_code == 405


@pytest.mark.pdf
def test_a_file_reads_nothing_from_elsewhere(tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>secret</text></svg>')
    fetcher = pdf._only_fonts_of(pdf._package(), tmp_path / "fonts")
    for address in (
        secret.as_uri(),
        "http://localhost/x.svg",
        f"{(tmp_path / 'fonts').as_uri()}/../secret.svg",
    ):
        with pytest.raises(ValueError, match="reads nothing"):
            fetcher.fetch(address)
