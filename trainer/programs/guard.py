"""The guard's one door: what it reads, what it finds, what fits instead, and what pain means."""

from trainer.programs.guard_check import assignment_block, check, held
from trainer.programs.guard_facts import ExerciseProfile, Finding, Prescription, Swap
from trainer.programs.guard_swaps import no_swap_sentence, rules_on, swaps
from trainer.programs.pain import PainVerdict, before_choosing, pain_limits, pain_verdict, referral

__all__ = [
    "ExerciseProfile",
    "Finding",
    "PainVerdict",
    "Prescription",
    "Swap",
    "assignment_block",
    "before_choosing",
    "check",
    "held",
    "no_swap_sentence",
    "pain_limits",
    "pain_verdict",
    "referral",
    "rules_on",
    "swaps",
]
