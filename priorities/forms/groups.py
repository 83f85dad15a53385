"""A group of places to compare with, as people draw it: found by name, chosen one by one."""

from django import forms

from partnership.models import Area
from partnership.models.places import AreaKind
from priorities.models import ComparatorGroup
from records.forms import DayInput

KINDS = (AreaKind.PARTNERSHIP, AreaKind.DISTRICT, AreaKind.POLICE_FORCE, AreaKind.COUNTY)
MOST_FOUND = 25
SHORTEST = 2


class GroupForm(forms.Form):
    """A group from a day on; the one before it of the same name ends by itself."""

    name = forms.CharField(label="Name", max_length=200, initial="Most Similar Group")
    kind = forms.ChoiceField(label="Kind", choices=ComparatorGroup.Kind)
    area = forms.ModelChoiceField(Area.objects.none(), label="The place that it is for")
    from_date = forms.DateField(
        label="From",
        required=False,
        widget=DayInput(),
        help_text="The day from which this group holds. The one before it ends the day before.",
    )
    source = forms.CharField(label="Source", max_length=300, required=False)
    members = forms.ModelMultipleChoiceField(
        Area.objects.none(),
        label="Places in the group",
        to_field_name="uid",
        widget=forms.CheckboxSelectMultiple,
        help_text="The place that it is for is one of them.",
        error_messages={"required": "Choose the places of the group."},
    )
    find = forms.CharField(
        label="Find a place",
        required=False,
        max_length=100,
        help_text="A part of its name, or its ONS code. Then choose “Find”.",
    )

    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["area"].empty_label = None
        self.fields["members"].queryset = self._offered()

    def _offered(self):
        """The places chosen so far, and those that were looked for."""
        chosen = self.data.getlist("members") if self.is_bound else self.initial.get("members", [])
        uids = [value for value in map(str, chosen) if _is_uid(value)]
        found = Area.objects.offered()
        keys = set(found.filter(uid__in=uids).values_list("pk", flat=True))
        words = (self.data.get("find") or "").strip() if self.is_bound else ""
        if len(words) >= SHORTEST:
            keys |= set(_named(words)[:MOST_FOUND])
        return found.filter(pk__in=keys).order_by("name", "pk")


def _is_uid(value):
    try:
        forms.UUIDField().clean(value)
    except forms.ValidationError:
        return False
    return True


def _named(words):
    from_name = Area.objects.offered().filter(kind__in=KINDS)
    by_code = from_name.filter(code__iexact=words)
    by_name = from_name.filter(name__icontains=words)
    return (by_code | by_name).order_by("name", "pk").values_list("pk", flat=True)
