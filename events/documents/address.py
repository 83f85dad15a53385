"""Where the public finds an event and its report."""

from django.urls import reverse

from publishing.documents import Address


def event_address(event):
    return reverse("events:event_page", args=[event.partnership.slug, event.slug])


def report_address(event):
    page = reverse("events:report_page", args=[event.partnership.slug, event.slug])
    return Address(page, "report")


def address_of(document):
    """Where the public finds the report that a document is of."""
    return report_address(document.event)


def page_of_edition(edition):
    """On which page of the workspace an edition of a report stands."""
    return reverse("events:report_edition", args=[edition.uid])
