"""News as officers write them: drafts, what is public, what was withdrawn."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView

from partnership.permissions import is_officer
from partnership.views import partnership_with_role, visible
from publishing.documents.pages import address_of
from publishing.documents.posts import changes_of
from publishing.forms import ReasonForm
from publishing.forms.posts import PostForm, PublishPostForm
from publishing.forms.requests import document_named
from publishing.models import Post
from publishing.views.rooms import room_context
from publishing.workflow import posts
from records.pages import KeysetPage
from records.views import CheckedEdit, attempt

POSTS = Post.objects.select_related("partnership", "document__current_edition")
TAB = "posts"


def for_news(user, partnership):
    """Refuse whoever may not write the news."""
    if not is_officer(user, partnership):
        raise PermissionDenied("Officers of the partnership write its news.")


def own_post(user, uid):
    """News of one of the officer's partnerships, or 404."""
    post = visible(POSTS.all(), user, uid)
    for_news(user, post.partnership)
    return post


def preview_address(post):
    return reverse("publishing:post_preview", args=[post.uid])


class WorkspacePostList(TemplateView):
    """All news, drafts too, the newest first."""

    template_name = "publishing/workspace_post_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        page = KeysetPage.of(POSTS.filter(partnership=partnership), self.request.GET, size=25)
        context = super().get_context_data(**kwargs)
        return context | room_context(partnership, user, TAB) | {"page": page}


class PostWriting(CheckedEdit):
    """What the pages that write news have in common."""

    form_class = PostForm

    def get_record(self):
        post = self.find()
        self.partnership = post.partnership
        for_news(self.request.user, self.partnership)
        return post

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "partnership": self.partnership,
            "now": timezone.now(),
        }

    def get_success_url(self):
        return preview_address(self.object)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | room_context(self.partnership, self.request.user, TAB)


class PostAdd(PostWriting):
    """News that begin; ``?document=`` names the publication that they tell of."""

    template_name = "publishing/post_add.html"

    def find(self):
        found = partnership_with_role(self.request.user, self.kwargs["partnership"])
        return Post(partnership=found)

    def get_initial(self):
        return {"document": document_named(self.partnership, self.request.GET.get("document"))}

    def get_back_url(self):
        return reverse("publishing:workspace_post_list", args=[self.partnership.slug])


class PostEdit(PostWriting):
    """News as they stand; what is public says what changed."""

    template_name = "publishing/post_edit.html"

    def find(self):
        return visible(POSTS.all(), self.request.user, self.kwargs["post"])

    def get_back_url(self):
        return preview_address(self.object)


class PostPreview(TemplateView):
    """News as readers will see them, in both languages, and what can be done next."""

    template_name = "publishing/post_preview.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        post = visible(POSTS.all(), user, self.kwargs["post"])
        moves = {move.name for move in posts.POST_MOVES.open_to(post, user)}
        return {
            **super().get_context_data(**kwargs),
            **room_context(post.partnership, user, TAB),
            "post": post,
            "moves": moves,
            "missing": posts.missing_welsh(post),
            "changes": changes_of(post),
            "document_address": address_of(post.document) if post.document else None,
        }


@require_http_methods(["GET", "POST"])
def post_publish(request, post):
    """Show it to everybody; first what is missing in Welsh is said."""
    found = own_post(request.user, post)
    missing = posts.missing_welsh(found)
    form = PublishPostForm(request.POST if request.method == "POST" else None, missing=missing)
    if form.is_valid():
        given = {"english_only": bool(missing), "by": request.user, "now": timezone.now()}
        attempt(request, lambda: posts.publish_post(found, **given), "It is public.")
        return redirect(preview_address(found))
    context = room_context(found.partnership, request.user, TAB)
    context |= {"form": form, "post": found, "missing": missing, "back": preview_address(found)}
    return render(request, "publishing/post_publish.html", context)


@require_http_methods(["GET", "POST"])
def post_withdraw(request, post):
    """Take it off the site, with the reason that its address shows."""
    found = own_post(request.user, post)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"by": request.user, "now": timezone.now(), **form.cleaned_data}
        attempt(request, lambda: posts.withdraw_post(found, **given), "It is withdrawn.")
        return redirect(preview_address(found))
    context = room_context(found.partnership, request.user, TAB)
    context |= {"form": form, "post": found, "back": preview_address(found)}
    return render(request, "publishing/post_withdraw.html", context)


@require_POST
def post_restore(request, post):
    """Put it back."""
    found = own_post(request.user, post)
    given = {"by": request.user, "now": timezone.now()}
    attempt(request, lambda: posts.restore_post(found, **given), "It is public again.")
    return redirect(preview_address(found))
