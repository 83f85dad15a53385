"""The documents that a partnership's work builds on, as links or files."""

from django import forms
from django.contrib import admin

from partnership.admin.editing import ScopedForm
from partnership.admin.scoped import ScopedAdmin, only
from partnership.models import RelatedDocument
from records.files import NotTaken, taken


class RelatedDocumentForm(ScopedForm):
    def clean_file(self):
        """Only files that everybody can open, told by their contents."""
        file = self.cleaned_data["file"]
        if not file or "file" not in self.changed_data:
            return file
        try:
            kind, kept = taken(file)
        except NotTaken as fault:
            raise forms.ValidationError(str(fault)) from fault
        self.instance.file_name = file.name[:200]
        # Kept under what it is, whatever its sender called it.
        kept.name = f"document.{kind.extension}"
        return kept


@admin.register(RelatedDocument)
class RelatedDocumentAdmin(ScopedAdmin):
    form = RelatedDocumentForm
    list_display = [
        "title",
        "kind",
        "owner_organisation",
        "date_as_stated",
        "public",
        "partnership",
    ]
    list_filter = ["kind", "public", only("partnership")]
    list_select_related = ["owner_organisation", "partnership"]
    search_fields = ["title"]
    autocomplete_fields = ["partnership", "owner_organisation"]
    filter_horizontal = ["topics"]
