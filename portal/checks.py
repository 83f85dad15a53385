"""What of an installation's settings would let people down, beside what Django's own checks say.

Asked by ``manage.py check --deploy``, which whoever sets up a portal runs before people use it.
"""

from django.conf import settings
from django.core.checks import Tags, Warning, register

SHORTEST_TOKEN = 20
# Mails of these reach a developer's screen or nobody.
GO_NOWHERE = ("console", "dummy", "locmem", "filebased")


def mails_leave():
    """Whether a mail of this installation can reach anybody."""
    return settings.EMAIL_BACKEND.rsplit(".", 2)[-2] not in GO_NOWHERE


@register(Tags.security, deploy=True)
def settings_that_let_people_down(app_configs, **kwargs):
    """A warning for each, with the variable that mends it."""
    return [
        Warning(words, hint=hint, id=f"portal.W{number:03}")
        for number, (wrong, words, hint) in enumerate(_looked_at(), 1)
        if wrong
    ]


def _looked_at():
    """Each setting: whether it is wrong, what that means to people, what to do."""
    token = settings.METRICS_TOKEN
    return [
        (
            not settings.HTTPS,
            "Passwords and drafts would cross the network for all to read.",
            "Set SITE_URL to the address that people type, beginning with https://.",
        ),
        (
            settings.HTTPS and not settings.ALLAUTH_TRUSTED_PROXY_COUNT,
            "The proxy that speaks https is not trusted, so everybody who signs in has its "
            "address, and ten wrong passwords of one person keep all others out.",
            "Set TRUSTED_PROXIES to the number of proxies of your own before the portal.",
        ),
        (
            not settings.SECOND_FACTOR_REQUIRED,
            "Whoever learns a password signs in with it alone.",
            "Leave out SECOND_FACTOR, or set it to required.",
        ),
        (
            bool(token) and len(token) < SHORTEST_TOKEN,
            "The token of /metrics can be guessed.",
            f"Set METRICS_TOKEN to {SHORTEST_TOKEN} or more random characters, or leave it out.",
        ),
        (
            not mails_leave(),
            "Invitations, new passwords and reminders reach nobody.",
            "Leave out EMAIL_BACKEND and set EMAIL_HOST to a mail server.",
        ),
    ]
