"""What the client did of an exercise the last time before this."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import OuterRef, Q, Subquery

from clients.models import Client
from trainer.session_logs.models import SessionLog, SetLog


def now_and_last_time(
    client: Client, exercises: Iterable[int], session: SessionLog | None
) -> tuple[list[SetLog], dict[int, list[SetLog]]]:
    """The sets of this session, and for each exercise those of the latest session before it that has any.

    Warm-ups are no last time. One query, whatever the number of exercises.
    """
    earlier = client.set_logs.filter(warm_up=False, exercise=OuterRef("exercise"))
    if session:
        earlier = earlier.exclude(session=session).filter(performed_on__lte=session.performed_on)
    latest = earlier.order_by("-performed_on", "-session__started_at", "session").values("session")[:1]
    wanted = Q(exercise__in=list(exercises), warm_up=False, session=Subquery(latest))
    if session:
        wanted |= Q(session=session)
    now: list[SetLog] = []
    last: dict[int, list[SetLog]] = defaultdict(list)
    for log in client.set_logs.filter(wanted).order_by("number", "side", "pk"):
        if session and log.session_id == session.pk:
            now.append(log)
        else:
            last[log.exercise_id or 0].append(log)
    return now, last


def same_place(logs: Iterable[SetLog], number: int, side: str) -> SetLog | None:
    """The set of that number and leg; of both legs together where the legs were not told apart."""
    of_number = [log for log in logs if log.number == number]
    return next((log for log in of_number if log.side == side), None) or next(
        (log for log in of_number if "both" in {log.side, side}), None
    )
