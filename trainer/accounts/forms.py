from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms

from trainer.accounts.models import User


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """allauth's own, in the words of the other pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail"


class SettingsForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("name", "load_unit", "theme")
        labels = {"load_unit": "Show loads in", "theme": "Light or dark"}
        help_texts = {"name": "How clients and trainers see you."}
