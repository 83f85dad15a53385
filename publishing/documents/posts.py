"""News as they are listed and read: the newest first, with what was changed since."""

from dataclasses import dataclass

from django.db.models import Q

from publishing.models import Post
from records.models import Change

A_PAGE = 20
LONGEST_KEY = 19


@dataclass(frozen=True)
class NewsPage:
    """Some news, and from which one the older ones go on (None where there is none)."""

    posts: list
    older: int | None
    first: bool


def news_page(partnership, before):
    """The page of news that an address asks for, by the key of the one before it."""
    found = Post.objects.published().filter(partnership=partnership, state=Post.State.PUBLISHED)
    last = None
    if before and before.isascii() and before.isdigit() and len(before) < LONGEST_KEY:
        last = Post.objects.published().filter(partnership=partnership, pk=int(before)).first()
    if last is not None:
        earlier = Q(published_at__lt=last.published_at)
        found = found.filter(earlier | Q(published_at=last.published_at, pk__lt=last.pk))
    rows = list(found.select_related("document")[: A_PAGE + 1])
    more = len(rows) > A_PAGE
    rows = rows[:A_PAGE]
    return NewsPage(rows, rows[-1].pk if more else None, last is None)


def changes_of(post):
    """What was changed after it was published, the last first: as lines of the audit."""
    return Change.objects.filter(target=post.uid, action="post.change")
