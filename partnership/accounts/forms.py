"""The forms of second factors: codes are counted as guesses, bad keys are answered in words."""

from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.cache import cache
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.accounts.guesses import guess, taken_back
from records.models import note

CODE_USED_FOR = 120  # seconds: longer than a code of an app is good for
NAME_LENGTH = 100


def _typed_code(label):
    typed = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return forms.CharField(label=label, max_length=20, widget=forms.TextInput(attrs=typed))


class Code(forms.Form):
    """A code of an app, or a recovery code, as somebody signs in or confirms a change."""

    code = _typed_code(_("Code"))

    def clean_code(self):
        counted = guess(context.request)
        code = super().clean_code()
        # An app's code is good for a minute and a half; nobody who looked on uses it again.
        used = f"code-used:{self.user.pk}:{normalize_user_code(code)}"
        if not cache.add(used, True, CODE_USED_FOR):
            raise get_adapter().validation_error("incorrect_code")
        taken_back(counted)
        return code


class SignInCode(Code, codes.AuthenticateForm):
    pass


class ConfirmingCode(Code, codes.ReauthenticateForm):
    pass


class FirstCode(totp.ActivateTOTPForm):
    """The first code of an app that has just been set up."""

    code = _typed_code(_("Code that the app shows"))


class Ceremony(forms.Form):
    """What a browser sends of a passkey. Whatever else is sent is refused, not stumbled over."""

    def full_clean(self):
        try:
            super().full_clean()
        except (AttributeError, KeyError, TypeError, ValueError):
            self._errors, self.cleaned_data = ErrorDict(), {}
            self.add_error("credential", _("This passkey was not accepted. Try again."))


class NewPasskey(Ceremony, passkeys.AddWebAuthnForm):
    name = forms.CharField(
        label=_("Name"),
        required=False,
        help_text=_("So that you know it again: “Work laptop”, “Blue key”"),
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone, without a password"),
        required=False,
        initial=True,
        help_text=_("It then asks for your finger, your face or its PIN."),
    )

    def clean_name(self):
        """Cut, not refused: the browser has made the key already."""
        return super().clean_name()[:NAME_LENGTH]


class SignInPasskey(Ceremony, passkeys.LoginWebAuthnForm):
    """A passkey instead of a password. Who failed is not known: the audit says only that."""

    def full_clean(self):
        super().full_clean()
        if self.is_bound and self.errors:
            why = "A passkey was not accepted"
            note("account.sign_in_failure", by=None, now=timezone.now(), reason=why)


class SecondPasskey(Ceremony, passkeys.AuthenticateWebAuthnForm):
    pass


class ConfirmingPasskey(Ceremony, passkeys.ReauthenticateWebAuthnForm):
    pass


class RenamedPasskey(passkeys.EditWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
