import secrets
import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.auth.password_validation import validate_password
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from partnership.models.groups import Group
from partnership.models.partnerships import Partnership
from records.fields import ChoiceField, Dated, valid_on
from records.models import Record, RecordQuerySet


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        """The first administrator. The command's ``--noinput`` would take any password."""
        if password is not None:
            validate_password(password, self.model(email=email, **fields))
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in; known on screens by post. Never deleted, only made anonymous."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("e-mail address", unique=True)
    post = models.CharField(max_length=200, help_text="How screens name this person")
    is_active = models.BooleanField("may sign in", default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["post"]

    class Meta:
        ordering = ["email"]

    def __str__(self):
        return self.label

    @property
    def label(self):
        """Never the address: the audit and what is published keep this word for word."""
        return self.post or "Somebody without a post"

    def get_full_name(self):
        return self.label

    @property
    def is_staff(self):
        """Whether the admin screens open: administrators, and officers for their own."""
        held = (role for role in self.current_roles if role.kind == RoleKind.OFFICER)
        return self.is_superuser or any(not role.only_reads for role in held)

    @property
    def only_reviews(self):
        """Whether this person sits on executive groups and does nothing else here."""
        kinds = {role.kind for role in self.current_roles}
        return kinds == {RoleKind.EXECUTIVE} and not self.is_superuser

    @property
    def current_roles(self):
        """The roles held today, read once a request."""
        if not hasattr(self, "_current_roles"):
            held = Role.objects.current().filter(user=self).select_related("partnership")
            self._current_roles = list(held)
        return self._current_roles


class RoleKind(models.TextChoices):
    """What somebody does for a partnership. Screens and documentation read the words here."""

    OFFICER = "officer", _("Officer")
    EXECUTIVE = "executive", _("Executive member")
    LEAD = "lead", _("Group lead")


class RoleQuerySet(RecordQuerySet):
    def current(self, on=None):
        return self.filter(valid_on(on or timezone.localdate()))


class Role(Record, Dated):
    """What a person may do in one partnership, for a time."""

    owned_by = "partnership"

    user = models.ForeignKey(User, models.PROTECT, related_name="roles")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="roles")
    kind = ChoiceField(max_length=10, choices=RoleKind)
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, help_text="The group that a lead speaks for"
    )
    closing = models.BooleanField(
        "keeps writing after the end",
        default=False,
        db_default=False,
        editable=False,
        help_text="Of a partnership that ended: may still correct and withdraw",
    )

    objects = RoleQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["partnership__name", "kind"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(group__isnull=True) | Q(kind=RoleKind.LEAD),
                name="role_group_for_leads_only",
                violation_error_message="Only a group lead speaks for a group.",
            ),
            models.CheckConstraint(
                condition=Q(closing=False) | Q(kind=RoleKind.OFFICER),
                name="role_closing_for_officers_only",
            ),
            models.UniqueConstraint(
                fields=["user", "partnership", "kind"],
                condition=Q(group=None, to_date=None),
                name="role_once",
                violation_error_message="This person has this role already.",
            ),
            models.UniqueConstraint(
                fields=["user", "group"],
                condition=Q(group__isnull=False, to_date=None),
                name="role_once_a_group",
                violation_error_message="This person leads this group already.",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_kind_display().lower()} of {self.partnership.short_name}"

    @property
    def only_reads(self):
        """Whether its partnership has ended, and this role was not kept to close it."""
        return self.partnership.has_ended(timezone.localdate()) and not self.closing


def new_token():
    return secrets.token_urlsafe(32)


class Invitation(Record):
    """An address that was asked to join with a role; its link makes the account, once."""

    owned_by = "partnership"

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="invitations")
    email = models.EmailField("e-mail address")
    post = models.CharField(max_length=200, help_text="How screens name this person")
    kind = ChoiceField(max_length=10, choices=RoleKind)
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True)
    token = models.CharField(max_length=60, unique=True, default=new_token, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    expires_at = models.DateTimeField(null=True, editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.post}, {self.get_kind_display().lower()}"
