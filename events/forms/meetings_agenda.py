"""What officers type for an agenda: an item, a paper, and the templates of usual items."""

from django import forms

from events.forms.events import ClockInput
from events.models import AgendaItem, AgendaTemplate, AgendaTemplateItem, Paper
from events.workflow import papers
from events.workflow.agendas import add_item, locked_for_agenda
from publishing.models import Edition
from records.files import LARGEST_FILE, NotTaken, taken
from records.forms import CheckedForm

MOST_MINUTES = 600
GONE = (
    "Somebody took one of these items out meanwhile. Copy what you typed, open this page again, "
    "and add it there."
)
MINUTES = forms.NumberInput(attrs={"class": "govuk-input--width-3", "min": 1, "max": MOST_MINUTES})


class WithMinutes:
    """What forms of items have in common: how long it takes, within a day."""

    def clean_minutes(self):
        minutes = self.cleaned_data["minutes"]
        if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
            raise forms.ValidationError(f"Give 1 to {MOST_MINUTES} minutes, or leave it empty.")
        return minutes


class ItemForm(WithMinutes, CheckedForm):
    """One item: its words, who presents it, what it asks of those who meet."""

    class Meta:
        model = AgendaItem
        fields = [
            *("title", "presenter", "kind", "purpose", "asked", "minutes", "starts_at"),
            *("verbal", "public"),
        ]
        widgets = {"minutes": MINUTES, "starts_at": ClockInput()}
        labels = {"starts_at": "Time, if it is fixed", "kind": "Kind of item"}
        help_texts = {
            "starts_at": "Leave empty: it begins when the items before it are over",
            "kind": "“Open actions” shows what the groups have left open, and is never out of date",
        }

    def save_as(self, by):
        if not self.instance.pk:
            return add_item(self.instance, by=by)
        locked_for_agenda(self.instance.meeting, by)
        return super().save_as(by)


class PaperForm(CheckedForm):
    """A file, a link, or a report made here; it gets the next letter by itself."""

    upload = forms.FileField(
        label="File",
        required=False,
        help_text=f"PDF, Word, Excel, PowerPoint, OpenDocument or a picture, at most "
        f"{LARGEST_FILE // 2**20} MB",
    )
    link = forms.URLField(label="Or a link", required=False, assume_scheme="https")
    edition = forms.ModelChoiceField(
        Edition.objects.none(),
        label="Or a report made here",
        required=False,
        empty_label="None",
    )
    field_order = ["title", "upload", "link", "edition", "public"]

    class Meta:
        model = Paper
        fields = ["title", "link", "public"]
        help_texts = {
            "public": "Once the meeting is announced, and if its item is for the public. Check "
            "that it names no person."
        }

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now, self.kind = now, None
        of = Edition.objects.for_partnership(self.instance.item.meeting.partnership)
        self.fields["edition"].queryset = of.order_by("-published_at")[:50]

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            try:
                self.kind, upload = taken(upload)
            except NotTaken as fault:
                raise forms.ValidationError(str(fault)) from fault
        return upload

    def clean(self):
        cleaned = super().clean()
        given = [name for name in ("upload", "link", "edition") if cleaned.get(name)]
        if len(given) != 1 and not any(self.has_error(one) for one in ("upload", "link")):
            self.add_error("upload", "Give one: a file, a link, or a report made here.")
        self.instance.edition = cleaned.get("edition")
        # Until the file is kept, the constraint looks at what will be.
        self.instance.file = "chosen" if cleaned.get("upload") else ""
        return cleaned

    def save_as(self, by):
        upload = self.cleaned_data["upload"]
        return papers.add_paper(self.instance, file=upload, kind=self.kind, by=by, now=self.now)


class TemplateForm(CheckedForm):
    """The name of a template; its items stand below it."""

    class Meta:
        model = AgendaTemplate
        fields = ["name"]
        help_texts = {"name": "As in “Executive Group, quarterly”"}

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = AgendaTemplate.objects.filter(partnership=self.instance.partnership, name=name)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("There is a template of this name.")
        return name


class TemplateItemForm(WithMinutes, forms.ModelForm):
    """One usual item in a row of its template."""

    class Meta:
        model = AgendaTemplateItem
        fields = ["order", "title", "presenter", "kind", "purpose", "minutes"]
        widgets = {
            "minutes": MINUTES,
            "order": forms.NumberInput(attrs={"class": "govuk-input--width-2", "min": 1}),
        }
        labels = {"order": "Place", "title": "Item"}
        help_texts = {"presenter": ""}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["order"].required = False

    def clean_order(self):
        order = self.cleaned_data["order"]
        if order is not None and order > 500:
            raise forms.ValidationError("Give a place from 1 to 500.")
        return 500 if order is None else order


class Items(forms.BaseInlineFormSet):
    """All rows of a template, with empty ones for new items."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Take this item out"
        form.fields["id"].error_messages["invalid_choice"] = GONE


ItemFormSet = forms.inlineformset_factory(
    AgendaTemplate, AgendaTemplateItem, form=TemplateItemForm, formset=Items, extra=4, max_num=60
)
