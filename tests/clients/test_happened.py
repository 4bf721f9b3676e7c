import html
import re
from typing import Any

import pytest
from django.test import Client as Browser

from clients import consents
from clients.actions import end_coaching
from clients.models import Client, Injury, InjuryEvent
from clients.stages import RED_FLAGS, rule_for
from clients.wording import SOON_WORDS
from trainer.accounts.models import User

PAGE = "/something-happened/"
ASKED = [flag for flag in RED_FLAGS if flag.can_apply(days=0)]


def without_token(page: str) -> str:
    return re.sub(r'csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", page)


def answers(**changes: str) -> dict[str, Any]:
    plain = {f"flag_{flag.code}": "no" for flag in ASKED}
    return plain | {"structure": "hamstring", "side": "right", "words": "A pull on the stairs."} | changes


def test_without_a_trainer_nobody_is_said_to_see_it(as_zoe: Browser, ana: User, zoe: Client):
    end_coaching(coaching=zoe.coachings.get(), by=ana)
    page = as_zoe.post(PAGE, answers(flag_clot="yes"), follow=True).text
    assert "Nobody coaches you here now, so nobody but you sees it." in page
    assert "Your trainer sees it" not in page
    assert "Type an invitation code" in page


def test_today_offers_it(as_zoe: Browser, zoe: Client):
    assert f'href="{PAGE}"' in as_zoe.get("/today/").text


def test_it_is_kept_as_a_suspected_injury_and_says_what_to_do(as_zoe: Browser, zoe: Client, zoe_user: User):
    answer = as_zoe.post(PAGE, answers())
    injury = zoe.injuries.get()
    assert (injury.label, injury.by) == ("suspected right hamstring strain", zoe_user)
    event = injury.events.get(kind="recorded")
    assert (event.words, event.by) == (
        f"A pull on the stairs.\nAnswered no to all {len(ASKED)} warning signs.",
        zoe_user,
    )
    assert answer["Location"] == f"{PAGE}{injury.pk}/"
    page = as_zoe.get(answer["Location"]).text
    assert "See a doctor or physiotherapist before you train it again." in page
    assert "Your trainer sees it" in page


@pytest.mark.parametrize("flag", ASKED, ids=lambda flag: flag.code)
def test_any_yes_says_how_soon_and_blocks(as_zoe: Browser, zoe: Client, flag):
    answer = as_zoe.post(PAGE, answers(**{f"flag_{flag.code}": "yes"}))
    assert rule_for(zoe.injuries.get().facts()).id == "R00"
    page = as_zoe.get(answer["Location"]).text
    assert flag.sentence.replace("'", "&#x27;") in page
    assert "All training waits" in page
    assert SOON_WORDS[flag.urgency] in page
    assert html.escape(flag.asks) in page


def test_the_low_back_needs_no_side(as_zoe: Browser, zoe: Client):
    as_zoe.post(PAGE, answers(structure="low_back", side=""))
    assert (zoe.injuries.get().structure, zoe.injuries.get().side) == ("low_back", "both")


@pytest.mark.parametrize(("side", "kept"), [("", "both"), ("left", "left")])
def test_somewhere_else_is_a_place_too_with_or_without_a_side(
    as_zoe: Browser, zoe: Client, side: str, kept: str
):
    answer = as_zoe.post(PAGE, answers(structure="other", side=side))
    assert answer.status_code == 302
    assert (zoe.injuries.get().structure, zoe.injuries.get().side) == ("other", kept)
    assert "Exercises that load the back of the thigh" in as_zoe.get(answer["Location"]).text


def test_the_questions_are_asked_in_plain_words(as_zoe: Browser):
    page = html.unescape(as_zoe.get(PAGE).text)
    assert all(flag.asks in page for flag in ASKED)
    assert not any(words in page for words in ("72 hours", "12 months", "fluoroquinolone"))


def test_a_second_strain_closes_nothing_and_asks_in_plain_words(
    as_zoe: Browser, zoe: Client, zoe_user: User, strain: Injury
):
    page = as_zoe.post(PAGE, answers())["Location"]
    injury = zoe.injuries.get(assessed_on=None)
    strain.refresh_from_db()
    assert (strain.resolved_on, injury.recurrence_of) == (None, None)
    text = as_zoe.get(page).text
    assert "Is it the same injury again?" in text
    assert "Your right hamstring strain of" in text
    assert "the earlier one then ends today" in text
    assert as_zoe.post(page)["Location"] == page
    strain.refresh_from_db()
    injury.refresh_from_db()
    assert (strain.resolved_on, injury.recurrence_of) == (zoe.today(), strain)
    assert injury.events.last().by == zoe_user
    text = as_zoe.get(page).text
    assert "It goes on from your right hamstring strain of" in text
    assert "Is it the same injury again?" not in text


def test_saying_so_twice_changes_nothing_more(as_zoe: Browser, zoe: Client, strain: Injury):
    page = as_zoe.post(PAGE, answers())["Location"]
    as_zoe.post(page)
    events = InjuryEvent.objects.count()
    assert as_zoe.post(page).status_code == 302
    assert InjuryEvent.objects.count() == events


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"side": ""}, "Say which leg."),
        ({"structure": ""}, "Say where it hurts."),
        ({"flag_clot": ""}, "Answer this one too"),
    ],
)
def test_what_is_missing_is_named_and_nothing_typed_is_lost(
    as_zoe: Browser, zoe: Client, changes: dict[str, str], says: str
):
    answer = as_zoe.post(PAGE, answers(**changes))
    assert answer.status_code == 422
    assert says in answer.text
    assert "A pull on the stairs." in answer.text
    assert not zoe.injuries.exists()


