"""That an injury is an earlier one of its place, come back; said, or taken back."""

from django.core.exceptions import ValidationError
from django.db import transaction

from clients.actions.gates import forget_gates_above
from clients.actions.injuries import check_may_write, end_earlier, keep, named, note
from clients.health import earlier_ones
from clients.models import Injury, InjuryEvent
from trainer.accounts.models import User


@transaction.atomic
def set_recurrence(*, injury: Injury, by: User, earlier: Injury | None) -> None:
    """Make the two one story, or two again with None; an earlier one still open ends as this one began."""
    check_may_write(injury.client, by)
    before = injury.recurrence_of
    if earlier == before:
        raise ValidationError({"earlier": "This is on file already, so nothing changes."})
    if earlier is not None and earlier not in earlier_ones(injury, injury.client.injuries.all()):
        raise ValidationError({"earlier": "Choose an earlier injury of the same place."})
    lines = [f"Not the {named(before)} again."] if before else []
    from_stage = injury.stage
    if earlier is not None:
        lines.append(f"Again: {named(earlier)}.")
        end_earlier(earlier, injury, by)
    injury.recurrence_of = earlier
    keep(injury, "recurrence_of", "red_flags", "stage")
    moved = {}
    if injury.stage != from_stage:
        lines += forget_gates_above(injury)
        moved = {"from_stage": from_stage, "to_stage": injury.stage}
    did = "linked to an earlier one" if earlier else "link taken back"
    words, today = "\n".join(lines), injury.client.today()
    note(injury, InjuryEvent.Kind.RECORDED, by=by, on=today, did=did, words=words, **moved)
