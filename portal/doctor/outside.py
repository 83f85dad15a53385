"""What others see of the installation: its mails, its address, its clock, its keys."""

import datetime
import http.client
import smtplib
import stat
import time
import urllib.error
import urllib.request
from email.utils import parsedate_to_datetime

from django.conf import settings
from django.core import checks
from django.core.mail import EmailMessage, get_connection
from django.db import connection

from portal.checks import mails_leave
from portal.health import Dead

KEEP_KEY = (
    "Set SECRET_KEY to a long random text that nobody else can read; the former one goes into "
    "SECRET_KEY_FALLBACKS."
)
CORRECT_MAIL = (
    "Correct EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD and EMAIL_USE_TLS. "
    "Until then nobody is invited or reminded."
)
SET_CLOCK = "Let every machine keep its time by NTP: codes of second factors depend on it."
CORRECT_ADDRESS = "Start the portal, or correct SITE_URL, the proxy or the name server."
CORRECT_SETTINGS = "What each of them means: manage.py check --deploy"
SHORTEST_KEY, LETTERS = 50, 5
APART = 5  # seconds by which two clocks may differ
SECONDS = 10


def secret_key():
    """The key is long, and where a file keeps it, its owner's alone."""
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or len(set(key)) < LETTERS:
        raise Dead(f"it has only {len(key)} characters, {len(set(key))} different ones")
    kept = settings.VAR_DIR / "secret-key"
    if kept.exists() and stat.S_IMODE(kept.stat().st_mode) & 0o077:
        raise Dead(f"others can read {kept}")


def mail(to):
    """The mail server takes a connection and the sign-in; with an address, a mail."""
    if not mails_leave():
        name = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
        if to or settings.PRODUCTION:
            raise Dead(f"mails go nowhere: EMAIL_BACKEND is “{name}”")
        return f"mails go nowhere but here: “{name}”"
    try:
        with get_connection() as server:
            if to:
                said = f"This mail was asked for by manage.py doctor of {settings.SITE_URL}."
                EmailMessage("A mail of the portal", said, to=[to], connection=server).send()
    except (OSError, smtplib.SMTPException) as error:
        raise Dead(str(error)) from error
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    return f"{where} took a mail to {to}" if to else f"{where} answers"


def clock():
    """This machine's clock and the database's say the same."""
    if connection.vendor != "postgresql":
        return "the database has the clock of this machine"
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        apart = float(cursor.fetchone()[0]) - time.time()
    if abs(apart) > APART:
        raise Dead(f"the database's clock is {apart:+.0f} s apart from this machine's")
    return f"{abs(apart):.1f} s apart from the database's"


def address():
    """People who type SITE_URL reach a portal, and its clock is right."""
    asked = f"{settings.SITE_URL}/health/live"
    try:
        with urllib.request.urlopen(asked, timeout=SECONDS) as answer:  # noqa: S310
            said, at = answer.read(100), answer.headers.get("Date", "")
    except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
        raise Dead(f"{asked} does not answer ({error})") from error
    if said != b"alive\n":
        raise Dead(f"{asked} is answered by something else")
    if at:
        now = datetime.datetime.fromtimestamp(time.time(), datetime.UTC)
        apart = (parsedate_to_datetime(at) - now).total_seconds()
        if abs(apart) > APART + SECONDS:
            raise Dead(f"the clock of {settings.SITE_URL} is {apart:+.0f} s apart")
    return settings.SITE_URL


def checked():
    """Django's own checks of a deployment, and the portal's."""
    found = checks.run_checks(include_deployment_checks=settings.PRODUCTION)
    grave = [one for one in found if one.level >= checks.WARNING and not one.is_silenced()]
    if grave:
        raise Dead("; ".join(f"{one.msg.splitlines()[0]} ({one.id})" for one in grave))
