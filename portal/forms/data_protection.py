"""What administrators type when they look for a person, and before they take one out."""

from django import forms


class AboutForm(forms.Form):
    """Whom somebody asks about."""

    words = forms.CharField(
        label="E-mail address or post",
        max_length=254,
        min_length=3,
        help_text="As in “anna.bell@council.example”, or a name that may stand in texts",
        error_messages={"required": "Type an e-mail address, a post or a name."},
    )


class FilesForm(AboutForm):
    """The same of uploaded files, and how many were searched already."""

    start = forms.IntegerField(min_value=0, max_value=10_000_000, required=False)


class TakeOutForm(forms.Form):
    """Why somebody's data are taken out."""

    reason = forms.CharField(
        max_length=500,
        help_text="As in “Asked on 3 May, our reference 1234”. Do not name the person here.",
        error_messages={"required": "Say why: the record of what was taken out keeps the reason."},
    )


class ForgetForm(TakeOutForm):
    """An address that has no account, and why it is taken out."""

    address = forms.EmailField(max_length=254, widget=forms.HiddenInput)
