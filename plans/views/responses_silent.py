"""The threads that end in silence: what nobody has answered, the late ones first."""

from django.utils import timezone
from django.views.generic import TemplateView

from partnership.views import partnership_with_role
from plans.documents.silence_shown import KINDS, silent
from plans.permissions import may_respond


class Silence(TemplateView):
    """Everything that people said and nobody has answered, each with the way to answer it."""

    template_name = "plans/silence.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        every = self.request.GET.get("all", "")
        kinds = silent(partnership, today, every=every if every in KINDS else "")
        return super().get_context_data(**kwargs) | {
            "partnership": partnership,
            "room": "progress",
            "part": "answers",
            "can_write": may_respond(user, partnership),
            "kinds": kinds,
            "total": sum(kind.total for kind in kinds),
            "first": next((kind.name for kind in kinds if kind.total), ""),
        }
