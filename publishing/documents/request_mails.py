"""What the mails about a request say; nothing is sent here."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from publishing.documents.promises import KEPT_DAYS, is_due_words, reference_of
from publishing.models import FormatRequest


@dataclass(frozen=True)
class MailText:
    """What a mail says, before it is one."""

    subject: str
    body: str


def thanks_text(asked):
    """What whoever asked gets at once: what we promise, and where they see how it stands."""
    return _text("request_thanks", asked)


def answer_text(asked):
    """What whoever asked gets at the end: what became of it."""
    return _text("request_answer", asked)


def reminder_text(asked, on):
    """What officers get; nothing in it tells who asked."""
    link = settings.SITE_URL + reverse("publishing:format_request_detail", args=[asked.uid])
    due = is_due_words(asked.promised_on, on).lower()
    return _rendered("request_reminder", {"asked": asked, "link": link, "due": due})


def _text(name, asked):
    """In Welsh to those who asked for Welsh."""
    welsh = asked.wanted == FormatRequest.Wanted.WELSH
    with translation.override("cy" if welsh else settings.LANGUAGE_CODE):
        page = reverse("publishing:format_request_page", args=[asked.partnership.slug, asked.uid])
        context = {
            "asked": asked,
            "partnership": asked.partnership,
            "reference": reference_of(asked),
            "link": settings.SITE_URL + page,
            "kept_days": KEPT_DAYS,
        }
        return _rendered(name, context)


def _rendered(name, context):
    """A mail's first line is its subject, the rest its body."""
    lines = render_to_string(f"publishing/mail/{name}.txt", context).strip()
    subject, _, body = lines.partition("\n")
    return MailText(subject, body.strip() + "\n")
