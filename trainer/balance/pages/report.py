"""One or two printed pages about a client's tests, for her or for a clinician, made when asked for."""

from collections.abc import Iterable
from typing import Any

from django import forms

from clients.health import OpenInjury, read_injury
from clients.models import Client, Injury
from trainer.balance import charts, protocols
from trainer.balance.methods import Method, TestDay
from trainer.balance.models import StrengthTest
from trainer.balance.numbers import day_words
from trainer.balance.pages import balance as page
from trainer.balance.pages import own_words, sides
from trainer.balance.pages import progress as own_page
from trainer.balance.protocols import Source
from trainer.balance.recording.results import set_up_of
from trainer.balance.timeline import Timeline

CLIENT, CLINICIAN = "client", "clinician"
# More would not fit on two pages; the picture still shows all of them.
MOST_ROWS, MOST_INJURIES = 8, 6
MOST_WORDS = 600
NOT_KNOWN = "Not known"


class ReportForm(forms.Form):
    """Who is to read it, and what its writer adds; nothing of this is kept."""

    reader = forms.ChoiceField(
        label="For",
        choices=[(CLIENT, "The client"), (CLINICIAN, "A clinician")],
        widget=forms.RadioSelect({"data-as": "segments"}),
    )
    words = forms.CharField(
        label="In your own words",
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Stands on top of the report and is not kept.",
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            self.fields["reader"].choices = [(CLIENT, "Yourself"), (CLINICIAN, "A clinician")]  # type: ignore[attr-defined]


def context_of(found: Timeline, client: Client, *, reader: str) -> dict[str, Any]:
    """What the sheet shows; of a client without a test only that there is none."""
    context: dict[str, Any] = {"found": found, "client": client, "for_clinician": reader == CLINICIAN}
    if found.method is None or found.latest is None:
        return context
    evidence = protocols.evidence(found.method.kind or found.method.protocol)
    limits = page.limits_of(found)
    test = StrengthTest.objects.get(pk=found.latest.tests[0])
    context |= {
        "evidence": evidence,
        "limits": limits,
        "sources": sources_of(found, [evidence.source, *(source for _, _, source in limits)]),
        "set_up": [
            (label, value)
            for label, value in set_up_of(test)
            if value and (reader == CLINICIAN or value != NOT_KNOWN)
        ],
    }
    if reader == CLINICIAN:
        context |= _for_clinician(found, client)
    else:
        context |= _for_client(found, found.method, found.latest)
    rows = context["rows"]
    context["injuries"] = context["injuries"][-MOST_INJURIES:]
    return context | {"rows": rows[:MOST_ROWS], "left_out": max(0, len(rows) - MOST_ROWS)}


def _for_clinician(found: Timeline, client: Client) -> dict[str, Any]:
    injuries = [read_injury(injury, found.last) for injury in found.injuries]
    still_open = [row for row in injuries if row.injury.resolved_on is None]
    told = page.context_of(found, client, still_open, {})
    kept = ("sides", "headline", "has_quadriceps", "drawings", "rows")
    return {name: told[name] for name in kept} | {
        # The day of the next test is said in words for a trainer.
        "key_numbers": [number for number in told["key_numbers"] if not number.protocol],
        "injuries": [(row.label, injury_words(row)) for row in injuries],
    }


def _for_client(found: Timeline, method: Method, latest: TestDay) -> dict[str, Any]:
    history = own_page.own_history(found, method)
    shown = sides.sides_of(found.all_days)
    legs = [own_words.leg_words(found, method, latest, side) for side in shown]
    return {
        "summary": own_words.summary(found, method),
        "legs": [leg for leg in legs if leg.side in getattr(latest, method.muscle_group)],
        "place": own_page.place_of(method),
        "what": own_page.what_of(method),
        "sides": shown,
        "rows": [(day, own_page.own_values(found, day, method, shown)) for day in reversed(found.days)],
        "drawings": [charts.timeline(history, size) for size in (charts.WIDE, charts.COMPACT)],
        "injuries": [(injury.label, _days_of(injury)) for injury in found.injuries],
    }


def injury_words(row: OpenInjury) -> str:
    """Since when, at which stage, and who said so."""
    injury = row.injury
    told = [_days_of(injury)]
    if row.step and row.rule:
        told.append(f"stage {row.step} of {row.steps} ({row.rule.title})")
    if injury.assessed and injury.assessed_on:
        who = ", ".join(filter(None, [injury.assessed_by, injury.assessed_role]))
        told.append(f"assessed by {who}, on {day_words(injury.assessed_on)}")
    return "; ".join(told)


def _days_of(injury: Injury) -> str:
    if injury.resolved_on is None:
        return f"since {day_words(injury.onset_on)}, still open"
    return f"{day_words(injury.onset_on)} to {day_words(injury.resolved_on)}"


def sources_of(found: Timeline, sources: Iterable[Source]) -> list[Source]:
    """Each source once, in the order in which the report leans on them; numbers from memory are not there."""
    band = [found.reference.source] if found.reference else []
    named = {source.citation: source for source in [*sources, *band] if source.basis != "memory"}
    return list(named.values())
