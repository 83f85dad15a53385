"""You said, we did: the list that anybody can read and filter, and each answer's page."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from events.documents.facts import days
from events.exports import csv_lines
from partnership.models import Partnership
from partnership.models.contacts import Purpose
from plans.documents.answer_times import took
from plans.documents.answers import public_answers, told, with_words
from plans.documents.answers_found import Asked, Found
from plans.documents.answers_pages import Page, in_order
from plans.documents.threads import thread_of
from plans.exports.answers import answer_rows

PIECE = 200
TITLE = _("You said, we did")


def public_partnership(slug):
    """A partnership that the public can find, or 404."""
    return get_object_or_404(Partnership.objects.published(), slug=slug)


def contact_of(partnership, purpose):
    """Whom to write to: a row of the partnership's contacts, never a person."""
    return partnership.contact_points.filter(purpose=purpose).first()


@method_decorator(login_not_required, name="dispatch")
class AnswerList(TemplateView):
    """What people said and what became of each thing; hard answers are as large as good ones."""

    template_name = "plans/answer_list.html"

    def get_context_data(self, **kwargs):
        partnership = public_partnership(self.kwargs["partnership"])
        today, asked = timezone.localdate(), Asked(self.request.GET)
        found = Found(partnership, asked, today)
        page = Page.of(with_words(found.rows), self.request.GET)
        counts = found.by_answer()
        ticked = set(asked.chosen["answer"])
        return super().get_context_data(**kwargs) | {
            "partnership": partnership,
            "formats": contact_of(partnership, Purpose.FORMATS),
            "room": "answers",
            "counts": counts,
            "total": found.rows.count(),
            "groups": found.groups(),
            "asked": asked,
            "query": asked.address(),
            "all_answers": asked.address(answer=[]) if ticked else "",
            "event": found.event,
            "event_days": days(found.event) if found.event else "",
            "answers": [told(response, today) for response in page.rows],
            "page": page,
            "crumbs": [
                (
                    reverse("portal:partnership_home", args=[partnership.slug]),
                    partnership.place_name,
                ),
                ("", TITLE),
            ],
        }


@method_decorator(login_not_required, name="dispatch")
class AnswerPage(TemplateView):
    """One answer from what was said to what was done, with what has happened since."""

    template_name = "plans/answer_page.html"

    def get_context_data(self, **kwargs):
        partnership = public_partnership(self.kwargs["partnership"])
        today = timezone.localdate()
        public = public_answers(today).filter(partnership=partnership)
        found = with_words(public).filter(slug=self.kwargs["response"]).first()
        if found is None:
            raise Http404("No such answer, or not for the public.")
        one = told(found, today)
        return super().get_context_data(**kwargs) | {
            "partnership": partnership,
            "formats": contact_of(partnership, Purpose.FORMATS),
            "room": "answers",
            "one": one,
            "took": took(found) if one.event else "",
            "areas": list(found.areas.order_by("name")),
            "contact": contact_of(partnership, Purpose.PLAN),
            # What nobody approved has no more than its public words.
            "thread": thread_of(one.response, public=True) if found.approved_at else None,
            "page_address": self.request.build_absolute_uri(one.address),
            "crumbs": [
                (
                    reverse("portal:partnership_home", args=[partnership.slug]),
                    partnership.place_name,
                ),
                (reverse("plans:answer_list", args=[partnership.slug]), TITLE),
                ("", one.title),
            ],
        }


@login_not_required
def answer_csv(request, partnership):
    """The list as it is filtered, as a table for any program."""
    found, today = public_partnership(partnership), timezone.localdate()
    rows = Found(found, Asked(request.GET), today).rows
    responses = in_order(with_words(rows)).prefetch_related("areas").iterator(chunk_size=PIECE)
    lines = csv_lines(answer_rows(responses, today, site=settings.SITE_URL.rstrip("/")))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{found.slug}-you-said-we-did.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
