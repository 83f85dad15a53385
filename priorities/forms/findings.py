"""What people said: a sentence and its results, typed on one page and saved together."""

from django import forms

from priorities.documents.findings import beyond_whole
from priorities.models import FindingStatement, SurveyFinding
from records.forms import CheckedForm
from records.numbers import plain_number

EMPTY_ROWS = 3
MOST_ROWS = 60
ROW = "row"  # the field that names each result of the page, in their order
SHORT = {"class": "govuk-input--width-5", "step": "any"}


class ResultForm(CheckedForm):
    """One result: who gave which answer to which question, and how it compares."""

    remove = forms.BooleanField(label="Take this result out", required=False)

    class Meta:
        model = SurveyFinding
        fields = [
            *("label", "label_cy", "question", "option", "several_answers", "subgroup"),
            *("qualifier", "value", "rank", "words", "base", "topic", "internal"),
            *("comparison", "comparator", "comparator_value", "comparison_as_stated"),
            *("change", "change_qualifier", "change_in"),
        ]
        widgets = {
            "question": forms.Textarea(attrs={"rows": 2}),
            **{
                name: forms.NumberInput(attrs=SHORT)
                for name in ("value", "rank", "base", "comparator_value", "change")
            },
        }
        help_texts = {
            "subgroup": "As in “Women”; empty for all who were asked",
            "words": "Where the source gives neither a share nor a rank",
            "comparison_as_stated": "As in “significantly above the Cumbria average”",
        }

    first = ("label", "topic", "question", "option", "qualifier", "value")
    beside = ("comparison", "comparator", "comparator_value", "comparison_as_stated")
    changed = ("change", "change_qualifier", "change_in")
    more = ("several_answers", "subgroup", "base", "rank", "words", "label_cy", "internal")

    def __init__(self, *args, key, **kwargs):
        super().__init__(*args, prefix=key, use_required_attribute=False, **kwargs)
        self.key = key
        if not self.instance.pk:
            del self.fields["remove"]

    @property
    def groups(self):
        """The fields of a result: those that are always there, and titled groups of the others."""
        return [
            ("Compared with another place or year", self._fields(self.beside)),
            ("Changed since another year", self._fields(self.changed)),
            ("Who answered, rank, words and Welsh", self._fields(self.more)),
        ]

    @property
    def first_fields(self):
        return self._fields(self.first)

    def _fields(self, names):
        return [self[name] for name in names]

    @property
    def going(self):
        return bool(self.cleaned_data.get("remove"))


class StatementForm(CheckedForm):
    """The sentence in its original words; ``results`` holds the forms of its results."""

    class Meta:
        model = FindingStatement
        fields = ["wording", "wording_cy"]
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 3}),
            "wording_cy": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"wording": "Word for word, as its source has it"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.results = list(self._results(self.data if self.is_bound else None))

    def _results(self, data):
        stored = {}
        if self.instance.pk:
            found = self.instance.findings.select_related("statement__survey")
            stored = {str(one.uid): one for one in found}
        new = [f"new-{number}" for number in range(1, EMPTY_ROWS + 1)]
        keys = data.getlist(ROW)[:MOST_ROWS] if data is not None else [*stored, *new]
        for key in keys:
            finding = stored.get(key) or SurveyFinding(statement=self.instance)
            yield ResultForm(data, key=key, instance=finding, empty_permitted=not finding.pk)

    def is_valid(self):
        for number, form in enumerate(self.results, start=1):
            for name, errors in form.errors.items() if not form.is_valid() else ():
                label = form.fields[name].label if name in form.fields else ""
                said = ": ".join(filter(None, [f"Result {number}", label, " ".join(errors)]))
                self.add_error(None, said)
        return super().is_valid() and self._adds_up()

    def _adds_up(self):
        """Of a question with one answer the shares are at most 100 per cent together."""
        kept = [form.instance for form in self._filled if not form.going]
        for question, subgroup, share in beyond_whole(kept):
            whom = f" of {subgroup}" if subgroup else ""
            self.add_error(
                None,
                f"The answers{whom} to “{question}” come to {plain_number(share)}% together. If "
                "people could give more than one answer, tick that at each of them.",
            )
        return not self.errors

    @property
    def _filled(self):
        return [form for form in self.results if form.instance.pk or form.has_changed()]

    def form_of(self, record):
        """The form in which this record was typed."""
        return next((form for form in self.results if form.instance == record), self)

    def save_as(self, by):
        statement = super().save_as(by)
        for order, form in enumerate(self._filled, start=1):
            finding = form.instance
            finding.statement, moved = statement, finding.order != order
            finding.order = order
            if finding.pk and form.going:
                finding._history_user = by
                finding.delete()
            elif moved or form.has_changed():
                form.save_as(by)
        return statement
