"""News of the partnerships."""

from django.urls import reverse
from django.utils.timezone import localdate

from portal.documents.searched.thing import Hit, Source, Thing, Words, among, in_both, one_line
from portal.models import SearchKind
from publishing.models import Post
from records.languages import in_language
from records.richtext import words


class News(Source):
    kind = SearchKind.NEWS
    watched = (Post,)

    def _public(self):
        """What was withdrawn is read under its notice, but no longer found."""
        return Post.objects.published().filter(state=Post.State.PUBLISHED)

    def stamps(self, today, keys=None):
        found = among(self._public(), keys).order_by()
        return {pk: f"version {version}" for pk, version in found.values_list("pk", "version")}

    def things(self, keys, today):
        for post in among(self._public(), keys):
            yield Thing(
                post.pk,
                post.partnership_id,
                localdate(post.published_at),
                in_both(lambda post=post: [_words(post)]),
            )

    def hits(self, keys, today):
        found = among(self._public(), keys).select_related("partnership")
        return {
            post.pk: Hit(
                f"version {post.version}",
                post.partnership,
                in_language(post, "title"),
                reverse("publishing:post_page", args=[post.partnership.slug, post.slug]),
                localdate(post.published_at),
                example=post.example,
            )
            for post in found
        }


def _words(post):
    return Words(
        in_language(post, "title"),
        one_line(in_language(post, "summary"), words(in_language(post, "body"))),
    )
