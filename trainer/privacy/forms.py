from django import forms


class EraseForm(forms.Form):
    """One deliberate tick before everything about somebody goes."""

    sure = forms.BooleanField(
        label="Erase everything. I know that it cannot be brought back.",
        error_messages={"required": "Tick this if you want everything erased."},
    )
