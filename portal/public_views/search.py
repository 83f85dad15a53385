"""Finding a partnership, and searching what is published: of all partnerships, or of one."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partnership.models import Partnership
from portal.documents.finding import district_of, find, typed
from portal.documents.searching import Asked, search


@method_decorator(login_not_required, name="dispatch")
class Home(TemplateView):
    """Find a partnership by its name, by a place that it covers, a council or a postcode."""

    template_name = "portal/home.html"

    def get(self, request, *args, **kwargs):
        self.words = typed(request.GET.get("q", ""))
        district = district_of(self.words)
        if district and district != self.words:
            # Nothing of a whole postcode stays: not in the page, its address or the history.
            return redirect(f"{reverse('portal:home')}?{urlencode({'q': district})}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "words": self.words,
            "matches": find(self.words, timezone.localdate()),
        }


@method_decorator(login_not_required, name="dispatch")
class Search(TemplateView):
    """Plans, reports, events, answers, priorities and news with the words in their context."""

    template_name = "portal/search.html"

    def get_context_data(self, **kwargs):
        partnership = self.searched()
        asked = Asked(self.request.GET, partnership)
        return {
            **super().get_context_data(**kwargs),
            "partnership": partnership,
            "asked": asked,
            "found": search(asked, timezone.localdate()),
        }

    def searched(self):
        return None


@method_decorator(login_not_required, name="dispatch")
class PartnershipSearch(Search):
    """The same for one partnership."""

    template_name = "portal/partnership_search.html"

    def searched(self):
        return get_object_or_404(Partnership.objects.published(), slug=self.kwargs["partnership"])

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        partnership = context["partnership"]
        home = reverse("portal:partnership_home", args=[partnership.slug])
        crumbs = [(home, partnership.place_name), ("", _("Search"))]
        return context | {"crumbs": crumbs}
