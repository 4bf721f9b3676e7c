"""What can be done to a client's record, one verb per function."""

from clients.actions.conditions import answer_conditions
from clients.actions.gates import meet_gate, untick_gate
from clients.actions.injuries import AlreadyOpen, StaleInjury, add_injury, raise_red_flags, sudden_injury
from clients.actions.invitations import accept_invitation, invite, revoke_invitations
from clients.actions.notes import StaleNote, change_note, delete_note, write_note
from clients.actions.people import (
    StaleRow,
    add_client,
    archive_client,
    bring_back_client,
    correct_mass,
    edit_client,
    record_mass,
    remove_mass,
)
from clients.actions.recurrence import set_recurrence
from clients.actions.rehabilitation import (
    assess_injury,
    clear_red_flags,
    move_stage,
    reopen_injury,
    resolve_injury,
    set_limits,
)
from clients.actions.screening import (
    answer_screening,
    hand_in_screening,
    mark_planned,
    start_screening,
    unmark_planned,
)
from clients.actions.team import (
    accept_request,
    ask_trainer,
    decline_request,
    hand_over,
    withdraw_request,
)
from clients.consents import end_coaching

__all__ = [
    "AlreadyOpen",
    "StaleInjury",
    "StaleNote",
    "StaleRow",
    "accept_invitation",
    "accept_request",
    "add_client",
    "add_injury",
    "answer_conditions",
    "answer_screening",
    "archive_client",
    "ask_trainer",
    "assess_injury",
    "bring_back_client",
    "change_note",
    "clear_red_flags",
    "correct_mass",
    "decline_request",
    "delete_note",
    "edit_client",
    "end_coaching",
    "hand_in_screening",
    "hand_over",
    "invite",
    "mark_planned",
    "meet_gate",
    "move_stage",
    "raise_red_flags",
    "record_mass",
    "remove_mass",
    "reopen_injury",
    "resolve_injury",
    "revoke_invitations",
    "set_limits",
    "set_recurrence",
    "start_screening",
    "sudden_injury",
    "unmark_planned",
    "untick_gate",
    "withdraw_request",
    "write_note",
]
