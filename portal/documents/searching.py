"""What somebody searches for, and a page of what was found, each with its words in context."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.documents.matching import (
    LONGEST,
    MOST_WORDS,
    best,
    marked,
    newest,
    plain,
    scope_words,
    words_of,
)
from portal.documents.passages import with_marks
from portal.documents.searched import SEARCHED, Hit
from portal.models import SearchEntry, SearchKind
from publishing.models import Language
from records.languages import is_welsh

SIZE = 20
ORDERS = ("best", "newest")


class Asked:
    """What an address asks for: whatever makes no sense narrows nothing."""

    def __init__(self, data, partnership=None):
        self.text = plain(data.get("q", ""))
        self.cut = len(data.get("q", "").strip()) > LONGEST
        self.words = words_of(self.text)
        self.partnership = partnership
        kind, order = data.get("kind", ""), data.get("order", "")
        self.kind = kind if kind in SearchKind.values else ""
        self.order = order if order in ORDERS else ORDERS[0]
        self.after = _key(data.get("after", ""))

    @property
    def scope(self):
        language = Language.WELSH if is_welsh() else Language.ENGLISH
        return scope_words(language.value, partnership=self.partnership, kind=self.kind)

    @property
    def left_out(self):
        """Whether not all that was typed is looked for."""
        return self.cut or len(self.words) == MOST_WORDS

    def query(self, **other):
        """The query of an address that asks for the same, save what ``other`` says."""
        asked = {"q": self.text, "kind": self.kind, "order": self.order, "after": ""} | other
        if asked["order"] == ORDERS[0]:
            asked["order"] = ""
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def kinds(self):
        """(label, query, whether it is chosen) of each kind that can be asked for."""
        every = [("", _("Everything")), *SearchKind.choices]
        return [(label, self.query(kind=value), value == self.kind) for value, label in every]

    @property
    def orders(self):
        labels = zip(ORDERS, (_("Best match first"), _("Newest first")), strict=True)
        return [(label, self.query(order=one), one == self.order) for one, label in labels]


def _key(words):
    usable = words.isascii() and words.isdigit() and len(words) < 19
    return int(words) if usable else None


@dataclass(frozen=True)
class Result:
    """One part of something published, with the words that were found marked in it."""

    entry: SearchEntry
    hit: Hit
    title: str
    passage: str

    @property
    def address(self):
        return f"{self.hit.address}#{self.entry.anchor}" if self.entry.anchor else self.hit.address

    @property
    def within(self):
        """What it is a part of, if it is one."""
        return self.hit.heading if self.entry.anchor else ""

    @property
    def language(self):
        """The language of its words, where it is not the page's."""
        here = Language.WELSH if get_language() == Language.WELSH else Language.ENGLISH
        return "" if self.entry.language == here else self.entry.language


@dataclass(frozen=True)
class Found:
    """A page of results; ``older`` is the query of the next one."""

    results: list
    older: str = ""
    first: bool = True


def search(asked, today):
    """A page of what has all the words that somebody asks for; only what is public now."""
    if not asked.words:
        return Found([])
    keys = _keys(asked)
    page, more = keys[:SIZE], len(keys) > SIZE
    return Found(
        _results(asked, page, today),
        older=asked.query(after=page[-1]) if more else "",
        first=asked.after is None,
    )


def _keys(asked):
    """The keys of one page, and of one entry more where there is one."""
    if asked.order == "newest":
        return newest(asked.words, asked.scope, before=asked.after, most=SIZE + 1)
    ranked = best(asked.words, asked.scope)
    start = ranked.index(asked.after) + 1 if asked.after in ranked else 0
    return ranked[start : start + SIZE + 1]


def _results(asked, keys, today):
    entries = SearchEntry.objects.defer("text").in_bulk(keys)
    hits = _hits(entries.values(), today)
    texts = marked(asked.words, asked.scope, keys)
    found = []
    for key in keys:
        entry = entries.get(key)
        hit = hits.get((entry.kind, entry.thing)) if entry else None
        # What changed since its words were taken is left out until they are taken anew.
        if hit is None or hit.stamp != entry.stamp or key not in texts:
            continue
        title, passage = texts[key]
        found.append(Result(entry, hit, with_marks(title), with_marks(passage)))
    return found


def _hits(entries, today):
    """{(kind, key): Hit} of those things that are public now; a few queries for each kind."""
    keys = {}
    for entry in entries:
        keys.setdefault(entry.kind, set()).add(entry.thing)
    return {
        (kind, key): hit
        for kind, some in keys.items()
        for key, hit in SEARCHED[kind].hits(some, today).items()
    }
