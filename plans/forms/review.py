"""What people type when they comment on a plan, ask for a check, or answer one."""

import datetime
import re
import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.documents.commenting import holds
from plans.workflow.checks import DAYS_AT_MOST, DAYS_OPEN
from plans.workflow.commenting import LONGEST
from records.forms import DayInput

ANCHOR = re.compile(r"(?:p|block)-[0-9a-z]{8}")
TOO_LONG = f"Keep it under {LONGEST:,} characters, or say it in two comments."


class AnchorField(forms.ChoiceField):
    """A paragraph of the section; also one that was typed after the page was opened."""

    def valid_value(self, value):
        return super().valid_value(value) or bool(ANCHOR.fullmatch(value))


def words_field(label, rows=3):
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": "Write what you want to say.", "max_length": TOO_LONG},
    )


class ReplyForm(forms.Form):
    """An answer to a comment."""

    text = words_field("Your reply", rows=2)


class PlanCommentForm(forms.Form):
    """A comment on a plan as a whole."""

    text = words_field(gettext_lazy("Your comment"))


class SectionCommentForm(forms.Form):
    """A comment on a section, one of its paragraphs, or words of it."""

    anchor = AnchorField(label=gettext_lazy("What it is about"), required=False)
    quote = forms.CharField(
        label="The words you mean",
        required=False,
        max_length=500,
        help_text="Optional. Copy them from the text.",
        error_messages={"max_length": "Quote at most 500 characters."},
    )
    text = words_field(gettext_lazy("Your comment"))

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.parts = {part.anchor: part for part in parts}
        self.fields["anchor"].choices = [
            ("", _("The whole section")),
            *((part.anchor, part.beginning) for part in parts),
        ]

    def clean(self):
        cleaned = super().clean()
        anchor, quote = cleaned.get("anchor", ""), " ".join(cleaned.get("quote", "").split())
        cleaned["quote"] = quote
        part = self.parts.get(anchor)
        if quote and not anchor and "anchor" not in self.errors:
            self._find(cleaned, quote)
        elif quote and part and not holds(part.words, quote):
            self.add_error(
                "quote",
                "These words do not stand there. Copy them from the text, or leave this empty.",
            )
        return cleaned

    def _find(self, cleaned, quote):
        """Words without their paragraph: the first one that has them."""
        found = [part for part in self.parts.values() if holds(part.words, quote)]
        if found:
            cleaned["anchor"] = found[0].anchor
            return
        self.add_error(
            "quote",
            "These words do not stand in this section. Copy them from the text, or leave "
            "this empty.",
        )


class CheckForm(forms.Form):
    """Asking somebody without an account to check a section."""

    name = forms.CharField(
        label="Who checks",
        max_length=200,
        help_text="A name or a post, as in “Analyst, Cumbria Police”",
        error_messages={"required": "Say who checks it."},
    )
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        help_text="Optional. With an address the portal sends the link; you also get it here.",
        error_messages={"invalid": "This is not a whole e-mail address, as in name@example.org."},
    )
    question = forms.CharField(
        label="What should they look at?",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Optional, as in “Are the numbers of incidents right?”",
    )
    expires_on = forms.DateField(
        label="The link works until",
        widget=DayInput(),
        help_text=f"At most {DAYS_AT_MOST} days from today",
        error_messages={"required": "Say until when.", "invalid": "This is not a date."},
    )
    uid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["expires_on"].initial = today + datetime.timedelta(days=DAYS_OPEN)
        self.fields["uid"].initial = uuid.uuid4

    def clean_expires_on(self):
        day = self.cleaned_data["expires_on"]
        if day < self.today:
            raise forms.ValidationError("This day has passed.")
        if day > self.today + datetime.timedelta(days=DAYS_AT_MOST):
            raise forms.ValidationError(f"A link works for at most {DAYS_AT_MOST} days.")
        return day


class CheckCommentForm(forms.Form):
    """What a checker says of the section, or of one of its paragraphs."""

    anchor = forms.ChoiceField(label=gettext_lazy("What it is about"), required=False)
    text = words_field(gettext_lazy("Your comment"), rows=5)

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["anchor"].choices = [
            ("", _("The whole section")),
            *((part.anchor, part.beginning) for part in parts),
        ]
