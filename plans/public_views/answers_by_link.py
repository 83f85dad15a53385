"""What became of what a table said, or a reply to a draft: by its own link, without an account."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.models.events import Capture
from events.public_views.devices import table_of
from plans.documents.answers_by_link import what_became_of
from plans.public_views.consulting import public_draft
from plans.workflow.replies import reply_with


def unlisted(view):
    """The address holds the key: no search engine keeps it, and no browser."""

    @wraps(view)
    def answered(request, **kwargs):
        response = view(request, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return never_cache(answered)


@login_not_required
@unlisted
@require_safe
def table_answers(request, token):
    """What a table wrote, entry by entry, each with what became of it."""
    table = table_of(token)
    event = table.event
    over = event.capture == Capture.CLOSED
    entries = table.contributions.kept() if over else table.contributions.none()
    context = {
        "table": table,
        "event": event,
        "partnership": event.partnership,
        "occasion": event.series.name if event.series and event.short_name else event.title,
        "place": event.venue,
        "over": over,
        "entries": what_became_of(entries, timezone.localdate()),
    }
    return render(request, "plans/table_answers.html", context)


@login_not_required
@unlisted
@require_safe
def reply_answers(request, partnership, plan, number, token):
    """One reply to a draft in its writer's words, and what became of it."""
    draft = public_draft(partnership, plan, number)
    reply = reply_with(draft, token)
    if reply is None:
        raise Http404("No such page.")
    said = [] if reply.contribution is None else [reply.contribution.pk]
    entries = what_became_of(draft.event.contributions.filter(pk__in=said), timezone.localdate())
    context = {
        "draft": draft,
        "plan": draft.plan,
        "partnership": draft.plan.partnership,
        "room": "plan",
        "reply": reply,
        "entry": entries[0] if entries else None,
        "crumbs": [
            (
                reverse("portal:partnership_home", args=[partnership]),
                draft.plan.partnership.place_name,
            ),
            ("", _("Your reply")),
        ],
    }
    return render(request, "plans/reply_answers.html", context)
