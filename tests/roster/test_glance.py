"""The main method of a client on the roster's line: bars, the line of tests, and the same in words."""

import datetime as dt

from django.test import Client as Browser

from clients.models import Client
from tests.roster.rows import DAY, torques
from trainer.balance.models import Reading, StrengthTest
from trainer.roster import desk, glance
from trainer.roster.glance import Glance


def glanced(client: Client) -> Glance | None:
    [row] = desk.load(Client.objects.filter(pk=client.pk))
    return glance.of(row.readings, row.targets)


def nordic(client: Client, on: dt.date, left: float, right: float) -> None:
    test = StrengthTest.objects.create(client=client, protocol="nordic", tested_on=on)
    for side, value in (("left", left), ("right", right)):
        Reading.objects.create(
            client=client, test=test, muscle_group="hamstrings", side=side, value=value, unit="N"
        )


def test_without_a_test_there_is_nothing(zoe: Client) -> None:
    assert glanced(zoe) is None


def test_the_method_is_named_with_its_speed_and_both_legs_have_their_number(zoe: Client) -> None:
    torques(zoe, zoe.today(), hamstrings=(90, 96), quadriceps=(150, 150))
    found = glanced(zoe)
    assert found
    assert found.method == "Conventional ratio, 60°/s"
    assert [(leg.side, leg.words) for leg in found.legs] == [("left", "0.60"), ("right", "0.64")]
    assert found.trend is None


def test_a_ratio_of_the_last_year_is_the_main_method_and_an_older_one_is_not(zoe: Client) -> None:
    torques(zoe, zoe.today() - 40 * DAY, hamstrings=(90, 96), quadriceps=(150, 150))
    nordic(zoe, zoe.today(), 310, 290)
    found = glanced(zoe)
    assert found
    assert found.method == "Conventional ratio, 60°/s"
    assert found.tested_on == zoe.today() - 40 * DAY
    assert found.gap == "The hamstrings of the left leg are 6.2% behind."


def test_strength_is_the_main_method_before_a_stretch_test_which_says_that_less_is_better(
    zoe: Client,
) -> None:
    for ago, protocol, unit, values in (
        (9, "nordic", "N", (310, 290)),
        (0, "active_knee_extension", "deg", (20, 31)),
    ):
        test = StrengthTest.objects.create(
            client=zoe, protocol=protocol, tested_on=zoe.today() - ago * DAY, tester="Ana"
        )
        for side, value in zip(("left", "right"), values, strict=True):
            Reading.objects.create(
                client=zoe, test=test, muscle_group="hamstrings", side=side, value=value, unit=unit
            )
    found = glanced(zoe)
    assert found
    assert found.method == "Nordic, force per leg"
    StrengthTest.objects.filter(protocol="nordic").delete()
    alone = glanced(zoe)
    assert alone
    assert (alone.method, alone.gap) == ("Active knee extension, less is better", "")


def test_strength_keeps_to_its_own_scale(zoe: Client) -> None:
    torques(zoe, zoe.today() - 400 * DAY, hamstrings=(90, 96), quadriceps=(150, 150))
    nordic(zoe, zoe.today(), 310, 290)
    found = glanced(zoe)
    assert found
    assert found.method == "Nordic, force per leg"
    assert [leg.words for leg in found.legs] == ["310 N", "290 N"]
    assert found.bars.scale == "0 to 400"


def test_ratios_of_one_method_share_a_scale_and_of_another_speed_do_not(zoe: Client) -> None:
    """The bars end at the highest plausible ratio: 1.0 at 60 deg/s, 1.7 at 240."""
    torques(zoe, zoe.today() - DAY, hamstrings=(90, 96), quadriceps=(150, 150))
    slow = glanced(zoe)
    torques(zoe, zoe.today(), hamstrings=(60, 60), quadriceps=(80, 80), speed=240)
    fast = glanced(zoe)
    assert slow
    assert fast
    assert (slow.bars.scale, fast.bars.scale) == ("0 to 1", "0 to 1.7")


def test_the_line_breaks_where_the_device_changes_and_the_words_say_so(zoe: Client) -> None:
    for number, device in enumerate(("Cybex", "Cybex", "Biodex", "Biodex")):
        torques(zoe, zoe.today() - (40 - number * 10) * DAY, hamstrings=(90, 96), quadriceps=(150, 150))
        StrengthTest.objects.filter(tested_on=zoe.today() - (40 - number * 10) * DAY).update(device=device)
    found = glanced(zoe)
    assert found
    assert found.trend
    assert [line.side for line in found.trend.lines] == ["left", "left", "right", "right"]
    assert len(found.trend.marks) == 2
    assert "4 tests." in found.trend_words
    assert "with another device: a new line." in found.trend_words


def test_the_words_give_the_first_and_the_last_number_of_each_leg(zoe: Client) -> None:
    torques(zoe, zoe.today() - 40 * DAY, hamstrings=(90, 96), quadriceps=(150, 150))
    torques(zoe, zoe.today(), hamstrings=(99, 93), quadriceps=(150, 150))
    found = glanced(zoe)
    assert found
    assert found.trend_words.startswith("Left from 0.60 to 0.66, right from 0.64 to 0.62; ")


def test_a_reading_held_back_is_named_instead_of_an_older_number(zoe: Client) -> None:
    torques(zoe, zoe.today() - 40 * DAY, hamstrings=(90, 96), quadriceps=(150, 150))
    torques(zoe, zoe.today(), hamstrings=(99, 93), quadriceps=(150, 150))
    last = Reading.objects.filter(test__tested_on=zoe.today(), muscle_group="hamstrings", side="right")
    last.update(held_back="It is ten times last time's.")
    found = glanced(zoe)
    assert found
    assert [leg.words for leg in found.legs] == ["0.66", "held back"]


def test_a_leg_that_was_not_tested_is_named(zoe: Client) -> None:
    nordic(zoe, zoe.today(), 310, 290)
    Reading.objects.filter(side="right").delete()
    found = glanced(zoe)
    assert found
    assert [leg.words for leg in found.legs] == ["310 N", "not tested"]


def test_a_test_of_both_legs_together_has_one_number(zoe: Client) -> None:
    test = StrengthTest.objects.create(client=zoe, protocol="sit_and_reach", tested_on=zoe.today())
    Reading.objects.create(client=zoe, test=test, muscle_group="hamstrings", side="both", value=12, unit="cm")
    found = glanced(zoe)
    assert found
    assert [(leg.side, leg.words) for leg in found.legs] == [("both", "12 cm")]


def test_the_trainers_band_of_this_method_stands_behind_the_bars(as_ana: Browser, zoe: Client) -> None:
    torques(zoe, zoe.today(), hamstrings=(87, 96), quadriceps=(150, 150))
    zoe.targets.create(method="conventional-60", low=0.6, high=0.8, reason="Before her surgery.")
    found = glanced(zoe)
    assert found
    assert [leg.beside for leg in found.legs] == ["below", ""]
    assert found.bars.band
    page = as_ana.get("/clients/").text
    assert "your target is 0.6 to 0.8" in page
    assert "Your own target" in page
