"""What the public can open of a document: the addresses of its pages and files."""

from dataclasses import dataclass

from django.utils.translation import override

from publishing.documents import WRITTEN_IN
from publishing.models import Document, Edition, Language, State


@dataclass(frozen=True)
class Shown:
    """A document that everybody may read, as the room that it belongs to shows it.

    ``state`` names all that its pages say and that may change without an edition: another one,
    and they are copied anew. ``address`` gives its ``Address`` in the language that holds.
    """

    document: Document
    state: str
    address: object

    def addresses(self):
        """Every address of its pages, and of the files of its current edition."""
        document, found = self.document, []
        public = Edition.objects.public().filter(document=document, taken_out=None)
        numbers = list(public.values_list("number", flat=True))
        renditions = document.current_edition.renditions.filter(state=State.READY)
        made = set(renditions.values_list("format", "language"))
        for language in languages_of(document):
            with override(WRITTEN_IN[language]):
                address = self.address()
                found += [address.page, *(address.edition(number) for number in numbers)]
                for format in sorted(one for one, tongue in made if tongue == language):
                    found.append(address.file(format))
                    found.append(address.edition_file(document.current_edition.number, format))
        return found


def languages_of(document):
    """English, and Welsh where the partnership uses it or the edition speaks it."""
    edition = document.current_edition
    welsh = document.partnership.uses_welsh or edition.text_in(Language.WELSH) is not None
    return [Language.ENGLISH, Language.WELSH] if welsh else [Language.ENGLISH]
