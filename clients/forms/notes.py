from django import forms


class NoteForm(forms.Form):
    """What a trainer writes down, and the version that was read when changing it."""

    text = forms.CharField(
        label="Note",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Write something first: an empty note is not kept.",
            "max_length": "A note goes up to 10,000 characters. Put the rest into a second one.",
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
