"""The guard's one door: what it reads, what it finds, what fits instead, and what pain means."""

from trainer.programs.guard_check import assignment_block, check, held, stage_words
from trainer.programs.guard_facts import STOPS, ExerciseProfile, Finding, Prescription, Swap
from trainer.programs.guard_swaps import distance, in_place, no_swap_sentence, rules_on, swaps
from trainer.programs.guard_verdict import Verdict, verdict
from trainer.programs.pain import PainVerdict, before_choosing, pain_limits, pain_verdict, referral

__all__ = [
    "STOPS",
    "ExerciseProfile",
    "Finding",
    "PainVerdict",
    "Prescription",
    "Swap",
    "Verdict",
    "assignment_block",
    "before_choosing",
    "check",
    "distance",
    "held",
    "in_place",
    "no_swap_sentence",
    "pain_limits",
    "pain_verdict",
    "referral",
    "rules_on",
    "stage_words",
    "swaps",
    "verdict",
]
