"""The thread of one thing, as far as everybody may read it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partnership.models import Partnership
from plans.documents.threads import KINDS, public, woven

READ = {
    "contribution": public.contributions,
    "theme": public.themes,
    "finding": public.findings,
    "figure": public.figures,
    "priority": public.priorities,
    "action": public.actions,
    "answer": public.responses,
}


@method_decorator(login_not_required, name="dispatch")
class PublicThread(TemplateView):
    """From what was said to what became of it, both ways; only what is public stands in it."""

    template_name = "plans/public_thread.html"

    def get_context_data(self, **kwargs):
        kind = self.kwargs["kind"]
        if kind not in KINDS:
            raise Http404
        partnership = get_object_or_404(
            Partnership.objects.filter(public=True), slug=self.kwargs["partnership"]
        )
        things = READ[kind]().for_partnership(partnership)
        thing = get_object_or_404(things, uid=self.kwargs["thing"])
        thread = woven(kind, thing, everybody=True)
        home = reverse("portal:partnership_home", args=[partnership.slug])
        return super().get_context_data(**kwargs) | {
            "partnership": partnership,
            "room": "answers",
            "thread": thread,
            "crumbs": [
                (home, partnership.place_name),
                (reverse("plans:answer_list", args=[partnership.slug]), _("You said, we did")),
                ("", _("The thread")),
            ],
        }
