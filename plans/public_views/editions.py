"""What changed from one edition of a plan to the next, as anybody reads it."""

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from plans.documents.address import public_address
from plans.documents.since import since
from plans.public_views.plans import plan_crumbs, published_plan
from publishing.public_views import public_edition
from records.languages import is_welsh


@method_decorator(login_not_required, name="dispatch")
class EditionChanges(TemplateView):
    """What reads otherwise in one edition than in the one before it, section by section."""

    template_name = "plans/edition_changes.html"

    def get_context_data(self, **kwargs):
        plan = published_plan(self.kwargs["partnership"], self.kwargs["plan"])
        edition = public_edition(plan.document, self.kwargs["number"])
        before = public_edition(plan.document, edition.number - 1)
        language = "cy" if is_welsh() else "en"
        texts = [one.text_in(language) or one for one in (before, edition)]
        if texts[0].language != texts[1].language:
            texts = [before, edition]
        address = public_address(plan)
        return super().get_context_data(**kwargs) | {
            "partnership": plan.partnership,
            "room": "plan",
            "plan": plan,
            "edition": edition,
            "before": before,
            "text": texts[1],
            "since": since(texts[0].fragment, texts[1].fragment),
            "edition_address": address.edition(edition.number),
            "before_address": address.edition(before.number),
            "crumbs": [
                *plan_crumbs(plan.partnership),
                (address.page, plan.years),
                ("", _("What changed")),
            ],
        }
