from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """What every template may ask of the site itself."""
    return {"mail_configured": settings.MAIL_CONFIGURED, "signup_open": settings.SIGNUP == "open"}
