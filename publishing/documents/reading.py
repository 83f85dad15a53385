"""A frozen text as the site shows it: each paragraph can be linked to, words are explained.

The text itself stays as it was published: only links are set into it, and behind each chapter
the words that it uses.
"""

import hashlib
import re
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.translation import gettext as _

from publishing.documents.explaining import Explainer
from records.wording import plain

TOKEN = re.compile(r"<!--.*?-->|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|[^<]+|<", re.DOTALL)
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
CLASS = re.compile(r'\sclass="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')
VOID = {"br", "img", "hr", "col", "wbr", "input"}
PARAGRAPHS = ("p", "li")
# What stands in one of these is part of a larger thing that has a link, or needs none.
WITHIN = {"li", "td", "th", "figure", "figcaption", "details", "address", "aside", "caption", "nav"}
# Captions: what they stand above has the link.
NO_LINK = {"call-out__title", "actions__title"}
HERE = ' <a class="permalink permalink--here" href="#{}" aria-label="{}">#</a>'
FOLLOW = (
    '<p class="actions__follow"><a href="{}">{}<span class="visually-hidden">: {}</span></a>{}</p>'
)

GOING = (
    '<a class="priorities-list__going" href="{}">{}<span class="visually-hidden">: {}</span></a>'
)


@dataclass(frozen=True)
class Ways:
    """Where a reader finds what became of what a text names.

    ``actions`` says it of the ids of actions, with the number of each; ``priorities`` of the
    words in which the list of priorities names them.
    """

    actions: dict = field(default_factory=dict)
    priorities: dict = field(default_factory=dict)


@dataclass
class _Open:
    """An element that has begun: its name, and its place among the pieces written."""

    name: str
    classes: set
    at: int
    id: str = ""


@dataclass
class _Reader:
    """Walks through a text from tag to tag and writes it again with what it adds."""

    explainer: Explainer
    ways: Ways
    pieces: list = field(default_factory=list)
    open: list = field(default_factory=list)
    section: str = ""
    given: set = field(default_factory=set)

    def read(self, fragment):
        for token in TOKEN.findall(fragment):
            tag = TAG.match(token)
            if tag is None:
                explained = not token.startswith("<") and self._may_explain()
                self.pieces.append(self.explainer.text(token) if explained else token)
            elif tag.group(1):
                self._end(tag.group(2).lower(), token)
            else:
                self._begin(tag.group(2).lower(), token)
        return "".join(self.pieces)

    def _may_explain(self):
        return self.explainer.may_stand_in(one.name for one in self.open)

    def _begin(self, name, token):
        self.pieces.append(token)
        if name in VOID or token.endswith("/>"):
            return
        one = _Open(name, set(_first(CLASS, token).split()), len(self.pieces) - 1)
        one.id = _first(ID, token)
        if name == "section":
            self.section = one.id or self.section
            if "chapter" in one.classes:
                self.explainer.begin(one.id)
        self.open.append(one)

    def _end(self, name, token):
        while self.open and self.open[-1].name != name:
            self.open.pop()  # an element whose end may be left out
        one = self.open.pop() if self.open else None
        if one and name in PARAGRAPHS and self._stands_alone(one):
            self._link(one)
        if one and name == "section" and "chapter" in one.classes:
            self.pieces.append(self.explainer.end())
        self.pieces.append(token)

    def _stands_alone(self, one):
        return not NO_LINK & one.classes and not WITHIN & {other.name for other in self.open}

    def _link(self, one):
        """The lasting link to a paragraph, at its end; and the way on from an action."""
        anchor = one.id or self._new_id(one)
        if not anchor:
            return
        link = format_html(HERE, anchor, _("Link to this paragraph"))
        if anchor in self.ways.actions:
            address, number = self.ways.actions[anchor]
            link = format_html(FOLLOW, address, _("Follow this action"), number, link)
        said = plain("".join(self.pieces[one.at :])) if self._in_priorities() else ""
        if said in self.ways.priorities:
            address = self.ways.priorities[said]
            self.pieces.append(format_html(GOING, address, _("How it is going"), said))
        self.pieces.append(link)

    def _in_priorities(self):
        return bool(self.open) and "priorities-list" in self.open[-1].classes

    def _new_id(self, one):
        """An id made of the words and the section: the same as long as both stay."""
        said = plain("".join(self.pieces[one.at :]))
        if not said:
            return ""
        name = hashlib.sha256(f"{self.section}\0{said}".encode()).hexdigest()[:8]
        while f"t-{name}" in self.given:
            name += "-2"
        self.given.add(f"t-{name}")
        begun, cut = self.pieces[one.at], len(one.name) + 1
        self.pieces[one.at] = f'{begun[:cut]} id="t-{name}"{begun[cut:]}'
        return f"t-{name}"


def _first(pattern, token):
    found = pattern.search(token)
    return found.group(1) if found else ""


def for_reading(fragment, terms=(), ways=None):
    """The text with a link at each paragraph, the terms explained, and ways on.

    ``terms`` are pairs of a word and its meaning.
    """
    return _Reader(Explainer(terms), ways or Ways()).read(fragment)
