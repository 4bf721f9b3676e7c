import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from clients.models import Client
from exercises.models import Exercise
from trainer.accounts.models import User
from trainer.privacy.archive import archive_of, cell, table
from trainer.privacy.export import export_client
from trainer.privacy.restore import MADE_ANEW, read_archive, restore_client
from trainer.programs.models import Workout


def comparable(client: Client) -> dict[str, list[Any]]:
    """The rows without the numbers that differ from site to site."""
    rows = export_client(client)["rows"]
    return {
        label: [
            {key: value for key, value in row.items() if key != "id" and not key.endswith("_id")}
            for row in found
        ]
        for label, found in rows.items()
        if label not in MADE_ANEW
    }


def test_the_archive_holds_json_tables_and_a_page_that_says_what_is_what(full: Client) -> None:
    with zipfile.ZipFile(io.BytesIO(archive_of(full))) as archive:
        assert {"README.txt", "plumb.json", "tables/client.csv", "tables/injury.csv"} <= set(
            archive.namelist()
        )
        assert full.name in archive.read("README.txt").decode()
        injuries = list(csv.DictReader(io.StringIO(archive.read("tables/injury.csv").decode())))
        done = list(csv.DictReader(io.StringIO(archive.read("tables/what_was_done.csv").decode())))
        read_me = archive.read("README.txt").decode()
    assert done[0] | {"at": ""} == {"at": "", "action": "coaching consent given", "by": "Ana Trainer"}
    assert "who_looked.csv" in read_me
    assert [row["structure"] for row in injuries] == ["calf", "calf"]
    assert injuries[1]["mechanism"] == "'=HYPERLINK(1)"


def test_the_client_used_here_has_a_row_of_every_kind_that_is_exported(full: Client) -> None:
    rows = export_client(full)["rows"]
    assert [kind for kind, found in rows.items() if not found] == []


def test_what_a_trainer_put_off_is_exported_and_not_read_back_in(full: Client, bob: User, ana: User) -> None:
    assert export_client(full)["rows"]["roster.PutOff"][0]["by"] == ana.email
    data = read_archive(archive_of(full))
    ana.email = "gone@example.com"
    ana.save()
    assert not restore_client(data, by=bob, consent_health=True).put_off.exists()


def test_read_back_in_it_is_the_same_client(full: Client, bob: User) -> None:
    again = restore_client(read_archive(archive_of(full)), by=bob, consent_health=True)
    assert again.pk != full.pk
    assert comparable(again) == comparable(full)
    assert Client.objects.coached_by(bob).get() == again
    second = again.injuries.get(recurrence_of__isnull=False)
    assert second.recurrence_of is not None
    assert second.recurrence_of.client == again
    assert all(workout.assignment.client == again for workout in Workout.objects.filter(client=again))


def test_what_others_agreed_to_is_not_taken_over(full: Client, bob: User) -> None:
    again = restore_client(read_archive(archive_of(full)), by=bob, consent_health=False)
    assert [coaching.trainer for coaching in again.coachings.all()] == [bob]
    assert [consent.purpose for consent in again.consents.all()] == ["coaching"]
    assert again.user is None


def test_on_an_emptied_site_the_ids_of_logs_stay(full: Client, bob: User) -> None:
    archive = read_archive(archive_of(full))
    old = {log.pk for log in full.set_logs.all()}
    full.delete()
    again = restore_client(archive, by=bob, consent_health=True)
    assert {log.pk for log in again.set_logs.all()} == old


def test_an_exercise_that_this_site_lacks_is_named_and_nothing_is_written(full: Client, bob: User) -> None:
    data = read_archive(archive_of(full))
    data["rows"]["programs.WorkoutExercise"][0]["exercise"] = "moon-walk"
    before = Client.objects.count()
    with pytest.raises(ValidationError, match="moon-walk"):
        restore_client(data, by=bob, consent_health=True)
    assert Client.objects.count() == before


@pytest.mark.parametrize("content", [b"", b"no archive", json.dumps({"format": "plumb-client-2"}).encode()])
def test_a_file_that_is_no_download_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError, match="no download of Plumb"):
        read_archive(content)


def test_another_format_is_refused(full: Client) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("plumb.json", json.dumps({"format": "other"}))
    with pytest.raises(ValidationError, match="another format"):
        read_archive(buffer.getvalue())


def test_the_command_reads_a_download_for_a_trainer(full: Client, bob: User, tmp_path: Path) -> None:
    file = tmp_path / "zoe.zip"
    file.write_bytes(archive_of(full))
    call_command("import_client", str(file), trainer=bob.email)
    assert Client.objects.coached_by(bob).get().name == full.name


def test_the_command_says_when_there_is_no_such_trainer(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"No trainer signs in as nobody@example\.com"):
        call_command("import_client", str(tmp_path / "x.zip"), trainer="nobody@example.com")


def test_the_command_says_when_the_file_is_not_there(bob: User, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_client", str(tmp_path / "x.zip"), trainer=bob.email)


def test_exercises_are_named_in_the_archive(full: Client) -> None:
    rows = export_client(full)["rows"]["programs.WorkoutExercise"]
    assert {row["exercise"] for row in rows} <= set(Exercise.objects.values_list("slug", flat=True))


@given(st.text())
def test_no_text_of_a_table_can_be_taken_for_a_formula(text: str) -> None:
    shown = cell(text)
    assert not shown.startswith(("=", "@", "\t", "\r", "\0"))
    assert shown.lstrip("'") == text.lstrip("'")


@pytest.mark.parametrize(
    ("text", "shown"), [("-5", "-5"), ("+3.5", "+3.5"), ("-5 kg", "'-5 kg"), ("- a", "'- a")]
)
def test_a_number_with_a_sign_stays_a_number(text: str, shown: str) -> None:
    assert cell(text) == shown


def test_lists_stand_in_a_table_as_json() -> None:
    assert list(csv.reader(io.StringIO(table([{"reps": [8, 8]}])))) == [["reps"], ["[8, 8]"]]
