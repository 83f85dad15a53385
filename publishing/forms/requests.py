"""What people type to ask for another format, and officers to answer it."""

from django import forms
from django.core.validators import slug_re
from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _

from publishing.models import Document, Format, FormatRequest
from publishing.workflow import requests
from records.forms import CheckedForm, DayInput
from records.moves import Refused

Wanted = FormatRequest.Wanted
WANTED = [
    (Wanted.LARGE, _("Large print on paper")),
    (Wanted.BRAILLE, _("Braille on paper")),
    (Wanted.AUDIO, _("Audio")),
    (Wanted.EASY_READ, _("Easy Read")),
    (Wanted.BSL, _("British Sign Language")),
    (Wanted.WELSH, _("Welsh")),
    (Wanted.LANGUAGE, _("Another language")),
    (Wanted.PAPER, _("Paper")),
    (Wanted.OTHER, _("Something else")),
]
# What to ask for where a file of an edition is missing.
INSTEAD_OF = {
    Format.LARGE: Wanted.LARGE,
    Format.BRAILLE: Wanted.BRAILLE,
    Format.AUDIO: Wanted.AUDIO,
    Format.EASY_READ: Wanted.EASY_READ,
}
FEWEST_DIGITS = 6  # of a telephone number


def wanted_for(value):
    """The kind of request that an address asks for, by its own name or by a file's format."""
    if value in Wanted.values:
        return value
    if value in Format.values:
        return INSTEAD_OF.get(value, Wanted.OTHER)
    return ""


def documents_of(partnership):
    """What can be asked for: what the public reads, plans first, the newest first."""
    plans_first = Case(When(kind="plan", then=Value(0)), default=Value(1))
    found = Document.objects.published().filter(partnership=partnership, withdrawn_at=None)
    return found.order_by(plans_first, "-current_edition__published_at", "title")


def document_named(partnership, slug):
    """The published document that an address names, or None: also where it is no name at all."""
    if not slug_re.fullmatch(slug or ""):
        return None
    return documents_of(partnership).filter(slug=slug).first()


class AskForm(forms.ModelForm):
    """Which document, in which form, and how to reach whoever needs it."""

    wanted = forms.ChoiceField(
        label=_("What do you need?"),
        choices=WANTED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you need.")},
    )
    # People leave it empty because they never see it; programs that fill in every field do not.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = FormatRequest
        fields = ["document", "wanted", "language", "words", "name", "email", "phone", "address"]
        labels = {
            "document": _("Which document?"),
            "language": _("Which language?"),
            "words": _("Anything else that we should know"),
            "name": _("Your name"),
            "email": _("E-mail address"),
            "phone": _("Telephone number"),
            "address": _("Postal address"),
        }
        help_texts = {
            "language": _("Only if you need another language"),
            "words": _(
                "For example the size of the letters, or which part you need. "
                "You need not fill this in, and need not say why you need it."
            ),
            "name": _("You need not give it"),
        }
        widgets = {
            "words": forms.Textarea(attrs={"rows": 3, "maxlength": 2000}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "address": forms.Textarea(
                attrs={"rows": 3, "maxlength": 500, "autocomplete": "street-address"}
            ),
        }

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.partnership = partnership
        self.fields["document"].queryset = documents_of(partnership)
        self.fields["document"].empty_label = _("Another document, or I do not know")

    @property
    def by_a_program(self):
        return bool(self.data.get("website"))

    def clean_words(self):
        return _within(self.cleaned_data["words"], 2000)

    def clean_address(self):
        return _within(self.cleaned_data["address"], 500)

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and sum(letter.isdigit() for letter in phone) < FEWEST_DIGITS:
            raise forms.ValidationError(_("Write the whole number, with its area code."))
        return phone

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("wanted") == Wanted.LANGUAGE and not cleaned.get("language"):
            self.add_error("language", _("Say which language you need."))
        ways = ("email", "phone", "address")
        if not any(cleaned.get(way) or way in self.errors for way in ways):
            self.add_error(
                "email",
                _("Say how we can reach you: an e-mail address, a telephone number or an address."),
            )
        return cleaned


def _within(words, most):
    if len(words) > most:
        raise forms.ValidationError(
            _("Keep it under %(most)s characters."), params={"most": f"{most:,}"}
        )
    return words


class OutcomeForm(forms.Form):
    """What became of a request, in words for whoever asked."""

    outcome = forms.CharField(
        label="What became of it",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Whoever asked gets these words by e-mail, if we have an address. Name nobody.",
        error_messages={"required": "Say what became of it."},
    )


class PromiseForm(CheckedForm):
    """Another day by which it is promised, and why."""

    reason = forms.CharField(
        label="Why the day changes",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why the day changes."},
    )

    class Meta:
        model = FormatRequest
        fields = ["promised_on"]
        widgets = {"promised_on": DayInput()}

    def __init__(self, *args, now, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.now, self.on = now, on

    def clean_promised_on(self):
        day = self.cleaned_data["promised_on"]
        if day < self.on:
            raise forms.ValidationError("Choose a day that is not over yet.")
        return day

    def clean(self):
        cleaned = super().clean()
        if "promised_on" in cleaned and "promised_on" not in self.changed_data:
            self.add_error("promised_on", "This is the day that is promised already.")
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if not self.errors and self.instance.state not in requests.OPEN:
            self.add_error(None, requests.IS_CLOSED)

    def save_as(self, by):
        """Save it with its line in the audit."""
        given = self.cleaned_data
        asked = {"base_version": given["base_version"], "by": by, "now": self.now}
        try:
            return requests.promise(self.instance, reason=given["reason"], **asked)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
