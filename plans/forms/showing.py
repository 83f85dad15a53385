"""What an officer types and ticks for the public."""

from django import forms

MOST_LETTERS = 2000


class ShowForm(forms.Form):
    """One update: whether the public may see it, and in what words if not in the commentary's."""

    show = forms.BooleanField(required=False)
    words = forms.CharField(
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3, "class": "govuk-textarea"}),
        error_messages={
            "max_length": f"Keep the words for the public to {MOST_LETTERS:,} letters."
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, one, data=None):
        update = one.update
        initial = {"words": update.public_words, "version": update.version}
        super().__init__(data, prefix=str(update.uid), initial=initial)
        self.one = one
        self.stale = False
        self.fields["words"].label = f"In words for the public, action {one.row.code}"
        self.fields["show"].label = f"Show action {one.row.code} to the public"

    @property
    def wants_words_kept(self):
        words = self.cleaned_data["words"].strip()
        return not self.cleaned_data["show"] and words != self.one.update.public_words

    def went_stale(self, current):
        """Somebody changed the report meanwhile: what was typed stays, the new report is shown."""
        self.stale = True
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = current.version
        self.data.pop(self.add_prefix("show"), None)
        self.add_error(None, "This report was changed while you read it. Read it again.")
