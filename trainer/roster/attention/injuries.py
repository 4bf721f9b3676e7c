"""What the list says of injuries, pain and health questions."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import capfirst

from clients.health import CLINICIANS, SOON, OpenInjury, by_urgency
from clients.models import Injury
from clients.rules import Rule
from trainer.programs.guard_check import stage_words
from trainer.roster.attention.rules import NEVER_SCREENED_WEEKS, PAIN_DAYS, Notice
from trainer.roster.desk import DeskRow
from trainer.session_logs.models import PainReport


def of(row: DeskRow) -> Iterator[Notice]:
    for injury in row.injuries:
        yield from _of_injury(row, injury)
    for found in row.open_injuries:
        yield from _clearance(row, found)
    yield from _pain(row)
    yield from _screening(row)


def _of_injury(row: DeskRow, injury: Injury) -> Iterator[Notice]:
    url, subject = _url(row, injury), str(injury.pk)
    if injury.red_flags:
        flags = by_urgency(injury.red_flags)
        asked = flags[0].question if flags else injury.red_flags[0]
        rank = SOON.index(flags[0].urgency) if flags else len(SOON)
        strong = "A warning sign is open" + ("" if rank else ", an emergency")
        rest = (
            f": “{asked}” was answered yes. Every prescription is held until a clinician's word is recorded."
        )
        yield Notice(row.client, "red_flag", subject, injury.onset_on, strong, rest, url, rank)
    elif not injury.assessed:
        strong = f"{injury.label.capitalize()}, not assessed."
        legs = "both legs" if injury.side == "both" else "that leg"
        rest = f" Hamstring work on {legs} is held until a clinician has seen it."
        yield Notice(row.client, "suspected", subject, injury.onset_on, strong, rest, url)


def _url(row: DeskRow, injury: Injury) -> str:
    return reverse("clients:injury", args=[row.client.pk, injury.pk])


def _clearance(row: DeskRow, found: OpenInjury) -> Iterator[Notice]:
    """The word that is missing for the stage it stands at, else for the next one."""
    injury = found.injury
    if injury.red_flags or not injury.assessed or not found.step:
        return
    told = vars(injury)
    asked = [step for step, rule in enumerate(found.stages[: found.step], 1) if step > 1 and words_of(rule)]
    heard = next((step for step, rule in enumerate(found.stages, 1) if rule.stage == told["word_for"]), 0)
    if asked and heard < asked[-1]:
        rule, why = found.stages[asked[-1] - 1], "is not recorded"
    elif found.next_stage and _only_the_word_is_missing(found.next_stage, told["gates_ticked"] or ""):
        rule, why = found.next_stage, "is not recorded, and every other gate is ticked"
    else:
        return
    yield Notice(
        row.client,
        "clearance",
        f"{injury.pk}-{rule.stage}",
        injury.onset_on,
        "Clearance missing",
        f" for {stage_words(rule)}: “{words_of(rule)[0]}” {why}. {capfirst(injury.label)}.",
        _url(row, injury),
    )


def words_of(rule: Rule) -> list[str]:
    """The gates of a stage that a clinician has to speak."""
    return [gate for gate in rule.gates if any(who in gate.lower() for who in CLINICIANS)]


def _only_the_word_is_missing(rule: Rule, ticked: str) -> bool:
    spoken = words_of(rule)
    # The same words may be a gate of two stages.
    met = {gate for gate in rule.gates if f"{rule.stage}:{gate}" in ticked.split("\n")}
    others = set(rule.gates) - set(spoken)
    return bool(spoken and others) and others <= met and spoken[0] not in met


def _pain(row: DeskRow) -> Iterator[Notice]:
    stops = [
        report
        for report in row.pains
        if report.action == "stop" and (row.today - report.reported_on).days <= PAIN_DAYS
    ]
    if not stops:
        return
    worst = max(stops, key=lambda report: (report.reported_on, report.value))
    before = [report.value for report in row.pains if report.reported_at < worst.reported_at]
    up = f", up from {before[0]}" if before and before[0] < worst.value else ""
    where = f" in {worst.exercise_name}" if worst.exercise_name else ""
    yield Notice(
        row.client,
        "pain",
        str(worst.pk),
        worst.reported_on,
        f"Pain {worst.value} of 10",
        f"{where} on {worst.reported_on:%A}{up}. {_pain_rule(row, worst)}",
        reverse("session_logs:session", args=[row.client.pk, worst.session_id]),
        ends=worst.reported_on + dt.timedelta(days=PAIN_DAYS + 1),
    )


def _pain_rule(row: DeskRow, report: PainReport) -> str:
    if report.sudden:
        return "It came suddenly, so the exercise was stopped and an injury is suspected."
    injury = next((one for one in row.all_injuries if one.pk == report.injury_id), None)
    reason = f"With a {injury.label}" if injury else "With no injury on file"
    return f"{reason}, an exercise stops at that point."


def _screening(row: DeskRow) -> Iterator[Notice]:
    due = row.screening
    if due is None or (not row.screened and row.today - due.since < dt.timedelta(weeks=NEVER_SCREENED_WEEKS)):
        return
    yield Notice(
        row.client,
        "screening",
        due.since.isoformat(),
        due.since,
        "Screening questions due",
        f" since {due.since:%-d %B %Y}, because {due.why}.",
        reverse("clients:client_screening", args=[row.client.pk]),
    )
