"""The admin page that every model stands on: limited to what its reader may see and change."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import ProtectedError
from django.http import Http404, HttpResponseRedirect
from js_asset import Media
from simple_history.admin import SimpleHistoryAdmin

from partnership.admin.editing import ScopedForm
from partnership.admin.scope import belongs, limited, maintains, owned
from partnership.permissions import is_administrator
from records.models import Record
from records.saving import save_new, save_over


def only(path):
    """A filter that offers no more than what stands in the list."""
    return path, admin.RelatedOnlyFieldListFilter


class _Limited:
    """What pages and rows within pages share: choices, and the version that was read."""

    form = ScopedForm
    unlimited = ()  # relations that may name any partnership

    def get_queryset(self, request):
        return limited(super().get_queryset(request), request.user)

    def get_field_queryset(self, db, db_field, request):
        chosen = super().get_field_queryset(db, db_field, request)
        if chosen is None:
            chosen = db_field.remote_field.model._default_manager.using(db)
        if db_field.name in self.unlimited:
            return chosen.all()
        if self._says_whose(db_field):
            return owned(chosen, request.user)
        return limited(chosen, request.user)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if self._says_whose(db_field) and not is_administrator(request.user):
            kwargs["required"] = True  # only administrators keep what is nobody's own
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _says_whose(self, db_field):
        """Whether this relation decides to whom the thing belongs."""
        path = getattr(self.model, "owned_by", None) or ""
        return db_field.name == path.split("__")[0]

    def get_fields(self, request, obj=None):
        names = [n for n in super().get_fields(request, obj) if n != "base_version"]
        return [*names, "base_version"] if self._keeps_version(request, obj) else names

    def _keeps_version(self, request, obj):
        kept = obj is not None and issubclass(self.model, Record)
        return kept and self.has_change_permission(request, obj)


class ScopedAdmin(_Limited, SimpleHistoryAdmin):
    list_per_page = 50
    show_full_result_count = False
    object_history_list_template = "admin/object_history_list.html"
    made_here = True  # whether new ones are made on these screens
    locked_message = ""

    class Media:
        js = ["admin/names.js"]

    def is_open(self, obj):
        """Whether it may be changed now, by whomever."""
        return True

    def has_module_permission(self, request):
        return True  # the site lets in administrators and officers only

    def has_view_permission(self, request, obj=None):
        return obj is None or self.get_queryset(request).filter(pk=obj.pk).exists()

    def has_add_permission(self, request):
        return self.made_here and (is_administrator(request.user) or belongs(self.model))

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return is_administrator(request.user) or belongs(self.model)
        return self.is_open(obj) and maintains(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    # ---- pages: what is not one's own does not exist

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id:
            obj = self._own_or_404(request, object_id)
            if self.locked_message and not self.is_open(obj) and request.method == "GET":
                messages.info(request, self.locked_message)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        self._own_or_404(request, object_id)
        if not hasattr(self.model._meta, "simple_history_manager_attribute"):
            return admin.ModelAdmin.history_view(self, request, object_id, extra_context)
        return super().history_view(request, object_id, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        self._own_or_404(request, object_id)
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError as refused:  # somebody has just begun to use it
            uses = ", ".join(f"“{one}”" for one in refused.protected_objects)
            messages.error(request, f"It is not deleted: other things stand on it: {uses}.")
            return HttpResponseRedirect(request.path)

    def _own_or_404(self, request, object_id):
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        return obj

    def get_urls(self):
        # Old versions are read in the history; a page that reverts would pass by the version.
        return admin.ModelAdmin.get_urls(self)

    def render_change_form(self, request, context, *args, **kwargs):
        # The editor's import map is inline: only this page's nonce lets it through the policy.
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)

    # ---- saving

    def save_model(self, request, obj, form, change):
        _save(obj, form, by=request.user, change=change)

    def save_formset(self, request, form, formset, change):
        formset.save(commit=False)
        for gone in formset.deleted_objects:
            gone._history_user = request.user
            gone.delete()
        changed = {obj.pk for obj, _ in formset.changed_objects}
        for row in formset.initial_forms:
            if row.instance.pk in changed:
                _save(row.instance, row, by=request.user, change=True)
        for new in formset.new_objects:
            save_new(new, by=request.user)
        formset.save_m2m()


def _save(obj, form, *, by, change):
    if change and isinstance(obj, Record):
        save_over(obj, base_version=form.cleaned_data["base_version"], by=by)
    else:
        save_new(obj, by=by)


class ReadOnlyAdmin(ScopedAdmin):
    """What is only read here: it is made by moves, and never altered."""

    made_here = False

    def has_change_permission(self, request, obj=None):
        return False


class Secret(ReadOnlyAdmin):
    """What people gave or wrote in confidence: not even their officer reads it here."""

    def has_module_permission(self, request):
        return is_administrator(request.user)

    def has_view_permission(self, request, obj=None):
        return is_administrator(request.user) and super().has_view_permission(request, obj)


class ScopedInline(_Limited):
    """Rows within the page of what they belong to; whoever may change that may change them."""

    extra = 0

    def _may(self, request, obj):
        page = self.admin_site.get_model_admin(self.parent_model)
        if obj is None:
            return page.has_add_permission(request)
        return page.has_change_permission(request, obj)

    def has_view_permission(self, request, obj=None):
        return True  # the page around them was opened

    def has_add_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._may(request, obj)


class ScopedTabular(ScopedInline, admin.TabularInline):
    pass


class ScopedStacked(ScopedInline, admin.StackedInline):
    pass
