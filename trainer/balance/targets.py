"""The band that a trainer aims at for one client: in one method, or in the week's balance of hard sets."""

from django.db import transaction
from django.utils import timezone

from clients.models import Client
from trainer.accounts import audit
from trainer.accounts.models import User
from trainer.balance.methods import Method
from trainer.balance.models import Target
from trainer.balance.protocols import Range, ratio_kind

HARD_SETS = "hard_sets"


class StaleTarget(Exception):
    """Somebody changed, set or removed the band since it was read."""


@transaction.atomic
def save_target(
    *, client: Client, method: str, low: float, high: float, reason: str, version: int, by: User
) -> Target:
    """Aim at this band from now on; `version` is the one that was read, 0 where there was none."""
    # One at a time for a client, so that a second press of the button finds the first.
    Client.objects.select_for_update().get(pk=client.pk)
    target = client.targets.filter(method=method).first() or Target(client=client, method=method, version=0)
    if target.version != version:
        raise StaleTarget
    target.low, target.high, target.reason = low, high, reason.strip()
    target.version, target.at, target.by = version + 1, timezone.now(), by
    target.full_clean(exclude=["client", "by"])
    target.save()
    audit.record("target band set", by=by, client_number=client.pk, row=target)
    return target


@transaction.atomic
def remove_target(*, client: Client, method: str, version: int, by: User) -> None:
    """Aim at nothing of one's own any more; refused where it is not the band that was read."""
    target = client.targets.select_for_update().filter(method=method, version=version).first()
    if target is None:
        raise StaleTarget
    audit.record("target band removed", by=by, client_number=client.pk, row=target)
    target.delete()


def plausible_range(method: Method | None) -> Range | None:
    """What a value of this method may be; nothing is written down for hard sets."""
    if method is None:
        return None
    if method.is_ratio:
        return ratio_kind(method.kind).plausible_range(method.speed_deg_s)
    return method.how.plausible_range(method.muscle_group, method.unit)
