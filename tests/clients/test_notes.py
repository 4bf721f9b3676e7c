"""Trainers' notes: written, changed, deleted, and never told to the client."""

import io
import logging
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.test import Client as Browser

from clients import actions
from clients.models import Client, TrainerNote
from tests.access_rows import make_rows
from tests.conftest import signed_in
from tests.test_access import BOTH, COACH, OWN, PUBLIC, SIGNED_IN, TRAINERS, address
from trainer.accounts.models import AuditEntry, User
from trainer.privacy.export import LEFT_OUT, export_client

CANARY = "zx-canary-7141"


@pytest.fixture
def note(zoe: Client, ana: User) -> TrainerNote:
    return actions.write_note(client=zoe, by=ana, text="Shy about the knee.")


def page_of(client: Client, note: TrainerNote | None = None) -> str:
    return f"/clients/{client.pk}/notes/" + (f"{note.pk}/" if note else "")


def test_a_note_is_written_and_the_newest_stands_first(
    as_ana: Browser, zoe: Client, note: TrainerNote, ana: User
):
    answer = as_ana.post(page_of(zoe), {"text": "Sleeps badly."})
    assert answer["Location"] == page_of(zoe)
    page = as_ana.get(page_of(zoe)).text
    assert page.index("Sleeps badly.") < page.index("Shy about the knee.")
    assert zoe.trainer_notes.first().by == ana


def test_an_empty_note_is_refused(as_ana: Browser, zoe: Client):
    answer = as_ana.post(page_of(zoe), {"text": "   "})
    assert answer.status_code == 422
    assert "Write something first" in answer.text
    assert not zoe.trainer_notes.exists()


def test_what_is_typed_is_shown_as_text(as_ana: Browser, zoe: Client, ana: User):
    actions.write_note(client=zoe, by=ana, text="<script>alert(1)</script>")
    assert "<script>alert(1)" not in as_ana.get(page_of(zoe)).text


def test_an_assistant_reads_and_changes_the_leads_note(
    as_bob: Browser, zoe: Client, bob: User, note: TrainerNote
):
    zoe.coachings.create(trainer=bob, role="assistant")
    assert "Shy about the knee." in as_bob.get(page_of(zoe)).text
    as_bob.post(page_of(zoe, note), {"text": "Not shy.", "version": "1"})
    note.refresh_from_db()
    assert (note.text, note.version) == ("Not shy.", 2)
    assert note.changed_at is not None


def test_a_stale_save_shows_both_texts_and_keeps_the_row(
    as_ana: Browser, zoe: Client, bob: User, note: TrainerNote
):
    actions.change_note(note=note, by=bob, text="Bob was quicker.", version=1)
    answer = as_ana.post(page_of(zoe, note), {"text": "Ana was slower.", "version": "1"})
    assert answer.status_code == 409
    assert "Bob was quicker." in answer.text
    assert "Ana was slower." in answer.text
    note.refresh_from_db()
    assert note.text == "Bob was quicker."
    again = as_ana.post(page_of(zoe, note), {"text": "Ana was slower.", "version": "2"})
    assert again.status_code == 302
    note.refresh_from_db()
    assert note.text == "Ana was slower."


def test_a_save_without_its_version_changes_nothing(as_ana: Browser, zoe: Client, note: TrainerNote):
    assert as_ana.post(page_of(zoe, note), {"text": "Which one?"}).status_code == 409
    note.refresh_from_db()
    assert note.version == 1


def test_a_note_is_deleted(as_ana: Browser, zoe: Client, note: TrainerNote):
    as_ana.post(page_of(zoe, note) + "delete/")
    assert not zoe.trainer_notes.exists()
    assert AuditEntry.objects.filter(action="private note deleted", client_number=zoe.pk).exists()


def test_a_note_of_another_client_is_not_reached_through_ones_own(
    as_bob: Browser, bob: User, note: TrainerNote
):
    own = actions.add_client(by=bob, name="Own", consent_training=True, consent_health=True)
    assert as_bob.get(page_of(own, note)).status_code == 404
    assert as_bob.post(page_of(own, note) + "delete/").status_code == 404
    assert TrainerNote.objects.filter(pk=note.pk).exists()


