import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from clients.models import Client
from trainer.accounts import audit
from trainer.accounts.models import User
from trainer.roster.attention import Notice
from trainer.roster.models import PutOff

FURTHEST = dt.timedelta(days=365)


@transaction.atomic
def put_off(*, notice: Notice, until: dt.date, by: User) -> None:
    """Keep this notice off one trainer's list before a day; a new one of its rule shows all the same."""
    client = notice.client
    if not notice.told.can_wait:
        raise ValidationError("An open warning sign cannot be put off.")
    if until <= client.today():
        raise ValidationError({"until": "Choose a day to come: tomorrow at the earliest."})
    if until > client.today() + FURTHEST:
        raise ValidationError({"until": "This is more than a year away. Check the year."})
    row, _ = PutOff.objects.update_or_create(
        by=by,
        client=client,
        rule=notice.rule,
        subject=notice.subject,
        defaults={"until": until, "at": timezone.now()},
    )
    audit.record("notice put off", by=by, client_number=client.pk, row=row)


@transaction.atomic
def bring_back(*, client: Client, rule: str, subject: str, by: User) -> bool:
    """Show it again now; whether there was something to bring back."""
    found = PutOff.objects.filter(by=by, client=client, rule=rule, subject=subject).first()
    if found is None:
        return False
    audit.record("notice brought back", by=by, client_number=client.pk, row=found)
    found.delete()
    return True
