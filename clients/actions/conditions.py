from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from clients.actions.injuries import check_may_write
from clients.models import Client, HealthCondition
from clients.stages import CONDITIONS
from trainer.accounts import audit
from trainer.accounts.models import User


@transaction.atomic
def answer_conditions(*, client: Client, by: User, answers: Mapping[str, bool | None]) -> None:
    """Keep the answers to the health questions by tag; None takes an answer back."""
    check_may_write(client, by)
    if not set(answers) <= {condition.tag for condition in CONDITIONS}:
        raise ValidationError("This health question is not known.")
    now = dict(client.conditions.values_list("tag", "present"))
    changed = {tag: present for tag, present in answers.items() if now.get(tag) != present}
    for tag, present in changed.items():
        if present is None:
            client.conditions.filter(tag=tag).delete()
        else:
            HealthCondition.objects.update_or_create(
                client=client, tag=tag, defaults={"present": present, "noted_on": client.today(), "by": by}
            )
    if changed:
        audit.record("health questions answered", by=by, client_number=client.pk)
