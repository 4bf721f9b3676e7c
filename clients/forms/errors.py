from django import forms
from django.core.exceptions import ValidationError

# Arguments of actions that a form shows as one field.
PLACES = {"structure": "where", "side": "where"}


def add_errors(form: forms.Form, error: ValidationError) -> None:
    """Put an action's refusal at the field it names, or on top where the form has no such field."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        field = name if name in form.fields else PLACES.get(name)
        form.add_error(field if field in form.fields else None, errors)
