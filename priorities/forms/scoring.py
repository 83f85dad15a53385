"""What a scorer gives: a score for each criterion, a note, an interest."""

from django import forms


class ScoreForm(forms.Form):
    """One radio group for each criterion, nothing chosen beforehand.

    Only what differs from what its page showed counts, so that an old page takes nothing back.
    """

    def __init__(self, *args, scheme, given, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = list(scheme.criteria.all())
        choices = [(str(value), str(value)) for value in scheme.values]
        for criterion in self.criteria:
            self.fields[str(criterion.uid)] = forms.ChoiceField(
                label=criterion.name,
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
                initial=given.get(criterion.pk),
                show_hidden_initial=True,
                error_messages={"invalid_choice": "Choose one of the scores."},
            )

    @property
    def rows(self):
        """Each criterion beside its field and the score that is there."""
        return [(one, self[str(one.uid)], self[str(one.uid)].value()) for one in self.criteria]

    @property
    def missing(self):
        """The criteria without a score."""
        return [criterion for criterion, _, value in self.rows if not value]

    @property
    def presses(self):
        """What was chosen anew, as (criterion, score)."""
        for criterion in self.criteria:
            name = str(criterion.uid)
            if name in self.changed_data and self.cleaned_data[name]:
                yield criterion, int(self.cleaned_data[name])


class NoteForm(forms.Form):
    """Words for the meeting; they are shown there without a name."""

    note = forms.CharField(
        label="Your note for the meeting",
        required=False,
        max_length=2000,
        help_text="The meeting reads it without your name",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InterestForm(forms.Form):
    """Why somebody does not score a candidate."""

    reason = forms.CharField(
        label="What is your interest?",
        max_length=1000,
        help_text="As in “My organisation is paid for this work”",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what your interest is."},
    )
