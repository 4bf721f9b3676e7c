import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django import forms
from django.template import engines

from trainer.accounts.models import User
from trainer.web.templatetags import plumb


def render(source: str, **context: object) -> str:
    text: str = engines["django"].from_string("{% load plumb %}" + source).render(context)
    return " ".join(text.split())


def test_a_negative_number_has_a_real_minus_sign() -> None:
    assert plumb.number(-12.5) == "−12.5"
    assert plumb.percent(-3.04) == "−3.0%"


def test_a_number_loses_needless_zeros_and_keeps_needed_ones() -> None:
    assert plumb.number(Decimal("40.000")) == "40"
    assert plumb.number(Decimal("100")) == "100"
    assert plumb.number(37.5) == "37.5"
    assert plumb.number(0) == "0"


def test_half_goes_up_when_rounding() -> None:
    assert plumb.ratio(0.625) == "0.63"
    assert plumb.ratio(0.5625) == "0.56"
    assert plumb.number(Decimal("2.25"), 1) == "2.3"


def test_a_zero_rounded_from_below_has_no_sign() -> None:
    assert plumb.number(-0.001, 2) == "0.00"
    assert plumb.signed(-0.01) == "0.0"


def test_a_difference_shows_plus_and_minus() -> None:
    assert plumb.signed(3) == "+3.0"
    assert plumb.signed(-0.04, 2) == "−0.04"


def test_what_is_not_known_is_said_so() -> None:
    user = User(load_unit=User.LoadUnit.KG)
    words = [plumb.number(None), plumb.ratio(None), plumb.percent(None), plumb.signed(None), plumb.day(None)]
    assert [*words, plumb.load(None, user)] == ["not known"] * 6


def test_a_load_is_shown_in_the_unit_of_its_reader() -> None:
    assert plumb.load(Decimal("40.000"), User(load_unit=User.LoadUnit.KG)) == "40 kg"
    assert plumb.load(Decimal("40.000"), User(load_unit=User.LoadUnit.LB)) == "88.2 lb"


@time_machine.travel("2026-11-22")
def test_a_day_names_its_year_only_when_it_is_another() -> None:
    assert plumb.day(dt.date(2026, 11, 20)) == "Fri 20 Nov"
    assert plumb.day(dt.date(2025, 11, 20)) == "Thu 20 Nov 2025"


@time_machine.travel("2026-11-22")
def test_a_moment_is_shown_as_a_day() -> None:
    assert plumb.day(dt.datetime(2026, 11, 20, 23, 0, tzinfo=dt.UTC)) == "Fri 20 Nov"


def test_a_leg_has_letter_shape_and_words() -> None:
    assert "leg--left" in render('{% leg "left" %}')
    assert "left leg" in render('{% leg "left" %}')
    assert render('{% leg "each" %}').count('class="leg ') == 2
    assert "both legs" in render('{% leg "both" %}')


def test_pips_say_the_stage_in_words_too() -> None:
    html = render("{% pips 2 4 %}")
    assert html.count("is-on") == 2
    assert html.count("<i") == 4
    assert "2 of 4" in html


@pytest.mark.parametrize("tone", ["info", "ok", "warn", "stop"])
def test_a_note_has_an_icon_and_its_words(tone: str) -> None:
    html = render('{% note tone "Read this" %}<p>Because.</p>{% endnote %}', tone=tone)
    assert f"note--{tone}" in html
    assert "Read this" in html
    assert "<p>Because.</p>" in html


def test_a_note_escapes_its_title() -> None:
    assert "<b>" not in render('{% note "info" title %}{% endnote %}', title="<b>")


def test_a_page_head_has_the_only_h1_and_no_empty_list_of_actions() -> None:
    assert render('{% page_head "Roster" "Two clients" %} {% endpage_head %}').count("<h1>") == 1
    assert "actions" not in render('{% page_head "Roster" %} {% endpage_head %}')
    assert "actions" in render('{% page_head "Roster" %}<a>Add</a>{% endpage_head %}')


def test_crumbs_come_in_pairs_of_label_and_address() -> None:
    html = render('{% crumbs "Roster" "/clients/" "Maya" "/clients/7/" %}')
    assert '<a href="/clients/7/">Maya</a>' in html


def test_the_confidence_of_evidence_is_in_words_and_dots() -> None:
    html = render('{% include "components/evidence.html" with claim="It helps." limits="who" confidence=2 %}')
    assert html.count("is-on") == 2
    assert "Moderate confidence" in html
    assert "What it does not show:" in html


class WeighIn(forms.Form):
    load = forms.DecimalField(
        label="Load", help_text="As on the bar.", widget=forms.TextInput(attrs={"data-unit": "kg"})
    )
    side = forms.ChoiceField(
        choices=[("left", "Left"), ("right", "Right")],
        widget=forms.RadioSelect(attrs={"data-as": "segments"}),
    )
    agreed = forms.BooleanField(
        label="Agreed", help_text="Said so today.", widget=forms.CheckboxInput(attrs={"data-as": "card"})
    )
    note = forms.CharField(required=False)
    place = forms.ChoiceField(required=False, choices=[("", "Anywhere"), ("gym", "Gym")])


def test_a_field_shows_its_unit_and_says_it_in_the_label() -> None:
    html = render("{{ form }}", form=WeighIn())
    assert '<span aria-hidden="true">kg</span>' in html
    assert '<span class="visually-hidden"> in kg</span>' in html


def test_a_hint_is_tied_to_its_field() -> None:
    html = render("{{ form }}", form=WeighIn())
    assert 'id="id_load_helptext"' in html
    assert 'aria-describedby="id_load_helptext"' in html
    assert 'id="id_agreed_helptext"' in html


def test_only_a_field_that_may_stay_empty_says_so_and_a_list_never() -> None:
    html = render("{{ form }}", form=WeighIn())
    assert html.count("field__optional") == 1


def test_the_widget_says_how_choices_look() -> None:
    html = render("{{ form }}", form=WeighIn())
    assert 'class="segments"' in html
    assert "check--card" in html


def test_a_refused_form_keeps_what_was_typed_and_leads_to_each_mistake() -> None:
    html = render("{{ form }}", form=WeighIn({"load": "forty", "note": "left knee"}))
    assert 'value="forty"' in html
    assert 'value="left knee"' in html
    assert "Three things to put right" in html
    assert '<a href="#id_load">Load</a>' in html
    assert '<a href="#id_side_0">Side</a>' in html
    assert 'id="id_load_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_load_helptext id_load_error"' in html


def test_a_fresh_form_has_no_summary() -> None:
    assert "data-error-summary" not in render("{{ form }}", form=WeighIn())
