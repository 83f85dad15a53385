"""What a password must be, beside Django's own rules: no longer than it needs to be."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 200


class NotEndless:
    """Nobody remembers more than this; a megabyte would only keep the portal busy."""

    def validate(self, password, user=None):
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self):
        return _("Use at most %(most)s characters.") % {"most": LONGEST}
