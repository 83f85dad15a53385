"""Second factors as allauth keeps them; what is secret of them lies encrypted in the database."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class SecondFactors(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": _(
            "Set up an app or a passkey first: recovery codes come with it."
        ),
        "incorrect_code": _("This code is not right, or it was used already. Type a new one."),
        "unreadable": _(
            "The portal’s key was changed, so that your second factor cannot be read. "
            "Ask an administrator to take it away."
        ),
    }

    def encrypt(self, text):
        return _safe().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        try:
            return _safe().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as unreadable:
            raise self.validation_error("unreadable") from unreadable

    def generate_authenticator_name(self, user, type):
        return "Passkey"

    def locked_anew(self, data):
        """What a factor keeps, its secrets locked with the key of today; the same if they were."""
        codes = data.get("migrated_codes")
        anew = {name: _locked_anew(data[name]) for name in ("secret", "seed") if name in data}
        return data | anew | ({"migrated_codes": [*map(_locked_anew, codes)]} if codes else {})


def _safe():
    """What locks with the key of today, and opens with it or one of those before it."""
    return MultiFernet(
        [_lock(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _locked_anew(locked):
    """As it is where the key of today opens it; InvalidToken where no key does."""
    try:
        _lock(settings.SECRET_KEY).decrypt(locked.encode())
    except InvalidToken:
        return _safe().rotate(locked.encode()).decode()
    return locked


def _lock(key):
    """A lock of its own, so that what signs sessions cannot open it and the other way round."""
    derived = HKDF(hashes.SHA256(), length=32, salt=None, info=b"second factors")
    return Fernet(base64.urlsafe_b64encode(derived.derive(key.encode())))
