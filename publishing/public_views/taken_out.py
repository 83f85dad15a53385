"""What stands at the addresses of an edition that was taken out: that it was, when and why."""

from django.shortcuts import render

from publishing.documents.pages import address_of


class TakenOut(Exception):
    """Somebody asked for an edition of which the words and files are gone."""

    def __init__(self, edition):
        self.edition = edition
        super().__init__(f"{edition} was taken out.")


def still_there(edition):
    """An edition, or a notice in its place."""
    if edition.taken_out_id:
        raise TakenOut(edition)
    return edition


def taken_out_told(get_response):
    """The middleware that answers for each page and file of such an edition: 410, gone for good."""

    def middleware(request):
        return get_response(request)

    middleware.process_exception = _answer
    return middleware


def _answer(request, exception):
    if not isinstance(exception, TakenOut):
        return None
    edition = exception.edition
    document = edition.document
    current = document.current_edition
    address = address_of(document) if current and not current.taken_out_id else None
    context = {
        "edition": edition,
        "partnership": document.partnership,
        "current": current if address else None,
        "address": address and address.page,
    }
    return render(request, "publishing/edition_gone.html", context, status=410)
