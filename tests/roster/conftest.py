import pytest

from clients.models import Client
from tests.roster.rows import torques


@pytest.fixture
def fresh(zoe: Client) -> Client:
    """Zoe with a test of today, so that only what a test adds can be noticed."""
    torques(zoe, zoe.today(), hamstrings=(100, 100), quadriceps=(160, 160))
    return zoe
