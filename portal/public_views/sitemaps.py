"""Every public page for search engines, each with its twin in the other language."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control

from events.documents.address import event_address
from events.models import Event
from partnership.models import Partnership
from plans.documents.address import public_address
from plans.documents.answers import answer_address, public_answers
from plans.models import Plan
from portal.models import SiteText
from publishing.models import Post

ENGLISH, WELSH = (code for code, _ in settings.LANGUAGES)
# The pages that each partnership has.
ROOMS = (
    *("portal:partnership_home", "plans:plan_list", "priorities:priority_list"),
    *("plans:progress", "plans:answer_list", "events:event_list", "publishing:post_list"),
)


class _Pages(Sitemap):
    """Addresses as the site's own name has them, in Welsh where the partnership uses it."""

    i18n = alternates = x_default = True
    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def get_languages_for_item(self, item):
        return [ENGLISH, WELSH] if self.partnership_of(item).uses_welsh else [ENGLISH]

    def partnership_of(self, item):
        return item.partnership

    def changefreq(self, item):
        """What has ended changes no more; otherwise nothing is promised."""
        return "never" if self.partnership_of(item).has_ended(timezone.localdate()) else None


class Partnerships(_Pages):
    def items(self):
        return [(one, room) for one in Partnership.objects.published() for room in ROOMS]

    def location(self, item):
        return reverse(item[1], args=[item[0].slug])

    def partnership_of(self, item):
        return item[0]


class Plans(_Pages):
    def items(self):
        plans = Plan.objects.published()
        return plans.select_related("partnership", "document__current_edition").order_by("pk")

    def location(self, plan):
        return public_address(plan).page

    def lastmod(self, plan):
        return plan.document.current_edition.published_at


class Events(_Pages):
    def items(self):
        return Event.objects.published().select_related("partnership").order_by("pk")

    def location(self, event):
        return event_address(event)


class Posts(_Pages):
    def items(self):
        return Post.objects.published().select_related("partnership").order_by("pk")

    def location(self, post):
        return reverse("publishing:post_page", args=[post.partnership.slug, post.slug])

    def lastmod(self, post):
        return post.published_at


class Answers(_Pages):
    def items(self):
        found = public_answers(timezone.localdate())
        return found.select_related("partnership").order_by("pk")

    def location(self, response):
        return answer_address(response)


class SiteTexts(_Pages):
    def items(self):
        return SiteText.objects.order_by("pk")

    def location(self, text):
        return reverse("portal:site_text", args=[text.kind])

    def get_languages_for_item(self, text):
        return [ENGLISH, WELSH]

    def changefreq(self, text):
        return None


SECTIONS = {
    section.__name__.lower(): section
    for section in (Partnerships, Plans, Events, Posts, Answers, SiteTexts)
}


@login_not_required
@cache_control(public=True, max_age=3600)
def sitemap(request):
    """All public pages; beyond 50,000 of one kind they go on with ``?p=2``."""
    return sitemaps.sitemap(request, SECTIONS)