def test_queries_do_not_grow_with_the_notes(as_ana: Browser, zoe: Client, ana: User, bob: User, queries):
    actions.write_note(client=zoe, by=ana, text="One.")
    few = queries(lambda: as_ana.get(page_of(zoe)))
    for number in range(20):
        actions.write_note(client=zoe, by=(ana, bob)[number % 2], text=f"Note {number}.")
    assert queries(lambda: as_ana.get(page_of(zoe))) == few


def test_older_notes_stand_on_a_second_page(as_ana: Browser, zoe: Client, ana: User):
    for number in range(31):
        actions.write_note(client=zoe, by=ana, text=f"Note number {number}.")
    assert "Note number 0." not in as_ana.get(page_of(zoe)).text
    assert "Note number 0." in as_ana.get(page_of(zoe) + "?page=2").text


class Heard(logging.Handler):
    """Keeps everything that any logger says."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(f"{record.getMessage()} {vars(record)}")


@pytest.fixture
def heard() -> Iterable[list[str]]:
    handler = Heard()
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler.records
    root.removeHandler(handler)


def answers_to(browser: Browser, paths: Iterable[str]) -> Iterable[tuple[str, str]]:
    for path in paths:
        for answer in (browser.get(path), browser.get(path, headers={"HX-Request": "true"})):
            body = b"".join(answer) if answer.streaming else answer.content
            yield path, f"{answer.headers} {body.decode(errors='replace')}"


def test_no_word_of_a_note_ever_reaches_the_client(
    programs: None,
    as_zoe: Browser,
    zoe: Client,
    ana: User,
    bob: User,
    mailoutbox: list[Any],
    heard: list[str],
    settings: Any,
):
    settings.MAIL_CONFIGURED = True
    rows = make_rows(zoe, ana)
    desk = signed_in(ana)
    desk.post(page_of(zoe), {"text": CANARY})
    note = zoe.trainer_notes.get(text=CANARY)
    desk.post(page_of(zoe, note), {"text": f"{CANARY} changed", "version": "1"})
    assert CANARY in desk.get(page_of(zoe)).text
    logging.getLogger("canary").warning("The ear is open.")

    desk.post(f"/clients/{zoe.pk}/trainers/", {"email": bob.email, "role": "assistant"})
    asked = zoe.coaching_requests.get(email=bob.email)
    signed_in(bob).post("/coaching-requests/", {"request": asked.pk, "act": "accept"})
    paper = actions.add_client(by=ana, name="Paper Client", consent_training=True, consent_health=False)
    signed_in(ana).post(page_of(paper), {"text": CANARY})
    desk.post(f"/clients/{paper.pk}/invite/", {"email": "paper@example.com"})
    assert {mail.to[0] for mail in mailoutbox} == {zoe.user.email, "paper@example.com"}

    paths = [address(rows, name) for name in sorted(PUBLIC | SIGNED_IN | TRAINERS | COACH | OWN | BOTH)]
    assert len(paths) > 60
    for path, answer in answers_to(as_zoe, paths):
        assert CANARY not in answer, path
    assert CANARY not in str(export_client(zoe))
    assert CANARY not in str(list(AuditEntry.objects.values()))
    for mail in mailoutbox:
        assert CANARY not in mail.message().as_string()
    with zipfile.ZipFile(io.BytesIO(as_zoe.get("/my-data/download/").content)) as archive:
        assert "plumb.json" in archive.namelist()
        for name in archive.namelist():
            assert CANARY not in archive.read(name).decode(), name
    assert any("The ear is open." in record for record in heard)
    assert CANARY not in " ".join(heard)


def test_the_export_leaves_notes_out_and_says_why(zoe: Client, note: TrainerNote):
    assert "clients.TrainerNote" not in export_client(zoe)["rows"]
    assert "never receives" in LEFT_OUT["clients.TrainerNote"]


def test_once_coaching_ended_the_notes_are_gone_for_that_trainer(
    as_ana: Browser, zoe: Client, ana: User, note: TrainerNote, queries: Callable[..., int]
):
    actions.end_coaching(coaching=zoe.coachings.get(), by=ana)
    for page in (page_of(zoe), page_of(zoe, note)):
        assert as_ana.get(page).status_code == 404
    assert as_ana.post(page_of(zoe), {"text": "Too late."}).status_code == 404
