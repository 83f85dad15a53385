"""People, what they may do, and whom was asked to join."""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.utils import timezone

from partnership.admin.scoped import ReadOnlyAdmin, ScopedAdmin, ScopedTabular, only
from partnership.models import Invitation, Role, User
from partnership.permissions import is_administrator
from partnership.workflow import is_last_officer
from records.models import note


class RoleRows(ScopedTabular):
    model = Role
    fields = ["partnership", "kind", "group", "from_date", "to_date"]

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(User)
class UserAdmin(ScopedAdmin):
    """New people are invited; nobody is deleted, an account is closed."""

    made_here = False
    list_display = ["post", "email", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser", "roles__kind"]
    search_fields = ["email", "post"]
    ordering = ["post"]
    fields = ["post", "email", "is_active", "is_superuser", "joined_at", "last_login"]
    readonly_fields = ["joined_at", "last_login"]
    inlines = [RoleRows]

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        # Whoever reads the former address must not reset the password any more.
        EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()
        after = {name: str(form.cleaned_data[name]) for name in form.changed_data}
        note("account.change", by=request.user, now=timezone.now(), target=obj, after=after)


@admin.register(Role)
class RoleAdmin(ScopedAdmin):
    list_display = ["user", "kind", "partnership", "group", "from_date", "to_date"]
    list_filter = ["kind", only("partnership")]
    list_select_related = ["user", "partnership", "group"]
    search_fields = ["user__email", "user__post", "partnership__name"]
    autocomplete_fields = ["user", "partnership", "group"]

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or is_administrator(request.user) or not is_last_officer(obj))

    def has_delete_permission(self, request, obj=None):
        return False  # a role ends, and who had it stays known

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        after = {name: str(form.cleaned_data[name]) for name in form.changed_data}
        action = "role.change" if change else "role.give"
        note(action, by=request.user, now=timezone.now(), target=obj, after=after)


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Read here; made and withdrawn on the workspace's page of people."""

    list_display = ["email", "post", "kind", "partnership", "sent_at", "expires_at", "accepted_at"]
    list_filter = ["kind", only("partnership"), "accepted_at"]
    search_fields = ["email", "post"]
    fields = [
        *("partnership", "email", "post", "kind", "group"),
        *("sent_at", "expires_at", "accepted_at"),
    ]
