"""What a page says was done travels in a cookie of this host alone, like the others."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookie(CookieStorage):
    """Behind https a name that no other site of the domain can set."""

    @property
    def cookie_name(self):
        return "__Host-messages" if settings.SESSION_COOKIE_SECURE else "messages"


class Notices(FallbackStorage):
    """In a cookie; in the session what is too long for it."""

    storage_classes = (HostCookie, SessionStorage)
