"""The texts with which a publication is told of by other ways, ready to copy."""

from django.http import HttpResponse
from django.views.generic import TemplateView

from partnership.views import visible
from publishing.documents.message_pack import as_text, packs_of
from publishing.models import Edition
from publishing.views.rooms import room_context

EDITIONS = Edition.objects.filter(document__internal=False).select_related(
    "document__partnership", "document__current_edition"
)


class MessagePack(TemplateView):
    """Each text in a box of its own, in each language of the edition."""

    template_name = "publishing/message_pack.html"

    def get_context_data(self, **kwargs):
        edition = visible(EDITIONS, self.request.user, self.kwargs["edition"])
        partnership = edition.document.partnership
        return {
            **super().get_context_data(**kwargs),
            **room_context(partnership, self.request.user, "communications"),
            "edition": edition,
            "packs": packs_of(edition),
        }


class MessageNotice(TemplateView):
    """One sheet to print and hang up, with the code that leads to the page."""

    template_name = "publishing/message_notice.html"

    def get_context_data(self, **kwargs):
        edition = visible(EDITIONS, self.request.user, self.kwargs["edition"])
        packs = packs_of(edition)
        asked = self.request.GET.get("language")
        pack = next((one for one in packs if one.language == asked), packs[0])
        title, *paragraphs = pack.notice
        return {
            **super().get_context_data(**kwargs),
            **room_context(edition.document.partnership, self.request.user, "communications"),
            "edition": edition,
            "pack": pack,
            "title": title,
            "paragraphs": paragraphs,
        }


def message_pack_file(request, edition):
    """The whole pack as a file of plain text."""
    found = visible(EDITIONS, request.user, edition)
    words = as_text(found, packs_of(found))
    answer = HttpResponse(words, content_type="text/plain; charset=utf-8")
    document = found.document
    name = f"{document.partnership.slug}-{document.slug}-edition-{found.number}-messages.txt"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
