from django import forms

from trainer.accounts.models import User


class SettingsForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("name", "load_unit", "theme")
        labels = {"load_unit": "Show loads in", "theme": "Light or dark"}
        help_texts = {"name": "How clients and trainers see you."}
