"""Tags of the library: what they mean for an injury, and the health questions behind them."""

from collections.abc import Iterable, Mapping

from clients.stages import CONDITIONS, INJURY_TAGS, Condition, InjuryFacts, Rule
from trainer.programs.guard_facts import CLASHES, Finding, Judgement, Prescription

ACL_EARLY = "ACL_EARLY"
ACL_WORDS = (
    "the cruciate ligament was operated on, and the surgeon's release for this exercise is not on file"
)
SEVERITY = {"block": "block", "swap": "hold", "caution": "caution"}
PLUMBS_OWN = "Plumb's own rule, not a published number."


def judge_tags(prescription: Prescription, rule: Rule, found: Judgement) -> None:
    """What the injury tags say at this rule; an exercise that the rule allows by name is not asked here."""
    asked = rule.tags.keys() - rule.lifts
    speaking = prescription.exercise.tags & asked
    if asked and not prescription.exercise.tags_known:
        found.unknown.append(CLASHES)
    # What blocks is named before what only asks for care.
    for tag in sorted(speaking, key=lambda tag: (rule.tags[tag] != "block", tag)):
        words = found.breaches if rule.tags[tag] == "block" else found.cautions
        words.append(INJURY_TAGS[tag])
        found.tags.append(tag)


def needs_surgeon(prescription: Prescription, injury: InjuryFacts, rule: Rule | None) -> bool:
    """Whether a cruciate ligament was operated on and only the surgeon can release this exercise."""
    return ACL_EARLY in prescription.exercise.tags and waits_for_surgeon(prescription, injury, rule)


def waits_for_surgeon(prescription: Prescription, injury: InjuryFacts, rule: Rule | None) -> bool:
    if injury.structure != "knee_acl" or not injury.operated or injury.resolved_on is not None:
        return False
    released = rule is not None and (ACL_EARLY in rule.lifts or prescription.exercise.slug in rule.allows)
    return not released


def clashes_unknown(prescription: Prescription, injury: InjuryFacts, rule: Rule | None) -> bool:
    """Whether nobody went through the tags of an exercise of which the injury asks one by itself."""
    if prescription.exercise.tags_known:
        return False
    is_open = injury.resolved_on is None
    of_the_place = is_open and any(injury.structure in one.structures for one in CONDITIONS)
    return of_the_place or waits_for_surgeon(prescription, injury, rule)


def answers_unmet(prescription: Prescription, conditions: Mapping[str, bool | None]) -> bool:
    """Whether an answer, or one still to be given, may meet an exercise whose tags nobody went through."""
    answered_no = all(conditions.get(one.tag) is False for one in CONDITIONS)
    return not prescription.exercise.tags_known and not answered_no


def conditions_of_the_place(prescription: Prescription, injury: InjuryFacts) -> list[Condition]:
    """Tags that an open injury of the low back or the groin answers by itself."""
    if injury.resolved_on is not None:
        return []
    tags = prescription.exercise.tags
    return [one for one in CONDITIONS if one.tag in tags and injury.structure in one.structures]


def condition_findings(prescription: Prescription, conditions: Mapping[str, bool | None]) -> list[Finding]:
    """One finding for each health question that was answered with yes and that the exercise meets."""
    exercise = prescription.exercise
    return [
        Finding.on_line(
            prescription,
            rule_id=condition.tag,
            tag=condition.tag,
            injury_id=None,
            severity=SEVERITY[condition.action],
            owner="clinician" if condition.action == "block" else "trainer",
            title=f"{exercise.name} meets a health answer",
            reason=f"{exercise.name}: {condition.finding}.",
            source=condition.source,
            can_keep=condition.action != "block",
            next_step=condition.advice,
        )
        for condition in CONDITIONS
        if condition.tag in exercise.tags and conditions.get(condition.tag)
    ]


def unanswered(
    prescriptions: Iterable[Prescription], conditions: Mapping[str, bool | None]
) -> list[Condition]:
    """The health questions that matter for these prescriptions and have no answer on file."""
    tags = {tag for prescription in prescriptions for tag in prescription.exercise.tags}
    return [one for one in CONDITIONS if one.tag in tags and conditions.get(one.tag) is None]


def unanswered_finding(questions: list[Condition]) -> Finding:
    """One for the whole plan, not one for each line."""
    count = "1 health question" if len(questions) == 1 else f"{len(questions)} health questions"
    return Finding.on_plan(
        rule_id="unanswered",
        tag=",".join(condition.tag for condition in questions),
        title=f"{count} not answered yet",
        reason=f"The plan meets what they ask: {' '.join(condition.question for condition in questions)}",
        source=PLUMBS_OWN,
        next_step="Ask them and write down the answers.",
    )
