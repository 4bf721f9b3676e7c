from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from trainer.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is closed unless opened or invited, and an open sign-up makes a trainer."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGNUP == "open" or request.session.get("invitation"))

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.is_trainer = settings.SIGNUP == "open" and not request.session.get("invitation")
        saved: User = super().save_user(request, user, form, commit)
        return saved
