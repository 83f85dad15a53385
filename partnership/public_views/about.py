"""Who a partnership is and how to reach it."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partnership.documents.endings import came_from
from partnership.documents.membership import members_by_kind, running_groups
from partnership.documents.parts import public_parts_of, public_wholes_of
from partnership.models import Partnership
from partnership.models.contacts import Purpose
from records.fields import valid_on
from records.languages import in_language


def public_partnership(slug):
    """A partnership that the public can find, or 404."""
    return get_object_or_404(Partnership.objects.published(), slug=slug)


class PartnershipPage(TemplateView):
    """A public page of a partnership, one level below its front page."""

    title = ""

    def get_context_data(self, **kwargs):
        partnership = public_partnership(self.kwargs["partnership"])
        today = timezone.localdate()
        formats = partnership.contact_points.filter(valid_on(today), purpose=Purpose.FORMATS)
        home = reverse("portal:partnership_home", args=[partnership.slug])
        return {
            **super().get_context_data(**kwargs),
            "partnership": partnership,
            "formats": formats.first(),
            "crumbs": [(home, in_language(partnership, "place_name")), ("", self.page_title)],
            **self.about(partnership, today),
        }

    @property
    def page_title(self):
        raise NotImplementedError

    def about(self, partnership, today):
        raise NotImplementedError


@method_decorator(login_not_required, name="dispatch")
class About(PartnershipPage):
    """Who works together, in which groups, and which places they are responsible for."""

    template_name = "partnership/about.html"

    @property
    def page_title(self):
        return _("Who we are")

    def about(self, partnership, today):
        covered = partnership.covered_areas.filter(valid_on(today)).select_related("area")
        return {
            "members": members_by_kind(partnership, today),
            "groups": running_groups(partnership, today),
            "areas": [row.area for row in covered],
            "wholes": public_wholes_of(partnership, today),
            "parts": public_parts_of(partnership, today),
            "before": came_from(partnership, today),
        }


@method_decorator(login_not_required, name="dispatch")
class Contacts(PartnershipPage):
    """Whom to call or write to today, for which purpose."""

    template_name = "partnership/contacts.html"

    @property
    def page_title(self):
        return _("Contacts")

    def about(self, partnership, today):
        return {"points": list(partnership.contact_points.filter(valid_on(today)))}
