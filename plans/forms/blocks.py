"""What people type into the blocks of a section."""

from django import forms
from django.db.models import Q

from plans.models import Block, Picture
from plans.models.blocks import FOR_MEMBERS, OF_A_ROUND, WRITTEN, BlockKind, ShowAs
from priorities.documents.topics import places_of
from priorities.models import Figure, FindingStatement, Referral
from priorities.models.measures import POPULATION
from records import images
from records.forms import CheckedForm


class TextForm(CheckedForm):
    """A text or a call-out."""

    class Meta:
        model = Block
        fields = ["caption", "text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.kind == BlockKind.TEXT:
            del self.fields["caption"]


BUDGET_SHOWN = [
    (ShowAs.TABLE, "The total"),
    (ShowAs.LIST, "The total, and the lines of the money"),
]


class LiveBlockForm(CheckedForm):
    """What a live block shows; the data itself is edited where it lives."""

    chosen = forms.ModelMultipleChoiceField(
        Figure.objects.none(),
        label="Figures",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Block
        fields = ["caption", "show_as", "statements", "referrals"]
        widgets = {
            "show_as": forms.RadioSelect,
            "statements": forms.CheckboxSelectMultiple,
            "referrals": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plan = self.instance.section.plan
        statements = FindingStatement.objects.for_partnership(plan.partnership)
        self.fields["statements"].queryset = statements
        self.fields["referrals"].queryset = Referral.objects.filter(
            priority_list=plan.priority_list
        )
        self.fields["chosen"].queryset = figures_to_choose(plan, self.instance)
        self.fields["chosen"].initial = self.instance.figures.all()
        kinds = {"statements": "findings", "referrals": "referrals", "chosen": "figures"}
        kinds["show_as"] = "figures"
        self.fields["show_as"].required = False
        if self.instance.kind == BlockKind.BUDGET:
            kinds["show_as"] = BlockKind.BUDGET
            self.fields["show_as"].choices = BUDGET_SHOWN
        for name, kind in kinds.items():
            if self.instance.kind != kind:
                del self.fields[name]

    def clean_show_as(self):
        return self.cleaned_data["show_as"] or self.instance.show_as

    def save_as(self, by):
        block = super().save_as(by)
        if "chosen" in self.fields:
            block.choose_figures(self.cleaned_data["chosen"])
        return block


def figures_to_choose(plan, block):
    """The partnership's own figures, national ones for its places, and what is chosen already."""
    own = Q(measure__partnership=plan.partnership)
    national = Q(measure__partnership=None, area__in=places_of(plan.partnership, plan.year))
    known = Figure.objects.public() if plan.is_public else Figure.objects.current()
    counting = known.filter(own | national)
    chosen = Figure.objects.filter(used_in__block=block)
    found = Figure.objects.filter(Q(pk__in=counting.values("pk")) | Q(pk__in=chosen.values("pk")))
    return found.exclude(measure__code=POPULATION).select_related("measure")


class NewBlockForm(forms.Form):
    """Which kind of block comes next in a section."""

    kind = forms.ChoiceField(
        label="What to add",
        widget=forms.RadioSelect,
        initial=BlockKind.TEXT,
    )

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        without = {BlockKind.PICTURE}
        if plan.round_id is None:
            without |= OF_A_ROUND
        elif plan.is_public:
            without |= FOR_MEMBERS
        offered = [kind for kind in BlockKind if kind not in without]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in offered]

    @property
    def live_kinds(self):
        """Those of data that lives elsewhere."""
        return [choice for choice in self.fields["kind"].choices if choice[0] not in WRITTEN]


class PictureForm(CheckedForm):
    """A picture, and what it shows for people who do not see it."""

    file = forms.FileField(label="Picture", help_text="PNG or JPEG, at most 10 MB")

    class Meta:
        model = Picture
        fields = ["description"]

    def clean_file(self):
        try:
            self.encoded = images.encode(self.cleaned_data["file"])
        except images.BadImage as fault:
            raise forms.ValidationError(str(fault)) from fault
        return self.cleaned_data["file"]
