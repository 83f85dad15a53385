"""The thread of one thing, for the partnership's own people."""

from django.http import Http404
from django.views.generic import TemplateView

from partnership.views import visible
from plans.documents.threads import KINDS, inside, woven

READ = {
    "contribution": inside.contributions,
    "theme": inside.themes,
    "finding": inside.findings,
    "figure": inside.figures,
    "priority": inside.priorities,
    "action": inside.actions,
    "answer": inside.responses,
}


class ThreadPage(TemplateView):
    """Where it came from and what became of it: all of it, public or not."""

    template_name = "plans/thread_page.html"

    def get_context_data(self, **kwargs):
        kind = self.kwargs["kind"]
        if kind not in KINDS:
            raise Http404
        thing = visible(READ[kind](), self.request.user, self.kwargs["thing"])
        return super().get_context_data(**kwargs) | {
            "partnership": thing.owner,
            "room": "start",
            "thread": woven(kind, thing, everybody=False),
        }