def test_signs_that_need_days_are_not_asked_about_what_just_happened(as_zoe: Browser):
    page = as_zoe.get(PAGE).text
    assert "flag_pain_walking" not in page
    assert "flag_tendon_no_change" not in page
    assert "flag_clot" in page


@pytest.mark.parametrize("sign", ["no", "yes"])
def test_without_health_consent_it_is_kept_for_her_alone_and_the_page_says_so(
    as_zoe: Browser, as_ana: Browser, zoe: Client, zoe_user: User, sign: str
):
    consents.withdraw(client=zoe, purpose="health", by=zoe_user)
    desk = ("/clients/", f"/clients/{zoe.pk}/", f"/clients/{zoe.pk}/injuries/")
    # The second look: the first is itself news to the next.
    _, before = ([without_token(as_ana.get(address).text) for address in desk] for _ in range(2))
    assert "nobody but you sees this" in as_zoe.get(PAGE).text
    text = as_zoe.post(PAGE, answers(flag_clot=sign), follow=True).text
    assert ("get medical help now" in text) is (sign == "yes")
    assert "nobody but you sees it, and it goes when your data is erased" in text
    assert "Share health data" in text
    assert "Your trainer sees it" not in text
    assert ("All training waits" in as_zoe.get("/today/").text) is (sign == "yes")
    assert [without_token(as_ana.get(address).text) for address in desk] == before
    assert "hamstring" not in as_ana.get(f"/clients/{zoe.pk}/injuries/{zoe.injuries.get().pk}/").text


def test_the_advice_is_for_her_own_open_injury_alone(as_zoe: Browser, as_ana: Browser, strain: Injury):
    assert as_zoe.get(f"{PAGE}{strain.pk}/").status_code == 200
    assert as_ana.get(f"{PAGE}{strain.pk}/").status_code == 404
    assert as_ana.get(PAGE).status_code == 404
    other = Injury.objects.create(
        client=Client.objects.create(name="Somebody"),
        structure="calf",
        side="left",
        kind="strain",
        onset_on=strain.onset_on,
    )
    assert as_zoe.get(f"{PAGE}{other.pk}/").status_code == 404


def test_the_trainer_finds_it_on_the_file(as_zoe: Browser, as_ana: Browser, zoe: Client):
    as_zoe.post(PAGE, answers())
    page = as_ana.get(f"/clients/{zoe.pk}/injuries/").text
    assert "Suspected right hamstring strain" in page
