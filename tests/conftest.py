import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from hypothesis import settings as hypothesis_settings

from clients.actions import add_client
from clients.models import Client
from exercises.actions import load_library
from trainer.accounts.models import User
from trainer.programs.actions import load_programs

# Playwright runs an event loop, in which Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A shared machine is slow now and then; slowness is measured elsewhere.
hypothesis_settings.register_profile("plumb", deadline=None)
hypothesis_settings.load_profile("plumb")

PASSWORD = "correct horse battery"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second engine, keep to the tests that a database can make a difference to."""
    if not os.environ.get("ONLY_WITH_DATABASE"):
        return
    kept = [item for item in items if uses_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not uses_database(item)])
    items[:] = kept


def uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & {"db", "transactional_db"}) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """End what threads of the live server left open, or PostgreSQL would not drop the test database."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def ana(db: None) -> User:
    return User.objects.create_user("ana@example.com", PASSWORD, name="Ana Trainer", is_trainer=True)


@pytest.fixture
def bob(db: None) -> User:
    return User.objects.create_user("bob@example.com", PASSWORD, name="Bob Other", is_trainer=True)


@pytest.fixture
def site_admin(db: None) -> User:
    return User.objects.create_user(
        "admin@example.com", PASSWORD, name="Ada Admin", is_staff=True, is_superuser=True
    )


@pytest.fixture
def zoe(ana: User) -> Client:
    """A client of Ana's who has agreed on paper that Ana keeps training and health data."""
    return add_client(by=ana, name="Zoe Client", consent_training=True, consent_health=True)


@pytest.fixture
def zoe_user(zoe: Client) -> User:
    user = User.objects.create_user("zoe@example.com", PASSWORD, name="Zoe Client", is_client=True)
    zoe.user = user
    zoe.save()
    return user


def signed_in(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


@pytest.fixture
def as_ana(ana: User) -> Browser:
    return signed_in(ana)


@pytest.fixture
def as_bob(bob: User) -> Browser:
    return signed_in(bob)


@pytest.fixture
def as_zoe(zoe_user: User) -> Browser:
    return signed_in(zoe_user)


@pytest.fixture
def as_admin(site_admin: User) -> Browser:
    return signed_in(site_admin)


@pytest.fixture
def library(db: None) -> None:
    load_library()


@pytest.fixture
def programs(library: None) -> None:
    load_programs()


@pytest.fixture
def queries() -> Callable[[Callable[[], Any]], int]:
    """Count the queries of a call."""

    def count(call: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as captured:
            call()
        return len(captured)

    return count
