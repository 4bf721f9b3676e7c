"""A trainer's own band: set, shown, changed by two at once, asked about, and removed."""

import pytest

from tests.balance.conftest import legs
from trainer.accounts.models import AuditEntry
from trainer.balance import targets, timeline
from trainer.balance.pages.key_numbers import target_words
from trainer.balance.protocols import catalogue, published_band

pytestmark = pytest.mark.django_db

BAND = {"low": "0.60", "high": "0.80", "reason": "As her clinician asked.", "version": "0"}


@pytest.fixture
def address(zoe, tested):
    tested(30, legs((100, 170), (104, 171)))
    tested(0, legs((118, 179), (96, 177)))
    return f"/clients/{zoe.pk}/balance/target/?method=conventional-60"


def set_band(zoe, ana, method="conventional-60", **more):
    values = {"low": 0.6, "high": 0.8, "reason": "As her clinician asked.", "version": 0, **more}
    return targets.save_target(client=zoe, method=method, by=ana, **values)


def test_a_band_of_ones_own_stands_behind_the_line_with_its_reason(as_ana, zoe, ana, address):
    answer = as_ana.post(address, BAND)
    assert answer["Location"] == f"/clients/{zoe.pk}/balance/?method=conventional-60"
    page = as_ana.get(answer["Location"]).text
    assert "Target 0.60 to 0.80" in page
    assert "set by Ana Trainer" in page
    assert "As her clinician asked." in page
    assert "Published range" not in page
    target = zoe.targets.get()
    assert (target.version, target.by) == (1, ana)
    assert AuditEntry.objects.filter(action="target band set", client_number=zoe.pk).count() == 1


def test_each_leg_is_told_beside_the_target(as_ana, zoe, ana, address):
    set_band(zoe, ana)
    page = as_ana.get(f"/clients/{zoe.pk}/balance/").text
    assert "in target; was 0.59 on" in page
    assert "0.06 short of target; was 0.61 on" in page


def test_the_band_of_one_method_is_in_no_other(as_ana, zoe, ana, tested, address):
    tested(0, legs((80, 100), (82, 100)), speed_deg_s=240)
    set_band(zoe, ana)
    other = as_ana.get(f"/clients/{zoe.pk}/balance/", {"method": "conventional-240"}).text
    assert "Target 0.60 to 0.80" not in other
    assert "Published range" in other


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"low": "0.9"}, "high", "The upper end has to be above the lower one, 0.9."),
        ({"low": "0"}, "low", "A band begins above zero."),
        ({"low": ""}, "low", "Write the lower end."),
        ({"high": "much"}, "high", "Enter a number"),
        ({"high": "nan"}, "high", "Enter a number"),
        ({"reason": " "}, "reason", "Write why you aim at this band."),
    ],
)
def test_what_is_no_band_is_refused_at_its_field(as_ana, zoe, address, typed, field, words):
    answer = as_ana.post(address, BAND | typed)
    assert answer.status_code == 422
    assert words in answer.context["form"].errors[field][0]
    assert not zoe.targets.exists()


def test_a_band_outside_what_the_method_gives_is_asked_about_once(as_ana, zoe, address):
    odd = BAND | {"high": "1.9"}
    asked = as_ana.post(address, odd)
    assert asked.status_code == 422
    assert "Values of this test lie from 0.2 to 1." in asked.text
    assert 'type="checkbox" name="sure"' in asked.text
    assert as_ana.post(address, odd | {"sure": "on"}).status_code == 302
    assert zoe.targets.get().high == 1.9


def test_a_decimal_comma_is_read(as_ana, zoe, address):
    as_ana.post(address, BAND | {"low": "0,6", "high": "0,8"})
    assert zoe.targets.get().low == 0.6


def test_who_was_slower_sees_both_bands_and_loses_neither(as_ana, zoe, ana, address):
    set_band(zoe, ana, low=0.5, high=0.7, reason="The first.")
    answer = as_ana.post(address, BAND)
    assert answer.status_code == 409
    assert "It says now: 0.5 to 0.7" in answer.text
    assert "The first." in answer.text
    assert 'value="0.60"' in answer.text
    assert zoe.targets.get().reason == "The first."
    again = as_ana.post(address, BAND | {"version": str(answer.context["form"]["version"].value())})
    assert again.status_code == 302
    assert zoe.targets.get().low == 0.6


