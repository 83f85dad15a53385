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


class SessionForm(forms.Form):
    """All candidates by all criteria, for one organisation or for the session itself.

    As on a member's page, only what differs from what the page showed counts.
    """

    def __init__(self, *args, scheme, candidates, cards, **kwargs):
        super().__init__(*args, **kwargs)
        self.candidates, self.criteria = candidates, list(scheme.criteria.all())
        self.cards = cards
        choices = [("", "–"), *((str(value), str(value)) for value in scheme.values)]
        for candidate in candidates:
            card = cards.get(candidate.pk)
            given = {one.criterion_id: one.value for one in card.scores.all()} if card else {}
            for criterion in self.criteria:
                self.fields[_cell(candidate, criterion)] = forms.ChoiceField(
                    choices=choices,
                    required=False,
                    initial=given.get(criterion.pk, ""),
                    show_hidden_initial=True,
                    widget=forms.Select(
                        attrs={
                            "class": "govuk-select",
                            "aria-label": f"{candidate}: {criterion.name}",
                        }
                    ),
                )
            self.fields[f"note-{candidate.uid}"] = forms.CharField(
                required=False,
                max_length=2000,
                initial=card.note if card else "",
                show_hidden_initial=True,
                widget=forms.TextInput(
                    attrs={"class": "govuk-input", "aria-label": f"{candidate}: note"}
                ),
            )

    @property
    def rows(self):
        """Each candidate with its card, its cells and its note."""
        for candidate in self.candidates:
            cells = [self[_cell(candidate, criterion)] for criterion in self.criteria]
            yield (
                candidate,
                self.cards.get(candidate.pk),
                list(zip(self.criteria, cells, strict=True)),
                self[f"note-{candidate.uid}"],
            )

    @property
    def presses(self):
        """What was entered anew, as (candidate, criterion, score)."""
        changed = set(self.changed_data)
        for candidate in self.candidates:
            for criterion in self.criteria:
                name = _cell(candidate, criterion)
                if name in changed and self.cleaned_data[name]:
                    yield candidate, criterion, int(self.cleaned_data[name])

    @property
    def notes(self):
        """The notes that were changed, as (candidate, words)."""
        for candidate in self.candidates:
            if (name := f"note-{candidate.uid}") in self.changed_data:
                yield candidate, self.cleaned_data[name]


def _cell(candidate, criterion):
    return f"{candidate.uid}-{criterion.uid}"
