"""The site has one address, and what it says of itself is said with that."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port


def own_address(get_response):
    """A Host header may name any port of our host, and a mailed link would lead there."""

    def answer(request):
        site = urlsplit(settings.SITE_URL)
        host, _ = split_domain_port(request.META.get("HTTP_HOST", ""))
        if settings.PRODUCTION and host == site.hostname:
            request.META["HTTP_HOST"] = site.netloc
        return get_response(request)

    return answer
