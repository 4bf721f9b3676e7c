"""What a trainer's own test was goes with its results, and comes back with them."""

import csv
import io
import zipfile

import pytest

from clients.models import Client
from trainer.accounts.models import User
from trainer.balance.models import OwnProtocol, Reading, StrengthTest
from trainer.privacy.archive import archive_of
from trainer.privacy.export import export_client
from trainer.privacy.restore import read_archive, restore_client


@pytest.fixture
def hop(zoe: Client, ana: User) -> OwnProtocol:
    row = OwnProtocol.objects.create(
        trainer=ana,
        title="Hop",
        unit="cm",
        muscle_groups=["hamstrings"],
        plausible_low=20,
        plausible_high=300,
    )
    test = StrengthTest.objects.create(client=zoe, protocol="own", own_protocol=row, tested_on=zoe.today())
    trials = [{"value": 150, "pain": None}]
    Reading.objects.create(
        client=zoe, test=test, muscle_group="hamstrings", side="left", trials=trials, value=150, unit="cm"
    )
    zoe.targets.create(method=row.code, low=140, high=160, reason="As the left leg.")
    zoe.retests.create(protocol=row.code, due_on=zoe.today())
    return row


def test_an_export_says_what_an_own_test_is(zoe: Client, hop: OwnProtocol) -> None:
    data = export_client(zoe)
    assert data["readings"][0]["protocol"] == hop.code
    [told] = data["own_tests"]
    assert (told["code"], told["title"], told["unit"], told["muscle_groups"]) == (
        hop.code,
        "Hop",
        "cm",
        ["hamstrings"],
    )
    with zipfile.ZipFile(io.BytesIO(archive_of(zoe))) as archive:
        [row] = csv.DictReader(io.StringIO(archive.read("tables/own_tests.csv").decode()))
    assert row["title"] == "Hop"


def test_own_tests_of_other_clients_are_not_in_it(zoe: Client, ana: User) -> None:
    OwnProtocol.objects.create(
        trainer=ana,
        title="Hop",
        unit="cm",
        muscle_groups=["hamstrings"],
        plausible_low=20,
        plausible_high=300,
    )
    assert export_client(zoe)["own_tests"] == []


def test_another_trainer_gets_the_own_test_with_the_results(zoe: Client, bob: User, hop: OwnProtocol) -> None:
    restored = restore_client(read_archive(archive_of(zoe)), by=bob, consent_health=True)
    row = OwnProtocol.objects.get(trainer=bob)
    assert (row.title, row.unit, row.plausible_high) == ("Hop", "cm", 300)
    assert restored.strength_tests.get().own_protocol == row
    assert (restored.targets.get().method, restored.retests.get().protocol) == (row.code, row.code)


def test_the_same_trainer_gets_no_second_one(zoe: Client, ana: User, hop: OwnProtocol) -> None:
    restored = restore_client(read_archive(archive_of(zoe)), by=ana, consent_health=True)
    assert restored.strength_tests.get().own_protocol == hop
    assert OwnProtocol.objects.count() == 1


def test_another_test_of_the_same_name_is_not_mistaken_for_it(
    zoe: Client, bob: User, hop: OwnProtocol
) -> None:
    OwnProtocol.objects.create(
        trainer=bob, title="Hop", unit="s", muscle_groups=["hamstrings"], plausible_low=1, plausible_high=30
    )
    restored = restore_client(read_archive(archive_of(zoe)), by=bob, consent_health=True)
    assert restored.strength_tests.get().how.title == "Hop (2)"
    assert restored.strength_tests.get().how.unit == "cm"
