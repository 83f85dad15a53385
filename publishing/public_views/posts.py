"""News of a partnership as everybody reads them."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partnership.models import Partnership
from publishing.documents.pages import address_of
from publishing.documents.posts import changes_of, news_page
from publishing.models import Post
from records import richtext
from records.languages import fell_back, in_language


def _crumbs(partnership, *more):
    home = reverse("portal:partnership_home", args=[partnership.slug])
    return [(home, partnership.place_name), *more]


@method_decorator(login_not_required, name="dispatch")
class PostList(TemplateView):
    """What is new, the newest first."""

    template_name = "publishing/post_list.html"

    def get_context_data(self, **kwargs):
        found = Partnership.objects.published()
        partnership = get_object_or_404(found, slug=self.kwargs["partnership"])
        page = news_page(partnership, self.request.GET.get("before"))
        return super().get_context_data(**kwargs) | {
            "partnership": partnership,
            "page": page,
            "posts": [_shown(post) for post in page.posts],
            "crumbs": _crumbs(partnership, ("", _("News"))),
        }


@method_decorator(login_not_required, name="dispatch")
class PostPage(TemplateView):
    """One piece of news; what was withdrawn says why, and its text is gone."""

    template_name = "publishing/post_page.html"

    def get_context_data(self, **kwargs):
        found = Post.objects.published().select_related(
            "partnership", "document__current_edition", "document__partnership"
        )
        post = get_object_or_404(
            found, partnership__slug=self.kwargs["partnership"], slug=self.kwargs["post"]
        )
        withdrawn = post.state == Post.State.WITHDRAWN
        document = post.document
        address = address_of(document) if document and document.current_edition else None
        news = reverse("publishing:post_list", args=[post.partnership.slug])
        return super().get_context_data(**kwargs) | {
            "partnership": post.partnership,
            "post": post,
            "shown": _shown(post),
            "withdrawn": withdrawn,
            "body": "" if withdrawn else richtext.raised(in_language(post, "body")),
            "changes": [] if withdrawn else changes_of(post),
            "address": address,
            "crumbs": _crumbs(
                post.partnership, (news, _("News")), ("", in_language(post, "title"))
            ),
        }


def _shown(post):
    """What lists and pages say of it, in the language of the page where it is written."""
    return {
        "post": post,
        "title": in_language(post, "title"),
        "summary": in_language(post, "summary"),
        "english": fell_back(post, "title"),
        "body_english": fell_back(post, "body"),
    }
