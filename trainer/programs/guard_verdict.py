"""What the guard says of one exercise that a trainer chooses freely."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from clients.stages import InjuryFacts
from trainer.programs.guard_check import NO_RULE, check_one
from trainer.programs.guard_facts import STOPS, Finding, Prescription
from trainer.programs.guard_limits import PRESCRIPTION_INPUTS


@dataclass(frozen=True)
class Verdict:
    """`stops` hold it back, `cautions` do not, `everywhere` is said of any, `unknown` was not judged."""

    stops: tuple[Finding, ...] = ()
    cautions: tuple[Finding, ...] = ()
    everywhere: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        return not (self.stops or self.cautions or self.unknown)

    @property
    def may_be_chosen(self) -> bool:
        """Whether a reason could keep it; what is a clinician's to lift cannot be chosen."""
        return all(finding.can_keep for finding in self.stops)

    @property
    def rank(self) -> int:
        """What fits comes first, what only a clinician lifts comes last."""
        if self.stops:
            return 2 if self.may_be_chosen else 3
        return 0 if self.fits else 1


def verdict(
    planned: Prescription,
    injuries: Iterable[InjuryFacts],
    conditions: Mapping[str, bool | None],
    today: date,
) -> Verdict:
    """The findings of one line, and what the guard could not judge because nobody has filled it in."""
    findings, missing = check_one(planned, injuries, conditions, today)
    stops = [one for one in findings if one.severity in STOPS]
    others = [one for one in findings if one.severity not in STOPS]
    return Verdict(
        stops=tuple(stops),
        cautions=tuple(one for one in others if one.rule_id != NO_RULE),
        everywhere=tuple(one for one in others if one.rule_id == NO_RULE),
        unknown=tuple(one for one in missing if one not in PRESCRIPTION_INPUTS),
    )
