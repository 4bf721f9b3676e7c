import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client as Browser

from clients import actions
from clients.health import read_injury
from clients.models import Client, Injury
from tests.roster.rows import hurt
from trainer.accounts.models import User
from trainer.balance.stories import limit_of, pains_of, stays_of
from trainer.session_logs.models import SessionLog

START = dt.timedelta(days=20)


@pytest.fixture
def strain(zoe: Client, ana: User) -> Injury:
    """A right hamstring strain, seen two days later and put at the first stage."""
    began = zoe.today() - START
    return actions.add_injury(
        client=zoe,
        by=ana,
        structure="hamstring",
        side="right",
        kind="strain",
        onset_on=began,
        assessed_by="R. Halloran",
        assessed_on=began + dt.timedelta(days=2),
    )


def move(injury: Injury, ana: User, stage: str, ago: int) -> None:
    on = injury.client.today() - dt.timedelta(days=ago)
    actions.move_stage(
        injury=injury, by=ana, stage=stage, on=on, reason="As agreed.", clinician="R. Halloran"
    )


def test_the_stages_follow_the_days_on_which_they_were_entered(strain: Injury, ana: User):
    move(strain, ana, "early_load", 12)
    move(strain, ana, "strength", 5)
    today = strain.client.today()
    assert [(stay.title.split(",")[0], stay.ends_on) for stay in stays_of(strain)] == [
        ("Not assessed", today - dt.timedelta(days=18)),
        ("Stage 1", today - dt.timedelta(days=12)),
        ("Stage 2", today - dt.timedelta(days=5)),
        ("Stage 3", None),
    ]


def test_an_injury_that_is_over_is_at_no_stage_until_it_is_opened_again(strain: Injury, ana: User):
    today = strain.client.today()
    actions.resolve_injury(injury=strain, by=ana, on=today - dt.timedelta(days=6), clinician="Dr Lee")
    assert stays_of(strain)[-1].ends_on == today - dt.timedelta(days=6)
    actions.reopen_injury(injury=strain, by=ana, on=today - dt.timedelta(days=3), words="Tight.")
    last = stays_of(strain)[-1]
    assert (last.title.split(",")[0], last.starts_on, last.ends_on) == (
        "Stage 1",
        today - dt.timedelta(days=3),
        None,
    )


def test_what_nobody_has_assessed_says_so(zoe: Client, ana: User):
    injury = actions.add_injury(
        client=zoe, by=ana, structure="calf", side="left", kind="strain", onset_on=zoe.today()
    )
    assert [stay.title for stay in stays_of(injury)] == ["Not assessed"]


def test_the_limit_is_the_stages_or_the_clinicians_own(strain: Injury, ana: User):
    today = strain.client.today()
    assert limit_of(read_injury(strain, today)).by == "of this stage"
    actions.set_limits(injury=strain, by=ana, clinician="R. Halloran", on=today, limits={}, pain_max=4)
    limit = limit_of(read_injury(strain, today))
    assert (limit.value, limit.since, limit.by) == (4, today, "set by R. Halloran")


def test_each_workout_gives_its_highest_pain_and_the_morning_after_none(strain: Injury, zoe: Client):
    session = SessionLog.objects.create(client=zoe, performed_on=zoe.today())
    for value, moment in ((2, "during"), (4, "after"), (7, "next_day")):
        report = hurt(session, value, "go_on")
        report.injury, report.moment = strain, moment
        report.save()
    assert [pain.value for pain in pains_of(strain)] == [4]


def test_the_page_of_an_injury_draws_it_with_a_name_and_a_table(as_ana: Browser, strain: Injury):
    page = as_ana.get(f"/clients/{strain.client_id}/injuries/{strain.pk}/").text
    assert 'role="img" aria-label="Right hamstring strain over time' in page
    assert "The same as a table" in page
    assert "style=" not in page


def test_all_injuries_stand_on_one_timeline(as_ana: Browser, zoe: Client, ana: User, strain: Injury):
    assert "All injuries over time" not in as_ana.get(f"/clients/{zoe.pk}/injuries/").text
    actions.add_injury(client=zoe, by=ana, structure="calf", side="left", kind="strain", onset_on=zoe.today())
    page = as_ana.get(f"/clients/{zoe.pk}/injuries/").text
    assert 'aria-label="All injuries over time, left leg above right"' in page


def test_the_picture_needs_as_many_queries_for_thirty_numbers_as_for_three(
    as_ana: Browser, zoe: Client, strain: Injury, queries: Callable[..., int]
):
    page = f"/clients/{zoe.pk}/injuries/{strain.pk}/"

    def fill(number: int) -> None:
        for _ in range(number):
            report = hurt(SessionLog.objects.create(client=zoe, performed_on=zoe.today()), 2, "go_on")
            report.injury = strain
            report.save()

    as_ana.get(page)
    fill(3)
    few = queries(lambda: as_ana.get(page))
    fill(27)
    assert queries(lambda: as_ana.get(page)) == few