def test_a_band_removed_meanwhile_is_said_so(as_ana, zoe, ana, address):
    set_band(zoe, ana)
    targets.remove_target(client=zoe, method="conventional-60", version=1, by=ana)
    answer = as_ana.post(address, BAND | {"version": "1"})
    assert answer.status_code == 409
    assert "It was removed: there is no band now." in answer.text


def test_a_band_is_removed_and_the_published_range_is_back(as_ana, zoe, ana, address):
    set_band(zoe, ana)
    assert as_ana.post(address, {"remove": "1", "version": "1"}).status_code == 302
    assert not zoe.targets.exists()
    assert "Published range" in as_ana.get(f"/clients/{zoe.pk}/balance/").text
    assert AuditEntry.objects.filter(action="target band removed").count() == 1


@pytest.mark.parametrize("version", ["7", "", "x", "9" * 40])
def test_another_band_than_the_one_read_is_not_removed(as_ana, zoe, ana, address, version):
    set_band(zoe, ana)
    assert as_ana.post(address, {"remove": "1", "version": version}).status_code == 409
    assert zoe.targets.exists()


def test_curl_to_extension_has_no_band_from_other_people_but_may_have_the_trainers(as_ana, zoe, ana, tested):
    assert published_band("one_rm", "curl_extension") is None
    assert not any(row.band for row in catalogue().references if row.measure == "curl_extension")
    tested(0, legs((40, 60), (38, 60)), protocol="one_rm", device="Curl A")
    balance = f"/clients/{zoe.pk}/balance/?method=curl_extension"
    assert 'class="chart__band"' not in as_ana.get(balance).text
    form = as_ana.get(f"/clients/{zoe.pk}/balance/target/?method=curl_extension").text
    assert "Machines differ, so there is no band from other people" in form
    set_band(zoe, ana, method="curl_extension")
    assert "Target 0.60 to 0.80" in as_ana.get(balance).text


def test_the_balance_of_hard_sets_has_a_band_too(as_ana, zoe, ana, address):
    there = f"/clients/{zoe.pk}/balance/target/?method=hard_sets"
    assert "How many hard sets of the hamstrings you aim at" in as_ana.get(there).text
    assert as_ana.post(there, BAND | {"low": "0.8", "high": "1.2"}).status_code == 302
    assert zoe.targets.get(method="hard_sets").high == 1.2


def test_a_method_nobody_tested_is_the_newest_when_read_and_a_404_when_written(as_ana, zoe, address):
    odd = f"/clients/{zoe.pk}/balance/target/?method=%27;--"
    assert as_ana.get(odd).context["code"] == "conventional-60"
    assert as_ana.post(odd, BAND).status_code == 404
    assert not zoe.targets.exists()


def test_before_the_first_test_there_is_only_the_band_of_hard_sets(as_ana, zoe):
    assert as_ana.get(f"/clients/{zoe.pk}/balance/target/").context["code"] == targets.HARD_SETS


def test_a_strangers_band_is_a_404(as_bob, address):
    assert as_bob.get(address).status_code == 404
    assert as_bob.post(address, BAND).status_code == 404


def test_queries_do_not_grow_with_the_methods(as_ana, tested, address, queries):
    few = queries(lambda: as_ana.get(address))
    for speed in (90, 120, 180, 240, 300):
        tested(3, legs((80, 100), (82, 100)), speed_deg_s=speed)
    assert queries(lambda: as_ana.get(address)) == few


def test_nothing_is_short_of_the_target_by_what_the_shown_digits_deny(zoe, ana, address):
    set_band(zoe, ana)
    found = timeline.of(zoe, health=True)
    band = zoe.targets.get()
    assert target_words(band, found.method, band.low - 0.004) == "in target"
    assert target_words(band, found.method, band.low - 0.012) == "0.01 short of target"
