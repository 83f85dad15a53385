from django import forms
from django.contrib.auth.password_validation import validate_password

from partnership.documents.ending_preview import roles_of
from partnership.models import Group, Invitation, Partnership, Role, User
from partnership.models.linking import SuccessionKind
from partnership.models.people import RoleKind
from partnership.workflow.carrying_over import CARRIED
from records.forms import DayInput

RANKS = {
    RoleKind.OFFICER: "Officer: maintains everything of the partnership and publishes",
    RoleKind.EXECUTIVE: "Executive member: reads drafts, comments, agrees the plan",
    RoleKind.LEAD: "Group lead: reports on the actions of one group",
}


class InvitationForm(forms.ModelForm):
    """Whom to ask, and for which role."""

    kind = forms.ChoiceField(label="Role", choices=list(RANKS.items()), widget=forms.RadioSelect)

    class Meta:
        model = Invitation
        fields = ["email", "post", "kind", "group"]
        help_texts = {"group": "Only for a group lead"}

    def __init__(self, *args, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.for_partnership(partnership)
        self.fields["group"].empty_label = "No group"

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        if self.cleaned_data.get("group") and self.cleaned_data.get("kind") != RoleKind.LEAD:
            self.add_error("group", "Only a group lead speaks for a group. Choose “No group”.")
        return self.cleaned_data


class ReasonForm(forms.Form):
    """Why something is done to somebody's account."""

    reason = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="How you know that it is this person, and what happened. It is kept.",
    )


class NewPasswordForm(forms.Form):
    """The password of a new account, typed twice."""

    password = forms.CharField(
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. Three words that do not belong together are good.",
    )
    again = forms.CharField(
        label="The same password again",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, invitation, **kwargs):
        self.person = User(email=invitation.email, post=invitation.post)
        super().__init__(*args, **kwargs)

    def clean_password(self):
        validate_password(self.cleaned_data["password"], self.person)
        return self.cleaned_data["password"]

    def clean(self):
        first, second = (self.cleaned_data.get(name) for name in ("password", "again"))
        if first and second and first != second:
            self.add_error("again", "The two passwords differ. Type the same one twice.")
        return self.cleaned_data


ENDS = [
    (SuccessionKind.MERGED, "It merges: one partnership goes on with its work"),
    (SuccessionKind.SPLIT, "It is split: several go on with its work"),
    (SuccessionKind.FOLLOWED, "Another follows it, under a new name or in a new form"),
    ("", "It ends, and none follows it"),
]


class NamedField(forms.CharField):
    """Partnerships by their names or addresses, one a line."""

    widget = forms.Textarea

    def __init__(self, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), required=False, **kwargs)

    def clean(self, value):
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        return list(dict.fromkeys(self._named(line) for line in lines if line))

    def _named(self, line):
        for way in ("slug", "name", "short_name"):
            found = Partnership.objects.filter(**{f"{way}__iexact": line})[:2]
            if len(found) == 1:
                return found[0]
        raise forms.ValidationError(
            f"No partnership, or more than one, is called “{line}”. Write its web address, as in "
            "south-lakeland. A new one is added under Administration first."
        )


class EndingForm(forms.Form):
    """How a partnership ends, when and why, who goes on, and what that one has on its first day."""

    kind = forms.ChoiceField(
        label="How it ends", choices=ENDS, widget=forms.RadioSelect, required=False
    )
    others = NamedField(
        label="Others that end with it",
        help_text="Only for a merger, one a line; leave out the one that goes on",
    )
    successors = NamedField(
        label="Who goes on with its work",
        help_text="Names or web addresses, one a line",
    )
    last_day = forms.DateField(label="Last day", widget=DayInput())
    reason = forms.CharField(
        label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For instance the order that ends it. It is kept in the audit.",
    )  # fmt: skip
    carried = forms.MultipleChoiceField(
        label="What the one that goes on has on its first day, as a copy",
        choices=list(CARRIED.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    roles = forms.ModelMultipleChoiceField(
        Role.objects.none(),
        label="Whose roles are given there too",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    closing = forms.ModelMultipleChoiceField(
        Role.objects.none(),
        label="Which officers keep writing, to correct and withdraw what is published",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, partnership, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.partnership = partnership
        ending = [partnership, *self._others()]
        held = roles_of(ending, on)
        self.fields["roles"].queryset = held
        self.fields["closing"].queryset = held.filter(kind=RoleKind.OFFICER)
        for name in ("roles", "closing"):
            self.fields[name].label_from_instance = _role_words

    def _others(self):
        """Those that were named to end with it, if they can be read."""
        try:
            return self.fields["others"].clean(self.data.get("others", ""))
        except forms.ValidationError:
            return []

    def clean(self):
        cleaned = super().clean()
        kind, named = cleaned.get("kind", ""), cleaned.get("successors")
        if named is not None and (wrong := _wrong_number(kind, len(named))):
            self.add_error("successors", wrong)
        if cleaned.get("others") and kind != SuccessionKind.MERGED:
            self.add_error("others", "Only a merger ends several at once.")
        return cleaned

    @property
    def ending(self):
        """All that end, this one first."""
        others = [one for one in self.cleaned_data["others"] if one != self.partnership]
        return [self.partnership, *others]


def _role_words(role):
    """“Chair of housing, group lead of South Lakeland CSP (Housing group)”."""
    return f"{role} ({role.group})" if role.group else str(role)


def _wrong_number(kind, count):
    """Why so many cannot go on with what ends in this way."""
    if kind == SuccessionKind.SPLIT:
        return "" if count > 1 else "Name at least two that go on with its work."
    if kind:
        return "" if count == 1 else "Name the one that goes on with its work."
    return "Leave this empty, or say how it ends." if count else ""
