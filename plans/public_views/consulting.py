"""A draft for consultation as anybody reads it, answers it, and reads what became of it."""

import secrets

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from django.views.generic.edit import FormView

from partnership.models import ContactPoint
from plans.documents.consulting import draft_address, report_by_section, tally
from plans.forms.consulting import ReplyForm
from plans.models import ConsultationDraft
from plans.workflow import consulting, replies
from publishing.public_views import edition_context, file_of_current
from records.moves import Refused

AT_MOST = 20  # replies from one network address
IN = 60 * 60  # seconds


def public_draft(partnership, plan, number):
    """A draft that the public can read, or 404."""
    drafts = ConsultationDraft.objects.public().select_related(
        "plan__partnership", "document__partnership", "document__current_edition"
    )
    return get_object_or_404(
        drafts, plan__partnership__slug=partnership, plan__slug=plan, number=number
    )


class _OfDraft:
    """What the public pages of a draft have in common."""

    def dispatch(self, request, *args, **kwargs):
        self.draft = public_draft(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        draft = self.draft
        plan, partnership = draft.plan, draft.plan.partnership
        home = reverse("portal:partnership_home", args=[partnership.slug])
        return super().get_context_data(**kwargs) | {
            "draft": draft,
            "plan": plan,
            "partnership": partnership,
            "room": "plan",
            "open": consulting.takes_replies(draft, timezone.localdate()),
            "address": draft_address(draft),
            "crumbs": [
                (home, partnership.place_name),
                (reverse("plans:plan_list", args=[partnership.slug]), _("Plans")),
                (
                    self.crumb and draft_address(draft).page,
                    _("Draft for consultation %(years)s") % {"years": plan.years},
                ),
                *([("", self.crumb)] if self.crumb else []),
            ],
        }

    crumb = ""


@method_decorator(login_not_required, name="dispatch")
class DraftPage(_OfDraft, TemplateView):
    """The frozen draft with its day and its form: never the current plan."""

    template_name = "plans/draft_page.html"

    def get_context_data(self, **kwargs):
        edition = self.draft.document.current_edition
        shown = edition_context(self.draft.document, edition, draft_address(self.draft))
        return shown | super().get_context_data(**kwargs)


@method_decorator(login_not_required, name="dispatch")
class DraftReplyPage(_OfDraft, FormView):
    """The short form: the whole plan or a section, and the words. No account, no name."""

    template_name = "plans/draft_reply_page.html"
    form_class = ReplyForm
    crumb = gettext_lazy("Reply")

    def get_form_kwargs(self):
        initial = {"anchor": self.request.GET.get("about", "")}
        return super().get_form_kwargs() | {"draft": self.draft, "initial": initial}

    def form_valid(self, form):
        done = redirect("plans:draft_replied", **self.kwargs)
        if form.by_a_program:
            return done
        if not _may_reply_again(self.request, self.draft):
            form.add_error(None, _("Many replies came from your network just now. Try in an hour."))
            return self.form_invalid(form)
        given = {name: form.cleaned_data[name] for name in ("anchor", "text")}
        token = secrets.token_urlsafe(24)
        try:
            replies.reply(self.draft, **given, token=token, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return _told_once(self.request, done, token)


# The secret part of a reply's own link, on its way to the page of thanks and no further.
ON_THE_WAY = "reply"
A_WHILE = 10 * 60  # seconds


def _told_once(request, done, token):
    """Take the link to the next page in the browser itself: here only its hash is kept."""
    done.set_signed_cookie(
        ON_THE_WAY,
        token,
        salt="plans.reply",
        max_age=A_WHILE,
        path=done.url,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return done


def _may_reply_again(request, draft):
    """Count replies by network address, which is kept as a hash for an hour and no longer."""
    address = get_adapter().get_client_ip(request)
    key = "draft-reply-" + salted_hmac("plans.reply", f"{draft.uid} {address}").hexdigest()
    cache.add(key, 0, IN)
    return cache.incr(key) <= AT_MOST


@method_decorator([login_not_required, never_cache], name="dispatch")
class DraftReplied(_OfDraft, TemplateView):
    """Thank you, what happens next, and once the link by which the reply can be followed."""

    template_name = "plans/draft_replied.html"
    crumb = gettext_lazy("Thank you")

    def get(self, request, *args, **kwargs):
        token = request.get_signed_cookie(
            ON_THE_WAY, default="", salt="plans.reply", max_age=A_WHILE
        )
        own = reverse("plans:reply_answers", kwargs={**kwargs, "token": token}) if token else ""
        link = request.build_absolute_uri(own) if own else ""
        response = self.render_to_response(self.get_context_data(link=link))
        response.delete_cookie(ON_THE_WAY, path=request.path)
        return response


@method_decorator(login_not_required, name="dispatch")
class DraftPaper(_OfDraft, TemplateView):
    """The form for paper: to be printed, filled in by hand and sent back."""

    template_name = "plans/draft_paper.html"
    crumb = gettext_lazy("Paper form")

    def get_context_data(self, **kwargs):
        titles = replies.section_titles(self.draft).values()
        points = ContactPoint.objects.filter(partnership=self.draft.plan.partnership)
        return super().get_context_data(**kwargs) | {
            "titles": list(titles),
            "formats": points.filter(purpose="formats").first(),
        }


@method_decorator(login_not_required, name="dispatch")
class DraftAnswersPage(_OfDraft, TemplateView):
    """Every reply with what became of it, once an officer has published the report."""

    template_name = "plans/draft_answers_page.html"
    crumb = gettext_lazy("What people said and what we did")

    def get_context_data(self, **kwargs):
        if not self.draft.report_published_at:
            raise Http404("The report is not public yet.")
        return super().get_context_data(**kwargs) | {
            "tally": tally(self.draft),
            "sections": report_by_section(self.draft),
        }


@login_not_required
def draft_pdf(request, partnership, plan, number):
    """The frozen draft as a PDF, for paper copies."""
    return file_of_current(public_draft(partnership, plan, number).document)
