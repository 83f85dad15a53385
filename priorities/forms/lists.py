"""What an officer types about a list of priorities and what stands on it."""

from django import forms
from django.db.models import Q

from partnership.models import Group, Organisation, Topic
from partnership.models.groups import GroupState
from priorities.forms.strands import strands_choice
from priorities.models import (
    CrossCuttingTheme,
    ListedPriority,
    Priority,
    PriorityList,
    Referral,
    StrandNote,
)
from priorities.workflow.entries import open_list
from records.forms import CheckedForm, DayInput

FEW_LINES = {"rows": 3}


def groups_of(partnership):
    """The groups that a partnership can name: its own and those lent to it, while they last."""
    mine = Q(partnership=partnership) | Q(lent_to=partnership)
    return Group.objects.filter(mine).exclude(state=GroupState.ENDED).distinct()


def leave_out_welsh(form, partnership):
    """Ask for Welsh only where the partnership writes it."""
    if not partnership.uses_welsh:
        for name in [name for name in form.fields if name.endswith("_cy")]:
            del form.fields[name]


class ListForm(CheckedForm):
    """Who set a list, on what, and for how long."""

    class Meta:
        model = PriorityList
        fields = ["title", "title_cy", "own", "set_by", "basis", "starts_on", "ends_on"]
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        leave_out_welsh(self, self.instance.partnership)

    def save_as(self, by):
        if self.instance.pk:
            open_list(self.instance, by=by)
        return super().save_as(by)


class PartForm(CheckedForm):
    """Something on a list; it is saved only while nobody has read the list."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        leave_out_welsh(self, self.instance.priority_list.partnership)

    def save_as(self, by):
        open_list(self.instance.priority_list, by=by)
        return super().save_as(by)


class EntryForm(PartForm):
    """A priority as this list words it."""

    class Meta:
        model = ListedPriority
        fields = ["wording", "wording_cy"]


class CrossThemeForm(PartForm):
    """A cause or concern that runs across priorities of a list."""

    class Meta:
        model = CrossCuttingTheme
        fields = ["title", "title_cy", "statement", "statement_cy", "priorities"]
        widgets = {
            "statement": forms.Textarea(attrs=FEW_LINES),
            "statement_cy": forms.Textarea(attrs=FEW_LINES),
            "priorities": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        of = self.instance.priority_list
        listed = Priority.objects.filter(listed__priority_list=of).order_by("listed__order")
        self.fields["priorities"].queryset = listed
        self.fields["priorities"].label = "It runs across"


class ReferralForm(PartForm):
    """What is left to another body, to whom, why, and how it can come back."""

    strands = strands_choice()

    class Meta:
        model = Referral
        fields = [
            *("subject", "subject_cy", "verb", "organisation", "group"),
            *("why", "way_back", "topic", "strands"),
        ]
        widgets = {
            "why": forms.Textarea(attrs=FEW_LINES),
            "way_back": forms.Textarea(attrs=FEW_LINES),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verb"].label = "It is to be"
        self.fields["organisation"].queryset = Organisation.objects.offered()
        self.fields["group"].queryset = groups_of(self.instance.priority_list.partnership)
        self.fields["group"].label = "Or a group"
        self.fields["topic"].help_text = "It finds the referral again in next year’s evidence"
        for name in ("organisation", "group", "topic"):
            self.fields[name].empty_label = "Not stated"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("organisation") and cleaned.get("group"):
            self.add_error("group", "Name the organisation or the group, not both.")
        return cleaned


class ReferralAnswerForm(CheckedForm):
    """What the other body answered; it may come long after the list is public."""

    class Meta:
        model = Referral
        fields = ["answer", "answered_on"]
        widgets = {"answer": forms.Textarea(attrs=FEW_LINES), "answered_on": DayInput()}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") and not cleaned.get("answered_on"):
            self.add_error("answered_on", "Say on which day they answered.")
        return cleaned


class StrandNoteForm(CheckedForm):
    """How a strand of the law is covered without a priority or a referral; who says so, when."""

    class Meta:
        model = StrandNote
        fields = ["statement", "statement_cy", "by_label", "on"]
        widgets = {
            "statement": forms.Textarea(attrs=FEW_LINES),
            "statement_cy": forms.Textarea(attrs=FEW_LINES),
            "on": DayInput(),
        }
        help_texts = {"by_label": "A post or a body, as in “Chair of the executive group”"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        leave_out_welsh(self, self.instance.priority_list.partnership)


class EnterForm(forms.Form):
    """Which priority a list takes up next."""

    priority = forms.ModelChoiceField(
        label="A priority that stands",
        queryset=Priority.objects.none(),
        to_field_name="uid",
        empty_label="Choose a priority",
        error_messages={"required": "Choose a priority.", "invalid_choice": "Choose a priority."},
    )

    def __init__(self, *args, priority_list, **kwargs):
        super().__init__(*args, **kwargs)
        offered = priority_list.partnership.priorities.filter(state=Priority.State.STANDING)
        offered = offered.exclude(listed__priority_list=priority_list)
        self.fields["priority"].queryset = offered
        self.offered = offered.exists()
        self.fields["priority"].widget.attrs["class"] = "govuk-select"


class TopicsField(forms.ModelMultipleChoiceField):
    """Topics by which evidence gathers itself, as check boxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(Topic.objects.all(), required=False, **kwargs)
