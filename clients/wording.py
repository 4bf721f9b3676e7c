"""The codes of rules and limits as a trainer says them."""

from collections.abc import Mapping
from typing import Any

OWNER_WORDS = {
    "clinician": "a clinician leads",
    "shared": "shared with the clinician",
    "trainer": "yours to lead",
}
URGENCY_WORDS = {
    "emergency": "Emergency",
    "same_day": "Today",
    "within_48h": "Within 48 hours",
    "within_days": "Within days",
    "urgent_doctor": "Urgent doctor's appointment",
    "doctor": "A doctor, before the next training",
    "clinician": "A clinician, before the next training",
}
# The same to the person who has it: how soon, and what to do.
SOON_WORDS = {
    "emergency": "Now",
    "same_day": "Today",
    "within_48h": "Today or tomorrow",
    "within_days": "Within a few days",
    "urgent_doctor": "As soon as a doctor can see you",
    "doctor": "Before you train again",
    "clinician": "Before you train again",
}
STRETCH_WORDS = {
    "no": "no stretching",
    "active": "active stretching only",
    "no_end_range": "no stretching at the end of the range",
    "gentle": "gentle stretching",
    "light": "light stretching",
    "pain_free": "stretching without pain",
    "yes": "stretching is free",
}
BALLISTIC_WORDS = {"no": "no springy work", "low": "small springy work", "yes": "springy work is free"}
MODE_WORDS = {"I": "holds", "C": "lifting", "E": "slow lowering", "B": "springy work"}
LENGTH_WORDS = {"S": "short length", "M": "middle length", "L": "long length"}
NUMBER_WORDS = {
    "rpe_max": "effort to {} of 10",
    "demand_max": "hamstring demand to {} of 5",
    "hip_flexion_max": "hip bent no further than {}°",
    "hip_flexion_max_unloaded": "without load, hip bent no further than {}°",
    "sprint_max": "runs to {}% of best speed",
}
LIST_WORDS = {"modes": MODE_WORDS, "lengths": LENGTH_WORDS, "lengths_unloaded": LENGTH_WORDS}
# The tag of exercises that an operated cruciate ligament holds back until the surgeon has released them.
RELEASED = "ACL_EARLY"
CHOICE_WORDS = {"stretch": STRETCH_WORDS, "ballistic": BALLISTIC_WORDS}


def limit_word(key: str, value: Any) -> str:
    if key in NUMBER_WORDS:
        return NUMBER_WORDS[key].format("any" if value is None else value)
    if key in CHOICE_WORDS:
        return CHOICE_WORDS[key][value]
    if key in LIST_WORDS:
        return f"only {' and '.join(LIST_WORDS[key][code] for code in value) or 'rest'}"
    if key == "lifts" and list(value) == [RELEASED]:
        return "released by the surgeon: what the operation held back"
    names = ", ".join(value).replace("-", " ")
    return f"allowed by name: {names}" if key == "allows" else f"no longer holds: {names}"


def limit_words(limits: Mapping[str, Any], pain_max: int | None) -> list[str]:
    """A clinician's own limits, one short phrase each, pain first."""
    pain = [] if pain_max is None else [f"pain up to {pain_max} of 10"]
    return pain + [limit_word(key, value) for key, value in limits.items()]
