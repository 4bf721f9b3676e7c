"""The guard's reading of a plan: every prescription against every injury and every health answer."""

from collections.abc import Iterable, Mapping
from datetime import date

from clients.stages import InjuryFacts, RedFlag, Rule, red_flag, rule_for
from trainer.programs.guard_facts import CLASHES, STOPS, ExerciseProfile, Finding, Judgement, Prescription
from trainer.programs.guard_limits import PRESCRIPTION_INPUTS, is_allowed_by_name, judge
from trainer.programs.guard_tags import (
    ACL_EARLY,
    ACL_WORDS,
    PLUMBS_OWN,
    answers_unmet,
    clashes_unknown,
    condition_findings,
    conditions_of_the_place,
    judge_tags,
    needs_surgeon,
    unanswered,
    unanswered_finding,
)

ASK_CLINICIAN = "Swap it, or wait for a clinician's limit or clearance, recorded with name and day."
KEEP_OR_SWAP = "Swap it, or keep it with a reason."
NO_RULE = "none"


def check(
    prescriptions: Iterable[Prescription],
    injuries: Iterable[InjuryFacts],
    conditions: Mapping[str, bool | None],
    today: date,
) -> list[Finding]:
    """Everything that speaks against the plan today; empty when nothing does.

    `conditions` maps a tag to the client's answer; None or absent is not answered. At most one finding for
    each prescription and injury, and one each for open questions and for what is not filled in.
    """
    planned, known = list(prescriptions), list(injuries)
    findings: list[Finding] = []
    unknown: dict[str, list[ExerciseProfile]] = {}
    for prescription in planned:
        found, missing = check_one(prescription, known, conditions, today)
        findings += found
        for what in missing:
            unknown.setdefault(what, []).append(prescription.exercise)
    if questions := unanswered(planned, conditions):
        findings.append(unanswered_finding(questions))
    if unknown:
        findings.append(unknown_finding(unknown))
    return findings


def check_one(
    prescription: Prescription,
    injuries: Iterable[InjuryFacts],
    conditions: Mapping[str, bool | None],
    today: date,
) -> tuple[list[Finding], list[str]]:
    """The findings of one prescription, red flags first, and what is not known about it."""
    findings: list[Finding] = []
    missing: dict[str, None] = {}
    for injury in injuries:
        if concerns(prescription, injury):
            rule = rule_for(injury, today)
            judgement = judge_injury(prescription, injury, rule)
            missing.update(dict.fromkeys(judgement.unknown))
            findings += injury_findings(prescription, injury, rule, judgement)
    if answers_unmet(prescription, conditions):
        missing[CLASHES] = None
    findings.sort(key=lambda finding: {"R00": 0, "R01": 1}.get(finding.rule_id, 2))
    return findings + condition_findings(prescription, conditions), list(missing)


def concerns(prescription: Prescription, injury: InjuryFacts) -> bool:
    """Work of the other leg alone is judged without the injury, except when a red flag is open."""
    if injury.red_flags or not prescription.exercise.one_leg:
        return True
    return {prescription.side, injury.side} != {"left", "right"}


def judge_injury(prescription: Prescription, injury: InjuryFacts, rule: Rule | None) -> Judgement:
    """The limits of the rule, then the tags that the injury and its place bring with them."""
    found = Judgement()
    if rule is not None and rule.id == "R00":
        found.breaches.append("Nothing is trained while a warning sign is open")
        return found
    if rule is not None:
        found = judge(prescription, rule)
        if not is_allowed_by_name(prescription, rule):
            judge_tags(prescription, rule, found)
    if needs_surgeon(prescription, injury, rule):
        found.breaches.append(ACL_WORDS)
        found.tags.append(ACL_EARLY)
    for condition in conditions_of_the_place(prescription, injury):
        found.breaches.append(condition.finding)
        found.tags.append(condition.tag)
    if clashes_unknown(prescription, injury, rule):
        found.unknown.append(CLASHES)
    return found


def injury_findings(
    prescription: Prescription, injury: InjuryFacts, rule: Rule | None, found: Judgement
) -> list[Finding]:
    if rule is not None and rule.id == "R00":
        return [red_flag_finding(prescription, injury, rule)]
    if found.breaches:
        return [breach_finding(prescription, injury, rule, found)]
    if rule is None:
        return [] if injury.resolved_on else [no_rule_finding(prescription, injury)]
    return [caution_finding(prescription, injury, rule, found)] if found.cautions else []


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def stage_words(rule: Rule) -> str:
    """The stage's title inside a sentence: "stage 2, early load"."""
    return rule.title[:1].lower() + rule.title[1:]


def flags_of(injury: InjuryFacts) -> list[RedFlag]:
    known = (red_flag(code) for code in injury.red_flags)
    return [flag for flag in known if flag is not None]


def flag_words(injury: InjuryFacts) -> str:
    """The open warning signs of an injury and how soon each is to be seen."""
    signs = " ".join(f"“{flag.question}” {flag.sentence}" for flag in flags_of(injury))
    return f"{capital(injury.label)}: {signs or 'a warning sign is on file.'}"


