"""My place: what is published for one town, ward or district."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partnership.models import Partnership
from portal.documents.place import about
from portal.documents.reach import address_part, places_of
from records.languages import in_language


@method_decorator(login_not_required, name="dispatch")
class PlaceList(TemplateView):
    """The places that a partnership covers."""

    template_name = "portal/place_list.html"

    def get_context_data(self, **kwargs):
        self.partnership = get_object_or_404(
            Partnership.objects.published(), slug=self.kwargs["partnership"]
        )
        self.today = timezone.localdate()
        self.own, self.inside = places_of(self.partnership, self.today)
        return super().get_context_data(**kwargs) | self.of_list()

    def of_list(self):
        return {
            "partnership": self.partnership,
            "own": [(area, address_part(area)) for area in self.own],
            "inside": [(area, address_part(area)) for area in self.inside],
            "crumbs": self.crumbs(_("Places")),
        }

    def crumbs(self, title, *between):
        home = reverse("portal:partnership_home", args=[self.partnership.slug])
        return [(home, self.partnership.place_name), *between, ("", title)]


class PlacePage(PlaceList):
    """One place: figures, actions, answers, events and priorities, as far as they are public."""

    template_name = "portal/place_page.html"

    def of_list(self):
        asked = self.kwargs["place"].lower()
        here = [area for area in (*self.own, *self.inside) if address_part(area) == asked]
        if not here:
            raise Http404("This partnership covers no such place.")
        area = here[0]
        every = reverse("portal:place_list", args=[self.partnership.slug])
        return {
            "partnership": self.partnership,
            "area": area,
            "whole": area in self.own,
            "about": about(
                area,
                self.partnership,
                self.today,
                whole=area in self.own,
                asked=self.request.GET.get("figure", ""),
            ),
            "crumbs": self.crumbs(in_language(area, "name"), (every, _("Places"))),
        }
