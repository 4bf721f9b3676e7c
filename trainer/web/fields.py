from typing import Any

from django import forms


def with_point(value: Any) -> Any:
    """A typed number with the comma as a point, and no space around it."""
    return value.strip().replace(",", ".") if isinstance(value, str) else value


class Decimals(forms.DecimalField):
    """A number as people type it, with a comma or a point."""

    # A number box of the browser would throw a comma away before it is sent.
    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        return super().to_python(with_point(value))
