"""Published things as JSON, for anybody, to read only. docs/api.md and /api/ describe it."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page, require_safe
from django.views.generic import TemplateView

from events.models import Event
from partnership.models import Partnership
from plans.documents.answers import public_answers, told, with_words
from plans.models import Plan
from portal.documents import open_data as rows
from priorities.documents.standing import public_lists
from publishing.models import Post
from records.fields import valid_on
from records.pages import KeysetPage

SIZE = 100  # rows of one page


@method_decorator(login_not_required, name="dispatch")
class Api(TemplateView):
    """What other programs can read here, and how."""

    template_name = "portal/api.html"

    def get_context_data(self, **kwargs):
        first = Partnership.objects.published().order_by("pk").first()
        return {**super().get_context_data(**kwargs), "first": first, "size": SIZE}


def open_to_all(view):
    """Any program may ask, from any page; what has not changed is answered with 304."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cache-Control"] = "public, max-age=60"
        return response

    return login_not_required(require_safe(conditional_page(answer)))


def _partnership(slug):
    return get_object_or_404(Partnership.objects.published(), slug=slug)


def _paged(request, queryset, as_row):
    """Rows newest first, with the address of the next page; empty at the end."""
    page = KeysetPage.of(queryset, request.GET, size=SIZE)
    following = f"{request.path}?before={page.older}" if page.older else ""
    return JsonResponse(
        {
            "rows": [as_row(row) for row in page.rows],
            "next": rows.absolute(following) if following else "",
        }
    )


@open_to_all
def data_partnerships(request):
    """The partnerships of this site."""
    found = Partnership.objects.published().prefetch_related("successions__successor")
    return _paged(request, found, rows.partnership_row)


@open_to_all
def data_partnership(request, partnership):
    """One partnership, how to reach it, and its priorities."""
    found, today = _partnership(partnership), timezone.localdate()
    contacts = found.contact_points.filter(valid_on(today))
    lists = public_lists(found).prefetch_related("entries")
    return JsonResponse(
        rows.partnership_row(found)
        | {
            "contacts": [rows.contact_row(point) for point in contacts],
            "priorities": [rows.list_row(one, today) for one in lists],
        }
    )


@open_to_all
def data_plans(request, partnership):
    """The published plans of a partnership."""
    plans = Plan.objects.published().filter(partnership=_partnership(partnership))
    plans = plans.select_related("partnership", "document__current_edition")
    today = timezone.localdate()
    return _paged(request, plans, lambda plan: rows.plan_row(plan, today))


@open_to_all
def data_plan(request, partnership, plan):
    """One plan: figures, actions, money, editions and files."""
    plans = Plan.objects.published().filter(partnership=_partnership(partnership))
    found = get_object_or_404(
        plans.select_related("partnership", "document__current_edition"), slug=plan
    )
    return JsonResponse(rows.plan_data(found, timezone.localdate()))


@open_to_all
def data_events(request, partnership):
    """The public events of a partnership."""
    events = Event.objects.published().filter(partnership=_partnership(partnership))
    return _paged(request, events.select_related("partnership"), rows.event_row)


@open_to_all
def data_answers(request, partnership):
    """What became of what people said, in public words."""
    today = timezone.localdate()
    found = with_words(public_answers(today).filter(partnership=_partnership(partnership)))
    return _paged(request, found, lambda response: rows.answer_row(told(response, today)))


@open_to_all
def data_posts(request, partnership):
    """The news of a partnership; withdrawn ones are left out."""
    posts = Post.objects.published().filter(
        partnership=_partnership(partnership), state=Post.State.PUBLISHED
    )
    return _paged(request, posts.select_related("partnership"), rows.post_row)
