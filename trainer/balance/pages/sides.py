"""Left against right in words: how far apart, and what the gap between the two ratios is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.balance.formulas import limb_symmetry, stronger_leg_asymmetry, two_leg_asymmetry
from trainer.balance.methods import SIDES, Method, TestDay
from trainer.balance.numbers import plain, rounded
from trainer.balance.protocols import HAMSTRINGS, LEFT, QUADRICEPS, RIGHT, catalogue

OTHER = {LEFT: RIGHT, RIGHT: LEFT}


@dataclass(frozen=True)
class Gap:
    """One muscle of both legs; `involved` is the injured one, told in percent of the other, or ""."""

    left: float
    right: float
    percent: float
    involved: str = ""
    two_leg: bool = False

    @property
    def weaker(self) -> str:
        return "" if self.left == self.right else LEFT if self.left < self.right else RIGHT

    @property
    def short(self) -> str:
        return f"{plain(self.percent)}%"

    @property
    def words(self) -> str:
        """81.4% of left, or 18.6% behind on the right."""
        if self.involved:
            return f"{self.short} of {OTHER[self.involved]}"
        return f"{self.short}, {self.behind}"

    @property
    def behind(self) -> str:
        return f"{self.weaker} behind {OTHER[self.weaker]}" if self.weaker else "level"

    @property
    def typical(self) -> bool:
        return stronger_leg_asymmetry(self.left, self.right) <= catalogue().typical_gap.value


def sides_of(days: Sequence[TestDay]) -> list[str]:
    """Left before right; both legs together only where they were tested so."""
    return [side for side in SIDES if any(side in day.hamstrings or side in day.quadriceps for day in days)]


def gap_of(values: Mapping[str, float], method: Method, involved: str = "") -> Gap | None:
    """Nothing where a leg is missing, or where the method compares no legs.

    The limb symmetry index takes the place of the stronger-leg figure where one leg is injured, but not of
    two legs in the same repetition, which share the work.
    """
    left, right = values.get(LEFT), values.get(RIGHT)
    if left is None or right is None or max(left, right) <= 0 or not method.how.asymmetry:
        return None
    if method.how.better == "lower":
        return None  # a share of what should be small says nothing; it is told in the unit itself
    if method.how.asymmetry == "two_leg" or method.place.both_legs_in_one_rep:
        return Gap(left, right, two_leg_asymmetry(left, right), two_leg=True)
    hurt, other = (left, right) if involved == LEFT else (right, left)
    if involved and other > 0:
        return Gap(left, right, limb_symmetry(hurt, other), involved)
    return Gap(left, right, stronger_leg_asymmetry(left, right))


def worse_of(values: Mapping[str, float], method: Method) -> str:
    """The leg that is behind by the digits shown, whichever way is better in this test; "" where level."""
    left, right = (rounded(values[side], method.unit) for side in (LEFT, RIGHT))
    if left == right:
        return ""
    return LEFT if (left < right) is (method.how.better == "higher") else RIGHT


def meaning(gaps: list[Gap]) -> str:
    """What the percentages beside the bars are."""
    if any(gap.two_leg for gap in gaps):
        return "Percentages are the difference between the legs in percent of both together."
    involved = next((gap.involved for gap in gaps if gap.involved), "")
    if involved:
        return (
            f"After the injury percentages are the {involved} leg in percent of the {OTHER[involved]}: "
            "100% is level, and more than 100% is possible."
        )
    return "Percentages are how far the weaker leg is behind the stronger one."


def made_of(day: TestDay, method: Method) -> str:
    """One sentence on which muscle makes the gap between the legs; "" where they cannot be compared."""
    hamstrings, quads = gap_of(day.sound(HAMSTRINGS), method), gap_of(day.sound(QUADRICEPS), method)
    if hamstrings is None or quads is None:
        return ""
    limit = f"{plain(catalogue().typical_gap.value)}%"
    if hamstrings.typical and quads.typical:
        return f"Both muscles differ by no more than {limit} side to side, as in most people."
    if quads.typical:
        return (
            f"The gap is in the hamstrings: the {_less(hamstrings)}. The quads are within {limit}, "
            f"so more quad work alone would lower the {hamstrings.weaker} ratio further."
        )
    if hamstrings.typical:
        return (
            f"The gap is in the quads: the {_less(quads)}. The hamstrings are within {limit}, "
            f"so the {quads.weaker} ratio looks high because its quads are weak."
        )
    if hamstrings.weaker == quads.weaker:
        return (
            f"Both muscles are weaker on the {quads.weaker}: hamstrings by {_percent(hamstrings)}, "
            f"quads by {_percent(quads)}. The ratio hides what both have in common."
        )
    return (
        f"The hamstrings are weaker on the {hamstrings.weaker}, by {_percent(hamstrings)}, and the quads on "
        f"the {quads.weaker}, by {_percent(quads)}: both pull the ratios apart."
    )


def _less(gap: Gap) -> str:
    return f"{gap.weaker} leg has {_percent(gap)} less"


def _percent(gap: Gap) -> str:
    return f"{plain(stronger_leg_asymmetry(gap.left, gap.right))}%"
