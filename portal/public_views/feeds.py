"""What is new of a partnership, for people's own readers."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from partnership.documents.endings import ending_of
from partnership.models import Partnership
from portal.documents.news import latest
from records.languages import in_language


class PartnershipFeed(Feed):
    """An Atom feed of news, new editions and answers."""

    feed_type = Atom1Feed

    def get_object(self, request, partnership):
        return get_object_or_404(Partnership.objects.published(), slug=partnership)

    def title(self, partnership):
        return _("What is new: %(name)s") % {"name": in_language(partnership, "name")}

    def subtitle(self, partnership):
        """Of one that has ended, what goes on with its work."""
        ended = ending_of(partnership, timezone.localdate())
        return ended.words if ended else ""

    def link(self, partnership):
        return settings.SITE_URL + reverse("portal:partnership_home", args=[partnership.slug])

    def feed_url(self, partnership):
        return settings.SITE_URL + reverse("portal:partnership_feed", args=[partnership.slug])

    def items(self, partnership):
        return latest(partnership, timezone.localdate())

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.words

    def item_link(self, item):
        return settings.SITE_URL + item.address

    def item_guid(self, item):
        return f"urn:uuid:{item.uid}"

    def item_updateddate(self, item):
        return item.at

    item_pubdate = item_updateddate


@login_not_required
def partnership_feed(request, partnership):
    """The feed at an address that never changes, in English and below /cy/ in Welsh."""
    return PartnershipFeed()(request, partnership=partnership)
