"""What rich text may hold, and nothing else: cleaned on save and again on render."""

import re
from html.parser import HTMLParser

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

TAGS = {
    *("p", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
ANCHORED = ("p", "h3", "h4", "li", "blockquote", "table")
ATTRIBUTES = {"a": {"href"}, "th": {"scope", "colspan"}, "td": {"colspan"}} | {
    tag: {"id"} for tag in ANCHORED
}
ANCHOR = re.compile(r"p-[0-9a-z]{8}")
SCHEMES = {"http", "https", "mailto"}
# An officer's table of plain facts never needs more, and a colspan of 100,000 took a
# renderer 38 seconds.
WIDEST_COLSPAN = 12
LONGEST = 200_000


def _attribute(tag, name, value):
    if name == "id" and not ANCHOR.fullmatch(value):
        return None
    if name == "colspan" and not (value.isdigit() and 1 <= int(value) <= WIDEST_COLSPAN):
        return None
    return value


def clean(html):
    """The allowed part of some HTML; scripts, styles, images and odd links are dropped."""
    return nh3.clean(
        html or "",
        tags=TAGS,
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


def faults(html):
    """What an officer must be told is not kept, in words; an empty list when all is kept."""
    finder = _FaultFinder()
    finder.feed(html or "")
    finder.close()
    return [words for words in FAULTS if words in finder.found]


FAULTS = (SCRIPTS, IMAGES, LINKS) = (
    "scripts and styles",
    "images and embedded pages",
    "links other than http, https and mailto",
)
EMBEDDED = {"img", "svg", "iframe", "object", "embed", "video", "audio"}
# The editor itself writes the widths of a table's columns as styles.
SIZED_BY_THE_EDITOR = {"table", "col"}


class _FaultFinder(HTMLParser):
    """Reads HTML as a browser does, so that neither case nor quotes nor entities hide a fault."""

    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attrs):
        names = {name for name, _ in attrs}
        styled = "style" in names and tag not in SIZED_BY_THE_EDITOR
        if tag in ("script", "style") or styled or any(name.startswith("on") for name in names):
            self.found.add(SCRIPTS)
        if tag in EMBEDDED:
            self.found.add(IMAGES)
        if tag == "a" and not _may_lead_to(dict(attrs).get("href") or ""):
            self.found.add(LINKS)


def _may_lead_to(address):
    # Browsers ignore control characters in an address, and blanks before it.
    plain = re.sub(r"[\x00-\x20]", "", address)
    scheme = re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*(?=:)", plain)
    return not scheme or scheme.group().lower() in SCHEMES


HEADING = re.compile(r"(</?h)([34])\b")


def raised(html):
    """Clean HTML with its headings one level up, for a page that has none between it and h1."""
    up = HEADING.sub(lambda found: f"{found[1]}{int(found[2]) - 1}", clean(html))
    return mark_safe(up)  # noqa: S308 - cleaned just now


def render(html):
    """Cleaned HTML that a template may print."""
    return mark_safe(clean(html))  # noqa: S308 - it was cleaned in this line


def words(html):
    """The words alone, for search, comparison and length checks."""
    return " ".join(strip_tags((html or "").replace("<", " <")).split())
