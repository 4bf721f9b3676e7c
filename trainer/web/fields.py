from typing import Any

from django import forms


class Decimals(forms.DecimalField):
    """A number as people type it, with a comma or a point."""

    # A number box of the browser would throw a comma away before it is sent.
    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.strip().replace(",", ".") if isinstance(value, str) else value)
