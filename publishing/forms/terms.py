"""What officers type to explain a word."""

from django import forms

from publishing.models import Term
from publishing.workflow.terms import keep_term
from records.forms import CheckedForm


class TermForm(CheckedForm):
    """A word as documents write it, and what it means."""

    class Meta:
        model = Term
        fields = ["word", "meaning", "word_cy", "meaning_cy"]
        widgets = {
            "meaning": forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
            "meaning_cy": forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        }
        labels = {
            "word_cy": "The word in Welsh",
            "meaning": "What it means",
            "meaning_cy": "What it means, in Welsh",
        }
        help_texts = {
            "word": (
                "As documents write it: “MARAC”. A word in small letters is also found with a "
                "capital at the start of a sentence; of an abbreviation the plural is found too."
            )
        }
        error_messages = {
            "word": {"required": "Give the word."},
            "meaning": {"required": "Say what it means."},
        }

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_word(self):
        return " ".join(self.cleaned_data["word"].split())

    def save_as(self, by):
        """Save it with its line in the audit."""
        base = self.cleaned_data["base_version"]
        return keep_term(self.instance, base_version=base, by=by, now=self.now)
