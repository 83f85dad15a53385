"""The steps in which an administrator sets up a partnership, one thing a page."""

from django import forms

from partnership.models import Organisation, Partnership
from partnership.models.organisations import MembershipKind
from partnership.workflow.founding import Body
from portal.documents.suggesting import choosable

ONE_A_LINE = "One on each line."


class AreasForm(forms.Form):
    """The areas that the partnership covers: those that were found, and those ticked before."""

    areas = forms.ModelMultipleChoiceField(
        None,
        label="Areas",
        to_field_name="uid",
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick all that the partnership covers: one for most.",
        error_messages={"required": "Find and tick the area that the partnership covers."},
    )

    def __init__(self, *args, on, offered=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = choosable(on)
        ticked = choosable(on).filter(uid__in=self._ticked())
        shown = dict.fromkeys([*ticked, *offered])
        self.fields["areas"].choices = [(str(area.uid), described(area)) for area in shown]

    def _ticked(self):
        field = self.fields["areas"]
        typed = self["areas"].value() if self.is_bound else self.initial.get("areas")
        return [uid for uid in typed or () if _is_uid(field, uid)]


def _is_uid(field, text):
    try:
        field.queryset.model._meta.get_field("uid").to_python(text)
    except forms.ValidationError:
        return False
    return True


def described(area):
    """An area so that nobody takes it for another of the same name."""
    return f"{area.name}, {area.get_kind_display().lower()} ({area.code or 'no ONS code'})"


class NameForm(forms.ModelForm):
    """What the partnership is called."""

    class Meta:
        model = Partnership
        fields = ["name", "short_name", "place_name"]
        labels = {"name": "Full name", "short_name": "Short name", "place_name": "Place"}


class AddressForm(forms.ModelForm):
    """Where on the web it is found, and from when."""

    public = forms.TypedChoiceField(
        label="Who may find it?",
        choices=[
            ("no", "Only its own people, until an administrator makes it public"),
            ("yes", "Everybody, from now on"),
        ],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )

    class Meta:
        model = Partnership
        fields = ["slug", "public"]
        labels = {"slug": "Address"}
        help_texts = {
            "slug": "Small letters, digits and hyphens, for instance south-lakeland. "
            "Links lead to it, so it should never change."
        }


class LanguageForm(forms.ModelForm):
    """Whose law holds, and whether it writes in Welsh too."""

    class Meta:
        model = Partnership
        fields = ["nation", "uses_welsh", "name_cy"]
        labels = {"uses_welsh": "The partnership publishes in Welsh too"}
        help_texts = {"nation": "The regulations differ.", "name_cy": "Only if it has one."}
        widgets = {"nation": forms.RadioSelect}


class BodiesForm(forms.Form):
    """The responsible authorities, by name, and who else takes part."""

    councils = forms.CharField(
        required=False, max_length=4000, help_text=ONE_A_LINE, widget=forms.Textarea({"rows": 3})
    )
    police = forms.CharField(required=False, max_length=200)
    fire = forms.CharField(label="Fire and rescue", required=False, max_length=200)
    probation = forms.CharField(label="Probation service", required=False, max_length=200)
    health = forms.CharField(
        label="Health",
        required=False,
        max_length=200,
        help_text="In England the integrated care board, in Wales the local health board.",
    )
    others = forms.CharField(
        label="Co-operating bodies",
        required=False,
        max_length=4000,
        help_text=f"Housing, the voluntary sector and others. {ONE_A_LINE}",
        widget=forms.Textarea({"rows": 3}),
    )

    LONGEST = Organisation._meta.get_field("name").max_length

    def clean_councils(self):
        return self._lines("councils")

    def clean_others(self):
        return self._lines("others")

    def _lines(self, name):
        lines = [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]
        if any(len(line) > self.LONGEST for line in lines):
            raise forms.ValidationError(f"A name has at most {self.LONGEST} characters.")
        return "\n".join(lines)

    def bodies(self):
        """Who takes part, in which capacity."""
        said = self.cleaned_data
        duty = said["councils"].splitlines()
        duty += [said[name] for name in ("police", "fire", "probation", "health") if said[name]]
        others = said["others"].splitlines()
        return [Body(name, MembershipKind.RESPONSIBLE) for name in duty] + [
            Body(name, MembershipKind.COOPERATING) for name in others
        ]


class GroupForm(forms.Form):
    """Who decides."""

    name = forms.CharField(
        label="Name of the group",
        max_length=200,
        initial="Executive Group",
        help_text="The group that agrees priorities and the plan. You can add others later.",
    )


class OfficerForm(forms.Form):
    """Who maintains the partnership from now on."""

    email = forms.EmailField(label="E-mail address", max_length=254)
    post = forms.CharField(
        max_length=200,
        initial="Partnership officer",
        help_text="How screens name this person, for instance Partnership officer",
    )

    def clean_email(self):
        return self.cleaned_data["email"].lower()