def red_flag_finding(prescription: Prescription, injury: InjuryFacts, rule: Rule) -> Finding:
    exercise = prescription.exercise
    flags = flags_of(injury)
    return Finding.on_line(
        prescription,
        rule_id=rule.id,
        tag="",
        injury_id=injury.id,
        severity="block",
        owner="clinician",
        title=f"{exercise.name} waits: a warning sign is open",
        reason=f"Nothing is trained while a warning sign is open. {flag_words(injury)}",
        source=" ".join(dict.fromkeys(flag.source for flag in flags)) or rule.source,
        can_keep=False,
        next_step="Record the clinician's word to open the plan again.",
    )


def breach_finding(
    prescription: Prescription, injury: InjuryFacts, rule: Rule | None, found: Judgement
) -> Finding:
    exercise = prescription.exercise
    # Only a clinician lifts a clinician's row; an operated ligament is the surgeon's whatever the row says.
    clinicians = ACL_EARLY in found.tags or (rule is not None and rule.owner == "clinician")
    fits = f"does not fit {stage_words(rule)}" if rule else f"does not fit the {injury.label}"
    waits = rule is not None and rule.id == "R01"
    return Finding.on_line(
        prescription,
        rule_id=rule.id if rule else ACL_EARLY if clinicians else NO_RULE,
        tag=found.tags[0] if found.tags else "",
        injury_id=injury.id,
        severity="block" if clinicians else "hold",
        owner="clinician" if clinicians else rule.owner if rule else "trainer",
        title=f"{exercise.name} waits: the injury is not assessed" if waits else f"{exercise.name} {fits}",
        reason=f"{capital(injury.label)}: {'; '.join(found.breaches)}.",
        source=rule.source if rule else PLUMBS_OWN,
        can_keep=not clinicians,
        next_step=next_step(found, clinicians),
    )


def next_step(found: Judgement, clinicians: bool) -> str:
    if len(found.fixes) < len(found.breaches):
        return ASK_CLINICIAN if clinicians else KEEP_OR_SWAP
    mended = capital(" and ".join(found.fixes))
    return f"{mended}." if clinicians else f"{mended}, or keep it with a reason."


def caution_finding(prescription: Prescription, injury: InjuryFacts, rule: Rule, found: Judgement) -> Finding:
    exercise = prescription.exercise
    return Finding.on_line(
        prescription,
        rule_id=rule.id,
        tag=found.tags[0] if found.tags else "",
        injury_id=injury.id,
        severity="caution",
        owner=rule.owner,
        title=f"{exercise.name}: take care, {stage_words(rule)}",
        reason=f"{capital(injury.label)}: {'; '.join(found.cautions)}.",
        source=rule.source,
        can_keep=True,
        next_step="Go on with care, and ask for the pain after each set.",
    )


def no_rule_finding(prescription: Prescription, injury: InjuryFacts) -> Finding:
    """Silence would read as permission."""
    exercise = prescription.exercise
    return Finding.on_line(
        prescription,
        rule_id=NO_RULE,
        tag="",
        injury_id=injury.id,
        severity="caution",
        owner="trainer",
        title="No rule for this injury: ask the clinician what to avoid",
        reason=f"{capital(injury.label)}: Plumb has no rule for it and did not judge {exercise.name} by it.",
        source=PLUMBS_OWN,
        can_keep=True,
        next_step="Record the clinician's limits, or keep it with a reason.",
    )


def unknown_finding(unknown: Mapping[str, list[ExerciseProfile]]) -> Finding:
    """One for the whole plan: what is not filled in, and for which exercises."""
    parts = [
        f"{what} of {', '.join(dict.fromkeys(exercise.name for exercise in lacking))}"
        for what, lacking in unknown.items()
    ]
    prescribed = (unknown.get(what, []) for what in sorted(PRESCRIPTION_INPUTS))
    return Finding.on_plan(
        rule_id="unknown",
        tag="",
        title="Not everything is filled in",
        reason=f"Not known, and so not judged: {'; '.join(parts)}.",
        source=PLUMBS_OWN,
        next_step="Fill it in, and the limits of the injury are checked against it.",
        to_fill_in=tuple(dict.fromkeys(exercise.slug for lacking in prescribed for exercise in lacking)),
    )


def assignment_block(injuries: Iterable[InjuryFacts]) -> str | None:
    """Why nothing may be assigned now, naming each open red flag; None when no flag is open."""
    flagged = [injury for injury in injuries if injury.red_flags]
    if not flagged:
        return None
    signs = " ".join(flag_words(one) for one in flagged)
    return (
        f"Nothing can be assigned while a warning sign is open. {signs} "
        "Record the clinician's word to open the plan again."
    )


def held(findings: Iterable[Finding], overrides: set[tuple[str, str]]) -> set[int | str]:
    """Ids of the prescriptions that may not be done now; an override is (exercise slug, rule id)."""
    return {
        finding.prescription_id
        for finding in findings
        if finding.severity in STOPS
        and not (finding.can_keep and (finding.exercise_slug, finding.rule_id) in overrides)
    }
