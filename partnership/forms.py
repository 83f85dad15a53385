from django import forms
from django.contrib.auth.password_validation import validate_password

from partnership.models import Group, Invitation, User
from partnership.models.people import RoleKind

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
