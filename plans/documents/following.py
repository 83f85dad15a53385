"""Where a reader of a plan finds what became of its priorities and actions."""

from django.urls import reverse

from plans.documents.public_progress import public_actions
from plans.documents.threads.public import priorities
from priorities.models import ListedPriority
from publishing.documents.reading import Ways


def ways_on(plan, edition):
    """The public thread of each action and priority that an edition names."""
    slug = plan.partnership.slug
    actions = {
        f"action-{one.anchor}": (_thread(slug, "action", one.uid), one.frozen["number"])
        for one in public_actions(plan, edition)
        if one.uid
    }
    listed = ListedPriority.objects.filter(
        priority_list=plan.priority_list_id, priority__in=priorities()
    )
    named = {}
    for wording, welsh, uid in listed.values_list("wording", "wording_cy", "priority__uid"):
        named |= {words: _thread(slug, "priority", uid) for words in (wording, welsh) if words}
    return Ways(actions, named)


def _thread(slug, kind, uid):
    return reverse("plans:public_thread", args=[slug, kind, uid])
