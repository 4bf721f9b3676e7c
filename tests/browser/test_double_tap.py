"""A set is one row, however often it is sent."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from clients.models import Client
from tests.browser.steps import begin_nordic, sign_in
from trainer.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Sends the form as the page has it several times at once; answers the status of each.
SEND_AGAIN = """form => Promise.all([1, 2, 3].map(async () => {
    const answer = await fetch(form.action, {method: "POST", body: new FormData(form)});
    return answer.status;
}))"""


def test_a_set_sent_twice_is_one_row(
    programs: None, ana: User, zoe: Client, zoe_user: User, open_phone: Callable[..., Page]
) -> None:
    workout = begin_nordic(zoe, ana).workouts.first()
    assert workout is not None
    phone = open_phone()
    sign_in(phone, zoe_user.email)
    phone.goto(workout.get_absolute_url())

    phone.get_by_role("button", name="Log set 1").dblclick()
    expect(phone.get_by_role("link", name="Change set 1")).to_be_visible()
    assert zoe.set_logs.count() == 1

    second = phone.get_by_role("form", name="Set 2")
    assert second.evaluate(SEND_AGAIN) == [200, 200, 200]
    assert zoe.set_logs.count() == 2
    phone.reload()
    expect(phone.get_by_role("link", name="Change set 2")).to_be_visible()
    assert [log.number for log in zoe.set_logs.order_by("number")] == [1, 2]
