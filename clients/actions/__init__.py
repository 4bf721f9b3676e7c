"""What can be done to a client's record, one verb per function."""

from clients.actions.conditions import answer_conditions
from clients.actions.injuries import AlreadyOpen, StaleInjury, add_injury, raise_red_flags, sudden_injury
from clients.actions.invitations import accept_invitation, invite, revoke_invitations
from clients.actions.people import add_client, archive_client, bring_back_client, edit_client
from clients.actions.rehabilitation import (
    assess_injury,
    clear_red_flags,
    move_stage,
    reopen_injury,
    resolve_injury,
    set_limits,
)
from clients.consents import end_coaching

__all__ = [
    "AlreadyOpen",
    "StaleInjury",
    "accept_invitation",
    "add_client",
    "add_injury",
    "answer_conditions",
    "archive_client",
    "assess_injury",
    "bring_back_client",
    "clear_red_flags",
    "edit_client",
    "end_coaching",
    "invite",
    "move_stage",
    "raise_red_flags",
    "reopen_injury",
    "resolve_injury",
    "revoke_invitations",
    "set_limits",
    "sudden_injury",
]
