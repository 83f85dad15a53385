"""Merging on the admin screens: choose the one to keep, see what moves, and it is done."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils import timezone

from partnership.admin.scoped import ScopedAdmin
from partnership.permissions import is_administrator
from partnership.workflow import merge, standing_on
from records.moves import Refused


class MergeForm(forms.Form):
    """Which one is kept; it may be one of those that were ticked."""

    def __init__(self, data, ticked):
        super().__init__(data)
        self.ticked = ticked
        model = ticked.model
        self.fields["kept"] = forms.ModelChoiceField(
            model.objects.offered(),
            label="Keep",
            widget=AutocompleteSelect(model._meta.get_field("merged_into"), admin.site),
            error_messages={"required": "Choose the one to keep."},
        )

    def clean_kept(self):
        kept = self.cleaned_data["kept"]
        if list(self.ticked) == [kept]:
            raise forms.ValidationError("Choose another one than the one that goes.")
        return kept

    @property
    def gone(self):
        return [one for one in self.ticked if one != self.cleaned_data["kept"]]


class MergeableAdmin(ScopedAdmin):
    """What can turn out to be the same thing under two names; administrators merge it."""

    actions = ["merge_into_another"]
    locked_message = "It was merged into another and is kept as it was. Change that one instead."

    def is_open(self, obj):
        return obj.merged_into_id is None

    def has_merge_permission(self, request):
        return is_administrator(request.user)

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if "field_name" in request.GET:  # asked by a field that suggests, not by the list
            found = found.filter(merged_into=None)
        return found, may_repeat

    @admin.action(description="Merge into another", permissions=["merge"])
    def merge_into_another(self, request, queryset):
        # A list of suggestions from which nothing was chosen sends nothing at all.
        form = MergeForm(request.POST if "chosen" in request.POST else None, queryset)
        if form.is_valid() and self._merge(request, form):
            return None
        context = self.admin_site.each_context(request) | {
            "title": f"Merge {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
            "ticked": [(one, standing_on(one)) for one in queryset],
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/merge.html", context)

    def _merge(self, request, form):
        """Merge all that was ticked, or nothing of it; say what was done, or why not."""
        kept = form.cleaned_data["kept"]
        try:
            with transaction.atomic():
                for gone in form.gone:
                    merge(kept, gone, by=request.user, now=timezone.now())
        except Refused as refused:
            form.add_error("kept", str(refused))
            return False
        for gone in form.gone:
            messages.success(request, f"“{gone}” was merged into “{kept}”.")
        return True
