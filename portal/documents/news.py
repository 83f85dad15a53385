"""What is new of a partnership, from all rooms: its news, its documents, its answers."""

from dataclasses import dataclass
from datetime import datetime, time

from django.urls import reverse
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from events.documents.address import report_address
from plans.documents.address import public_address
from plans.documents.answers import public_answers, told, with_words
from publishing.models import Edition, Post
from records.languages import in_language

LATEST = 30


@dataclass(frozen=True)
class Item:
    """One new thing: when, what it is called, what it says, and where it stands."""

    uid: str
    at: datetime
    title: str
    words: str
    address: str


def latest(partnership, on):
    """The newest things that everybody can read, newest first."""
    items = [*_posts(partnership), *_editions(partnership), *_answers(partnership, on)]
    return sorted(items, key=lambda item: item.at, reverse=True)[:LATEST]


def _posts(partnership):
    posts = Post.objects.published().filter(partnership=partnership, state=Post.State.PUBLISHED)
    for post in posts.order_by("-published_at")[:LATEST]:
        address = reverse("publishing:post_page", args=[partnership.slug, post.slug])
        title, words = in_language(post, "title"), in_language(post, "summary")
        yield Item(str(post.uid), post.published_at, title, words, address)


def _editions(partnership):
    editions = Edition.objects.public().filter(
        document__partnership=partnership, document__withdrawn_at=None
    )
    editions = editions.select_related(
        "document__plan__partnership", "document__event__partnership"
    ).defer("fragment", "snapshot")
    for edition in editions.order_by("-published_at")[:LATEST]:
        if address := _edition_address(edition):
            words = _("Taken out") if edition.taken_out_id else edition.change_note
            words = words or _("Published")
            title = _("%(title)s, edition %(number)s") % {
                "title": edition.title,
                "number": edition.number,
            }
            yield Item(str(edition.uid), edition.published_at, title, words, address)


def _edition_address(edition):
    """Where everybody reads it; empty for what has no public page of its own."""
    if plan := getattr(edition.document, "plan", None):
        return public_address(plan).edition(edition.number) if plan.is_public else ""
    if event := getattr(edition.document, "event", None):
        return report_address(event).edition(edition.number)
    return ""


def _answers(partnership, on):
    given = public_answers(on).filter(partnership=partnership, answered_on__isnull=False)
    for response in with_words(given).order_by("-answered_on", "-pk")[:LATEST]:
        one = told(response, on)
        at = make_aware(datetime.combine(response.answered_on, time()))
        words = f"{one.status[1]}. {one.did}".strip()
        yield Item(str(response.uid), at, one.title, words, one.address)
