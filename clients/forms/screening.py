"""The screening questions as fields: one on a phone, or all of them at the desk."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from clients import screening
from clients.forms.profile import DayInput
from clients.screening_file import Option, Question
from trainer.web.fields import Decimals

YEARS_BACK = 80
NOT_ANSWERED = ("", "Not answered")

type Row = tuple[forms.BoundField, list[forms.BoundField]]


class OpeningRadios(forms.RadioSelect):
    """Radio buttons that say which answers open follow-up questions, so that a style sheet can show them."""

    def __init__(self, opens: Collection[str]) -> None:
        super().__init__()
        self.opens = opens

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if value in self.opens:
            option["attrs"]["data-opens"] = True
        return option


class MonthInput(forms.MultiWidget):
    """Two lists: the month, which may be unknown, and the year."""

    template_name = "clients/screening_month.html"

    def __init__(self, this_year: int) -> None:
        months = [("", "Month not known"), *((f"{n:02}", name) for n, name in enumerate(screening.MONTHS, 1))]
        years = [("", "Year"), *((str(y), str(y)) for y in range(this_year, this_year - YEARS_BACK, -1))]
        super().__init__(
            [
                forms.Select(attrs={"aria-label": "Month"}, choices=months),
                forms.Select(attrs={"aria-label": "Year"}, choices=years),
            ]
        )

    def decompress(self, value: str | None) -> list[str]:
        year, _, month = (value or "").partition("-")
        return [month, year]


class MonthField(forms.MultiValueField):
    """A month as "2026-02", or "2026" where only the year is known."""

    def __init__(self, this_year: int, **options: Any) -> None:
        fields = (forms.CharField(required=False), forms.CharField(required=False))
        super().__init__(fields, widget=MonthInput(this_year), require_all_fields=False, **options)

    def compress(self, values: list[str]) -> str:
        month, year = values or ("", "")
        if month and not year:
            raise forms.ValidationError("Choose the year too.")
        return f"{year}-{month}" if month else year


class ScreeningForm(forms.Form):
    """Some of the questions; asked alone a question needs its answer, together any may stay open."""

    def __init__(
        self,
        *args: Any,
        questions: list[Question],
        answers: Mapping[str, Any],
        today: dt.date,
        born: dt.date | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.answers, self.today, self.born = questions, answers, today, born
        self.alone = len(questions) == 1
        for question in questions:
            self.fields[question.code] = field = self.field_of(question)
            field.label, field.help_text = question.text, question.why
            field.required = self.alone
            field.initial = answers.get(question.code)
            field.error_messages["required"] = "Answer this, or say that you would rather not."
        if not self.alone:
            self.add_rest_boxes()

    def add_rest_boxes(self) -> None:
        """One box for each part in which every question can be answered with no."""
        for section in screening.CATALOGUE.sections:
            first = [one for one in self.questions if one.section == section and not one.needs]
            if first and all("no" in [option.code for option in one.options] for one in first):
                self.fields[rest_of(section)] = forms.BooleanField(
                    label="No to every other question in this part",
                    help_text="Only if each was asked and the answer was no. Follow-up questions stay open.",
                    required=False,
                )

    def field_of(self, question: Question) -> forms.Field:
        if question.options:
            blank = [] if self.alone else [NOT_ANSWERED]
            choices = [(option.code, option.words) for option in question.options]
            radios = OpeningRadios(opens_of(question))
            wrong = {"invalid_choice": "Choose one of the answers."}
            return forms.ChoiceField(choices=[*blank, *choices], widget=radios, error_messages=wrong)
        if question.kind == "number":
            wrong = {"invalid": screening.number_words(question)}
            if question.decimals:
                box = forms.TextInput(attrs={"inputmode": "decimal", "data-unit": question.unit})
                return Decimals(max_digits=4, decimal_places=2, widget=box, error_messages=wrong)
            attrs = {"inputmode": "numeric", "data-unit": question.unit}
            widget = forms.NumberInput(attrs={**attrs, "min": question.low, "max": question.high})
            return forms.IntegerField(widget=widget, error_messages=wrong)
        if question.kind == "month":
            return MonthField(self.today.year)
        if question.kind == "date":
            wrong = {"invalid": "Give the day, the month and the year."}
            return forms.DateField(widget=DayInput, error_messages=wrong)
        rows = forms.Textarea(attrs={"rows": 3 if self.alone else 1})
        return forms.CharField(max_length=screening.LONGEST, widget=rows)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.say_no_to_the_rest(cleaned)
        values = {**self.answers, **self.values()}
        for question in self.questions:
            code = question.code
            if not screening.applies(question, values):
                self.errors.pop(code, None)
                cleaned.pop(code, None)
            elif code not in self.errors and code in self.values():
                why = screening.fault(question, values[code], values, today=self.today, born=self.born)
                if why:
                    self.add_error(code, why)
        return cleaned

    def say_no_to_the_rest(self, cleaned: dict[str, Any]) -> None:
        """A ticked box answers the open questions of its part with no, and none of the follow-ups."""
        for question in self.questions:
            ticked = cleaned.get(rest_of(question.section)) and not question.needs
            if ticked and cleaned.get(question.code) == "":
                cleaned[question.code] = "no"

    def values(self) -> dict[str, Any]:
        """What was answered, as it is kept; an open question is not in it."""
        return {
            code: plain(value)
            for code, value in self.cleaned_data.items()
            if code in screening.QUESTIONS and value not in (None, "")
        }

    def options(self) -> list[tuple[Any, Option]]:
        """The one question's choices, each with what the catalogue says of it."""
        [question] = self.questions
        return list(zip(self[question.code], question.options, strict=True))

    def sections(self) -> Iterator[tuple[str, list[Row], forms.BoundField | None]]:
        """Each section with its questions and those that they open, and its box for the rest."""
        for section, title in screening.CATALOGUE.sections.items():
            here = [question for question in self.questions if question.section == section]
            rows = [
                (
                    self[question.code],
                    [self[more.code] for more in here if question.code in (more.needs or {})],
                )
                for question in here
                if not question.needs
            ]
            if rows:
                rest = rest_of(section)
                yield title, rows, self[rest] if rest in self.fields else None


def plain(value: Any) -> Any:
    """A day as ISO text, a number without needless decimals: what JSON can hold."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def rest_of(section: str) -> str:
    return f"rest_{section}"


def opens_of(question: Question) -> set[str]:
    return {
        answer
        for other in screening.QUESTIONS.values()
        for answer in (other.needs or {}).get(question.code, ())
    }


class PlannedForm(forms.Form):
    """Which thing is planned, and how."""

    thing = forms.ChoiceField(choices=[(thing.code, thing.title) for thing in screening.THINGS])
    note = forms.CharField(label="How, in a few words", required=False, max_length=300)
