"""Every rule of the attention list with its numbers and where they come from, in the order of urgency.

The page "How this list is made" prints RULES; days and counts are Plumb's own choices, not published ones.
"""

import datetime as dt
from dataclasses import dataclass

from clients.models import Client
from trainer.balance.volume import FRONT_HEAVY_BELOW

PAIN_DAYS = 7
KEPT_WEEKS = 4
SYMMETRY_GOAL = 90
SYMMETRY_WEEKS_APART = 3
SYMMETRY_WEEKS_AFTER = 26
LEANING_WEEKS = 4
MISSED_IN_A_ROW = 2
OVERDUE_DAYS = 14
NEVER_TESTED_WEEKS = 12
NEVER_SCREENED_WEEKS = 4

OWN_CHOICE = "Plumb's own choice"


@dataclass(frozen=True)
class Rule:
    """When a client shows up, where its numbers come from, and how the line looks; `action` is the button.

    A `quiet` one stands below the others, opened by a press, and makes nobody need a look.
    """

    key: str
    title: str
    how: str
    source: str
    mark: str
    icon: str
    action: str
    can_wait: bool = True
    quiet: bool = False


RULES = (
    Rule(
        "red_flag",
        "A warning sign is open",
        "A question asked with an injury was answered yes, and no clinician's word is recorded yet. "
        "This cannot be put off.",
        "The questions: named with their sources on the injury's page.",
        "stop",
        "stop",
        "Open injury",
        can_wait=False,
    ),
    Rule(
        "pain",
        "Pain above the rule",
        f"In the last {PAIN_DAYS} days a pain report reached the point where that exercise stops. The limit "
        "depends on the injury and its stage; the sentence names it. “Seen” ends this one report; a new one "
        "shows again.",
        f"The limit: the stage's rule, with its source on the injury's page. {PAIN_DAYS} days: {OWN_CHOICE}.",
        "stop",
        "pain",
        "Review session",
    ),
    Rule(
        "suspected",
        "Suspected, not assessed",
        "An injury is on file that no clinician has assessed. Work on that leg is held until then.",
        f"{OWN_CHOICE}: a trainer alone records a suspicion, never a diagnosis.",
        "warn",
        "cross",
        "Open injury",
    ),
    Rule(
        "held",
        "Exercises wait for your decision",
        "The workouts of the next 7 days hold exercises that do not fit an injury's stage or a health "
        "answer. Until they are swapped, kept with a reason or left out, the client cannot log them.",
        "The limits: named with their sources in the plan.",
        "warn",
        "shield",
        "Settle the plan",
    ),
    Rule(
        "clearance",
        "Clearance missing",
        "An injury stands at a stage that a clinician opens by a release or clearance, and nobody's word is "
        "recorded; or every other gate of such a stage is ticked and only that word is missing.",
        "The stages and their gates: named with their sources on the injury's page.",
        "warn",
        "lock",
        "Open injury",
    ),
    Rule(
        "kept",
        "A decision to look at again",
        f"An exercise that does not fit was kept with a reason, at least {KEPT_WEEKS} weeks ago, and is "
        "still planned. A decision holds under the stage of that day: when the stage changes it lapses.",
        f"{KEPT_WEEKS} weeks: {OWN_CHOICE}.",
        "warn",
        "history",
        "Open the plan",
    ),
    Rule(
        "fall",
        "Hamstrings tested worse",
        "The last two tests of one kind with the same device and settings differ by more than the error of "
        "that test. It shows until the next test with the same settings. "
        "Only the hamstrings raise this; a ratio can fall because the quadriceps grew, so it is told beside.",
        "The error of each test: named with its source on the balance page.",
        "warn",
        "down",
        "See balance",
    ),
    Rule(
        "gap",
        "The gap after an injury is not closing",
        "A thigh injury of one leg is open, or was closed in the last "
        f"{SYMMETRY_WEEKS_AFTER} weeks. At the last test that leg reached less than {SYMMETRY_GOAL}% of the "
        "other, and since the test before, with the same device and settings and at least "
        f"{SYMMETRY_WEEKS_APART} weeks earlier, the gap has not closed by more than the error of that test. "
        "That error can be larger than the gap: then two tests alone cannot show that it closes, the line "
        f"says so, and it ends when the leg reaches {SYMMETRY_GOAL}%. "
        "The muscle looked at is the injured one; both tests are after the injury. Strength within 10% is a "
        "goal, not a gate: many who do well have a larger gap.",
        "The error in points: as set for the test's side to side, else that of both legs together, each with "
        f"the test's own error (the upper bound). {SYMMETRY_GOAL}%, {SYMMETRY_WEEKS_APART} and "
        f"{SYMMETRY_WEEKS_AFTER} weeks: {OWN_CHOICE}.",
        "warn",
        "leg",
        "See balance",
    ),
    Rule(
        "leaning",
        "Weeks lean to one side",
        f"In each of the last {LEANING_WEEKS} full weeks (Monday to Sunday) the hard sets of the hamstrings, "
        "divided by those of the quadriceps, were outside your own band for this client, always on the same "
        f"side. Without a band of yours only weeks below {FRONT_HEAVY_BELOW:g} show, those that lean to the "
        "quadriceps: a hamstring block leans the other way on purpose. A week without a log, or with "
        "exercises whose muscles are not filled in, ends the count. An injury that limits hamstring work "
        "is named.",
        f"{FRONT_HEAVY_BELOW:g}: Plumb's own proposal, no band is published. "
        f"{LEANING_WEEKS} weeks: {OWN_CHOICE}.",
        "plain",
        "swap",
        "See balance",
    ),
    Rule(
        "missed",
        "Workouts missed",
        f"The last {MISSED_IN_A_ROW} planned workouts or more passed without one being logged.",
        f"{MISSED_IN_A_ROW} workouts: {OWN_CHOICE}.",
        "plain",
        "clock",
        "See sessions",
    ),
    Rule(
        "test",
        "Strength test due or overdue",
        "The day of the next test has come: your own day, or the weeks that belong to the test, sooner while "
        f"a thigh injury is open. From {OVERDUE_DAYS} days later it is called overdue. A test that an "
        "injury's stage does not allow is not asked for. Without any test of the last year: after "
        f"{NEVER_TESTED_WEEKS} weeks of coaching.",
        f"The weeks of each test and stage, {OVERDUE_DAYS} days, {NEVER_TESTED_WEEKS} weeks: {OWN_CHOICE}.",
        "plain",
        "test",
        "Record a test",
    ),
    Rule(
        "screening",
        "Screening due",
        "The questions before training are to be asked again: the answers are old, the questions have "
        "changed or an injury has ended since. Or they were never asked, or begun and not handed in, and "
        f"that for {NEVER_SCREENED_WEEKS} weeks. These stand below the list and count for no look.",
        f"When they are asked again: {OWN_CHOICE}, named on the screening page. "
        f"{NEVER_SCREENED_WEEKS} weeks: {OWN_CHOICE}.",
        "plain",
        "message",
        "Open screening",
        quiet=True,
    ),
)
BY_KEY = {rule.key: rule for rule in RULES}
ORDER = {rule.key: place for place, rule in enumerate(RULES)}


@dataclass(frozen=True)
class Notice:
    """One sentence of the list: whose, since when, the strong part and the rest, and where the button leads.

    `subject` names the event or state within the rule, so that a new one is not the one put off. `rank`
    orders those of one rule, 0 first. `ends` is the day it leaves the list by itself, where that is
    known; `until` is the day to which it is put off.
    """

    client: Client
    rule: str
    subject: str
    since: dt.date
    strong: str
    rest: str
    url: str
    rank: int = 0
    ends: dt.date | None = None
    until: dt.date | None = None

    @property
    def told(self) -> Rule:
        return BY_KEY[self.rule]

    @property
    def name(self) -> str:
        """What tells it from every other one on a page."""
        return f"{self.rule}-{self.client.pk}-{self.subject}"

    @property
    def seen(self) -> bool:
        """Put off to its own end: it does not come back."""
        return self.ends is not None and self.until is not None and self.until >= self.ends
