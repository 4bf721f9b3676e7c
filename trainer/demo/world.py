"""The demo world of `world.toml`, lived through day by day with the same actions that people use."""

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import time_machine
from django.db import transaction
from django.utils import timezone

from trainer.accounts.models import User
from trainer.demo import cues, desk, screening, words
from trainer.demo.life import Life
from trainer.demo.own import add_own_exercises

WORLD = Path(__file__).parent / "world.toml"


@cache
def plan() -> dict[str, Any]:
    return tomllib.loads(WORLD.read_text())


def password() -> str:
    return str(plan()["password"])


def sign_ins() -> list[tuple[str, str]]:
    """E-mail and role of the three people who can sign in."""
    client = next(entry for entry in plan()["clients"] if "email" in entry)
    return [
        (plan()["trainer"]["email"], f"{plan()['trainer']['name']}, trainer"),
        (client["email"], f"{client['name']}, client with a full year"),
        (plan()["admin"]["email"], f"{plan()['admin']['name']}, admin of the library"),
    ]


def exists() -> bool:
    return User.objects.filter(email=plan()["trainer"]["email"]).exists()


@transaction.atomic
def build() -> str:
    """Make everybody and everything, ending today; returns one line that says what was made."""
    trainer = User.objects.create_user(**plan()["trainer"], password=password(), is_trainer=True)
    admin = User.objects.create_user(**plan()["admin"], password=password(), is_staff=True, is_superuser=True)
    add_own_exercises(trainer)
    lives = [Life(entry, trainer, plan()["first_loads"], password()) for entry in plan()["clients"]]
    today = timezone.localdate()
    for life in lives:
        for days_ago in range(life.days, -1, -1):
            with at(today - dt.timedelta(days=days_ago)):
                life.day(days_ago)
    with at(today - dt.timedelta(days=9)):
        screening.answer(next(life.client for life in lives if "email" in life.entry), trainer)
    words.say(next(life.client for life in lives if "email" in life.entry), trainer)
    desk.decide(trainer)
    cues.edit(admin, password())
    sets = sum(life.client.set_logs.count() for life in lives)
    tests = sum(life.client.strength_tests.count() for life in lives)
    return f"{len(lives)} clients, {tests} strength tests, {sets} sets logged."


def at(day: dt.date) -> time_machine.travel:
    """Late in the day but for today, which is now: nothing of the demo lies in the future."""
    if day == timezone.localdate():
        return time_machine.travel(timezone.now())
    return time_machine.travel(dt.datetime.combine(day, dt.time(18), dt.UTC))
