"""Texts to tell of a publication by other ways, made from the edition itself, ready to copy."""

from dataclasses import dataclass

import segno
from django.conf import settings
from django.template.defaultfilters import date
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from publishing.documents.pages import address_of
from publishing.models import Form, Language
from records.languages import in_language

SHORT = 300  # characters of a message to phones
SOCIAL = 280  # with its link
SHORTEST_SUMMARY = 20  # less of it says nothing


@dataclass(frozen=True)
class PackText:
    """One text of the pack: for which way, how long it may be there, the words."""

    key: str
    title: str
    hint: str
    words: str
    most: int | None = None

    @property
    def rows(self):
        """How high its box is."""
        return min(24, sum(1 + len(line) // 70 for line in self.words.splitlines()) + 1)


@dataclass(frozen=True)
class Pack:
    """All texts in one language, the address that they lead to, and its QR code."""

    language: str
    name: str
    link: str
    texts: list

    @property
    def notice(self):
        """The paragraphs of the notice to print; the first one is its title."""
        return next(text.words for text in self.texts if text.key == "notice").split("\n\n")

    @property
    def qr(self):
        """The link as a QR code, with its quiet zone and words for who does not see it."""
        code = segno.make(self.link, error="m", micro=False)
        words = _("QR code that leads to %(link)s") % {"link": self.link}
        drawing = code.svg_inline(border=4, dark="#000", light="#fff", title=words, omitsize=True)
        return mark_safe(drawing)  # noqa: S308 - made of squares here; the link is escaped by segno


@dataclass(frozen=True)
class _Told:
    """What the texts are made of, in the language of the pack."""

    title: str
    summary: str
    changed: str
    partnership: str
    link: str
    phone: str
    email: str
    day: str

    @property
    def spoken(self):
        """The address as people type it."""
        return self.link.partition("://")[2].rstrip("/")


def packs_of(edition):
    """A pack in each language in which the edition has a text, its own first."""
    others = [code for code in Language.values if code != edition.language]
    found = [edition.text_in(code, Form.FULL) for code in [edition.language, *others]]
    return [_pack(edition, text) for text in found if text is not None]


def _pack(edition, text):
    welsh = text.language == Language.WELSH
    with translation.override("cy" if welsh else settings.LANGUAGE_CODE):
        told = _told(edition, text)
        texts = [make(told) for make in (_short, _long, _social, _alt, _press, _notice, _signature)]
    return Pack(text.language, "Cymraeg" if welsh else "English", told.link, texts)


def _told(edition, text):
    address = address_of(edition.document)
    line = text.snapshot.get("formats_line") or {}
    # A change note is written once, in the language of the edition itself; a first edition's
    # tells of no change.
    says = edition.number > 1 and text.language == edition.language
    return _Told(
        title=text.title,
        summary=text.snapshot.get("summary") or "",
        changed=edition.change_note if says else "",
        partnership=in_language(edition.document.partnership, "name"),
        link=settings.SITE_URL + (address.page if address else ""),
        phone=line.get("phone", ""),
        email=line.get("email", ""),
        day=date(localtime(edition.published_at), "j F Y"),
    )


def _short(told):
    begin = _("%(who)s: %(title)s is published.") % {"who": told.partnership, "title": told.title}
    return PackText(
        "short",
        _("Community messaging, short"),
        _("For a text message: at most %(most)s characters") % {"most": SHORT},
        _fitted(begin, told.summary, _("Read it: %(link)s") % {"link": told.link}, SHORT),
        SHORT,
    )


def _long(told):
    words = [
        _("%(who)s has published %(title)s.") % {"who": told.partnership, "title": told.title},
        told.summary,
        _changed(told),
        _("Read it here: %(link)s") % {"link": told.link},
        _other_formats(told),
    ]
    return PackText(
        "long",
        _("Community messaging, longer"),
        _("For an e-mail of the messaging system"),
        _paragraphs(words),
    )


def _social(told):
    return PackText(
        "social",
        _("Social media"),
        _("At most %(most)s characters with the link") % {"most": SOCIAL},
        _fitted(f"{told.title}.", told.summary, told.link, SOCIAL),
        SOCIAL,
    )


def _alt(told):
    return PackText(
        "alt",
        _("Words for a picture of the cover"),
        _("The text alternative that goes with a picture, for people who do not see it"),
        _("The cover of “%(title)s” of %(who)s: the title in white on one colour.")
        % {"title": told.title, "who": told.partnership},
    )


def _press(told):
    words = [
        _("PRESS RELEASE, DRAFT"),
        _("Published on %(day)s") % {"day": told.day},
        _("%(who)s publishes %(title)s") % {"who": told.partnership, "title": told.title},
        told.summary,
        _changed(told),
        _("[A sentence of the chair, which the chair has agreed to]"),
        _("Everybody can read it at %(link)s") % {"link": told.link},
        _other_formats(told),
        _("ENDS"),
        _("Notes for editors: [whom to call, and between which hours]"),
    ]
    return PackText(
        "press",
        _("Press release"),
        _("A draft: fill in what stands in square brackets"),
        _paragraphs(words),
    )


def _notice(told):
    words = [
        told.title,
        told.summary,
        _("Read it at %(address)s or scan the code.") % {"address": told.spoken},
        _other_formats(told),
        told.partnership,
    ]
    return PackText(
        "notice",
        _("Notice to print"),
        _("For a notice board or a leaflet, with the code below"),
        _paragraphs(words),
    )


def _signature(told):
    return PackText(
        "signature",
        _("Line below your e-mails"),
        _("For everybody who works for the partnership"),
        _("New: %(title)s, %(link)s") % {"title": told.title, "link": told.link},
    )


def _changed(told):
    return _("What changed: %(changed)s") % {"changed": told.changed} if told.changed else ""


def _other_formats(told):
    """How to ask for another form, as the edition itself says it."""
    if told.phone and told.email:
        return _(
            "In large print, Braille, audio or another language: call %(phone)s or write to "
            "%(email)s"
        ) % {"phone": told.phone, "email": told.email}
    way = told.phone or told.email
    if not way:
        return ""
    return _("In large print, Braille, audio or another language: %(way)s") % {"way": way}


def _paragraphs(words):
    return "\n\n".join(one.strip() for one in words if one.strip())


def _fitted(begin, summary, end, most):
    """Begin, as much of the summary as fits, end; never longer than it may be."""
    room = most - len(begin) - len(end) - 2
    middle = Truncator(summary).chars(room) if summary and room >= SHORTEST_SUMMARY else ""
    if room < 0:
        begin = Truncator(begin).chars(max(0, most - len(end) - 1))
    return " ".join(part for part in (begin, middle, end) if part)


def as_text(edition, packs):
    """The whole pack as one file that every program opens."""
    lines = []
    for pack in packs:
        lines += [f"{edition} ({pack.name})", "=" * 60, ""]
        for text in pack.texts:
            lines += [text.title, "-" * len(text.title), text.words, "", ""]
    return "\r\n".join("\n".join(lines).splitlines()) + "\r\n"
