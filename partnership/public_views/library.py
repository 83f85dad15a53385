"""The documents that a partnership's work builds on."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.text import slugify
from django.utils.translation import gettext as _

from partnership.documents.library import file_kind, shelves
from partnership.models import RelatedDocument
from partnership.public_views.about import PartnershipPage, public_partnership


@method_decorator(login_not_required, name="dispatch")
class Library(PartnershipPage):
    """Strategies, protocols and other documents, each with its owner, its date and where it is."""

    template_name = "partnership/library.html"

    @property
    def page_title(self):
        return _("Related documents")

    def about(self, partnership, today):
        return {"shelves": shelves(partnership), "today": today}


@login_not_required
def library_file(request, partnership, related):
    """The file of a related document, to be kept and never shown by the browser."""
    documents = RelatedDocument.objects.published()
    documents = documents.filter(partnership=public_partnership(partnership))
    found = get_object_or_404(documents, uid=related)
    if not found.file:
        raise Http404("It has no file here.")
    kind = file_kind(found)
    return FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=f"{slugify(found.title)[:80]}.{kind.extension}",
        content_type=kind.media_type,
    )
