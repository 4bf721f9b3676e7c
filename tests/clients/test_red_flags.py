import pytest
from django.test import Client as Browser

from clients import actions
from clients.forms.injuries import InjuryForm
from clients.health import what_to_do
from clients.models import Client
from clients.rules import RedFlag
from clients.stages import RED_FLAGS, combine, rule_for
from clients.wording import SOON_WORDS
from trainer.accounts.models import User

CODES = {flag.code for flag in RED_FLAGS}
# A sign whose own words rule it out is not asked; everything else always is.
NOT_ASKED = [
    ({"age": 20}, {"young_sit_bone"}),
    ({"age": 19}, set()),
    ({"age": None}, set()),
    ({"place": "calf"}, {"young_sit_bone"}),
    ({"place": "low_back"}, {"young_sit_bone", "medicine", "tendon_no_change"}),
    ({"place": "hamstring_sit_bone"}, set()),
    ({"days": 0}, {"pain_walking", "tendon_no_change"}),
    ({"days": 7}, {"pain_walking", "tendon_no_change"}),
    ({"days": 8}, {"tendon_no_change"}),
    ({"days": 84}, set()),
]


@pytest.mark.parametrize("flag", RED_FLAGS, ids=lambda flag: flag.code)
def test_every_warning_sign_blocks_until_a_clinicians_word(flag: RedFlag, zoe: Client, ana: User):
    injury = actions.add_injury(
        client=zoe,
        by=ana,
        structure="calf",
        side="left",
        kind="other",
        onset_on=zoe.today(),
        red_flags=[flag.code],
    )
    rule = rule_for(injury.facts())
    assert (rule.id, rule.owner) == ("R00", "clinician")
    limits = combine([rule])
    assert (limits.modes, limits.demand_max, limits.sprint_max) == (frozenset(), 0, 0)
    actions.clear_red_flags(injury=injury, by=ana, clinician="Dr Lee", on=zoe.today(), words="Seen.")
    assert rule_for(injury.facts()).id != "R00"


@pytest.mark.parametrize(("known", "left_out"), NOT_ASKED)
def test_a_sign_that_cannot_apply_is_not_asked(known, left_out):
    assert {flag.code for flag in RED_FLAGS if not flag.can_apply(**known)} == left_out


def test_the_form_asks_an_adult_nothing_about_being_young(zoe: Client):
    zoe.birth_date = zoe.today().replace(year=zoe.today().year - 30, day=1)
    assert "flag_young_sit_bone" not in InjuryForm(client=zoe).fields
    zoe.birth_date = None
    assert "flag_young_sit_bone" in InjuryForm(client=zoe).fields


def test_an_answer_is_not_demanded_where_the_day_or_the_place_rules_the_sign_out(
    as_ana: Browser, zoe: Client, injury_form
):
    left_out = {"flag_pain_walking": "", "flag_tendon_no_change": "", "flag_young_sit_bone": ""}
    form = injury_form(where="calf:left", **left_out)
    assert as_ana.post(f"/clients/{zoe.pk}/injuries/new/", form).status_code == 302


def test_a_yes_counts_even_where_the_sign_seemed_ruled_out(as_ana: Browser, zoe: Client, injury_form):
    as_ana.post(f"/clients/{zoe.pk}/injuries/new/", injury_form(flag_pain_walking="yes"))
    assert zoe.injuries.get().red_flags == ["pain_walking"]


def test_advice_puts_the_most_urgent_first_and_is_never_empty():
    found = what_to_do(CODES)
    assert len(found) == len(CODES)
    assert [advice.soon for advice in found[:2]] == ["Now", "Now"]
    assert found[-1].soon == "Before you train again"
    assert "See a doctor or physiotherapist before you train it again." in what_to_do([])[0].sentence


@pytest.mark.parametrize("flag", RED_FLAGS, ids=lambda flag: flag.code)
def test_whoever_is_hurt_reads_how_soon_and_what_to_do(flag: RedFlag):
    advice = what_to_do([flag.code])[0]
    assert advice.soon == SOON_WORDS[flag.urgency]
    assert advice.sentence == flag.sentence
    assert "linician" not in advice.sentence


ASKED_AT_ONCE = [flag for flag in RED_FLAGS if flag.can_apply(days=0)]


@pytest.mark.parametrize("flag", ASKED_AT_ONCE, ids=lambda flag: flag.code)
def test_whoever_is_hurt_is_asked_without_numbers_and_names_to_look_up(flag: RedFlag):
    # 4.8, in the words of somebody who has just been hurt; "under 20" is the age itself.
    words = flag.asks.replace("under 20", "")
    assert flag.asks != flag.question
    assert flag.asks.endswith("?")
    assert not any(sign.isdigit() for sign in words)
    assert not any(word in words for word in ("fluoroquinolone", "hours", "months", "suspected", "sit bone"))
