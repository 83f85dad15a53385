"""What the public pages of every published document have in common."""

from django.urls import translate_url
from django.utils import timezone
from django.utils.safestring import mark_safe

from partnership.documents.contacts import todays_contacts
from publishing.documents import WRITTEN_IN
from publishing.documents.reading import for_reading
from publishing.models import Edition
from publishing.models.documents import Language
from publishing.models.texts import Form
from publishing.public_views.files import (
    file_of_current,
    file_of_edition,
    page_language,
    pdf_of,
    public_edition,
    public_formats,
)
from publishing.public_views.taken_out import still_there
from records.wording import plain

__all__ = [
    "contents_tree",
    "edition_context",
    "file_of_current",
    "file_of_edition",
    "pdf_of",
    "public_edition",
]


def contents_tree(entries):
    """The contents as a tree for the side of the page: chapters with what stands below each."""
    chapters = []
    for entry in entries:
        if entry["level"] == 1 or not chapters:
            chapters.append({**entry, "below": []})
        else:
            chapters[-1]["below"].append(entry)
    return chapters


def edition_context(document, edition, address, ways=None):
    """What the site page puts round the frozen text of an edition.

    The text is that in the language of the page, or the only one there is. ``ways`` lead on
    from what it names.
    """
    still_there(edition)
    editions = list(
        Edition.objects.public()
        .filter(document=document)
        .select_related("taken_out")
        .defer("fragment", "snapshot")
    )
    before = next((one for one in editions if one.number == edition.number - 1), None)
    if before and before.taken_out_id:
        before = None  # there is nothing left to compare with
    text = edition.text_in(page_language()) or edition
    is_current = edition.pk == document.current_edition_id
    here = address.page if is_current else address.edition(edition.number)
    fragment = for_reading(text.fragment, _terms(document, text.language), ways)
    return {
        "partnership": document.partnership,
        "document": document,
        "edition": edition,
        "text": text,
        "other_texts": _other_texts(edition, text, here),
        "current": document.current_edition,
        "editions": [(one, address.edition(one.number)) for one in editions],
        "before": before,
        "todays_contacts": [] if is_current else _todays_contacts(document, text),
        "snapshot": text.snapshot,
        "contents": contents_tree(text.snapshot["contents"]),
        "fragment": mark_safe(fragment),  # noqa: S308 - frozen, cleaned when composed
        "formats_made": public_formats(edition, text, address, current=is_current),
        "page_address": address.page,
        "edition_address": address.edition(edition.number),
    }


def _todays_contacts(document, text):
    """Whom to reach today, beside what an older text prints."""
    return todays_contacts(document.partnership, plain(text.fragment), timezone.localdate())


def _terms(document, language):
    """The words that the partnership explains, in the language of a text."""
    terms = document.partnership.terms.all()
    if language == Language.WELSH:
        return [(one.word_cy or one.word, one.meaning_cy or one.meaning) for one in terms]
    return [(one.word, one.meaning) for one in terms]


def _other_texts(edition, shown, page):
    """The same edition in the other language, where it has one: the language and the address."""
    texts = edition.texts.filter(form=Form.FULL).values_list("language", flat=True)
    others = {edition.language, *texts} - {shown.language}
    return [(one, translate_url(page, WRITTEN_IN[one])) for one in sorted(others)]
