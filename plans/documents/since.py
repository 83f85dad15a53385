"""What became of a plan's text since somebody marked it as read: by section, word by word."""

import hashlib
import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html import escape
from math import ceil

from plans.documents.commenting import DRAWN
from plans.documents.compose import compose
from plans.documents.submitted import submitted_in
from plans.models import BlockFigure, Comment
from priorities.models import Figure
from records.wording import changes, plain

WORDS_A_MINUTE = 200
# Below this share of common words another paragraph stands there now, not the same one changed.
ALIKE = 0.4
# How plans/documents/_section.html begins a section and ends its heading.
SECTION = re.compile(r'<section class="(?:chapter|subsection)" id="([^"]+)">\n?')
HEADING = re.compile(r'<div class="heading"><h(\d)>(.*?)</h\1>.*?</div>', re.DOTALL)
NUMBER = re.compile(r'<span class="number">(.*?)</span>')
CELL = re.compile(r"</t[hd]>\s*(?=<t[hd])")
LINE = re.compile(r"</(?:p|li|h[1-6]|tr|caption|blockquote|figcaption|dt|dd|div|summary)>")


@dataclass(frozen=True)
class Text:
    """A whole plan as it reads now, and the name of exactly this text."""

    fragment: str

    @property
    def hash(self):
        return hashlib.sha256(self.fragment.encode()).hexdigest()

    @property
    def minutes(self):
        return minutes_for(len(plain(DRAWN.sub(" ", self.fragment)).split()))


def minutes_for(count):
    """About how long so many words take to read; at least one minute."""
    return max(ceil(count / WORDS_A_MINUTE), 1)


def text_now(plan):
    """The plan as it stands; once it is submitted, the text that was submitted."""
    return Text(compose(plan).fragment if plan.is_open else submitted_in(plan))


@dataclass(frozen=True)
class Part:
    """One section of a composed plan by itself, without the sections below it."""

    anchor: str
    number: str
    title: str
    lines: list


def parts(fragment):
    """A composed plan cut into its sections; what stands before the first is left out."""
    pieces = SECTION.split(fragment)
    return [_part(anchor, html) for anchor, html in zip(pieces[1::2], pieces[2::2], strict=True)]


def _part(anchor, html):
    heading = HEADING.search(html)
    inner = heading.group(2) if heading else ""
    number = NUMBER.search(inner)
    return Part(
        anchor,
        plain(number.group(1)) if number else "",
        plain(NUMBER.sub("", inner)),
        _lines(HEADING.sub("", html, count=1)),
    )


def _lines(html):
    """The words of a section, a line for each paragraph, list point and row of a table."""
    html = " ".join(DRAWN.sub(" ", html).split())
    html = LINE.sub("\n", CELL.sub(", ", html))
    # A cell without words leaves its comma behind.
    return [line for row in html.split("\n") if (line := plain(row).strip(", "))]


@dataclass(frozen=True)
class Step:
    """One place of a section: unchanged paragraphs in a row (how many), or one that changed."""

    kind: str  # same, changed, added or removed
    pieces: list = field(default_factory=list)
    count: int = 0


@dataclass(frozen=True)
class Changed:
    """A section that reads otherwise, is new, or is gone: what changed in it, in order."""

    part: Part
    kind: str  # changed, added or removed
    was_called: str = ""
    steps: list = field(default_factory=list)

    @property
    def words(self):
        """How many words there are to read in what changed."""
        shown = [piece.words for step in self.steps for piece in step.pieces]
        return sum(len(said.split()) for said in shown)


@dataclass(frozen=True)
class Since:
    """All that changed between two texts of a plan, and how many sections read the same."""

    sections: list
    unchanged: list

    @property
    def minutes(self):
        return minutes_for(sum(one.words for one in self.sections))


def since(before, now):
    """Two fragments of one plan compared, in the order of the later one; what is gone is last."""
    old = {part.anchor: part for part in parts(before)}
    changed, unchanged = [], []
    for part in parts(now):
        was = old.pop(part.anchor, None)
        if was is None:
            changed.append(Changed(part, "added", steps=_steps([], part.lines)))
        elif was.lines != part.lines or was.title != part.title:
            called = was.title if was.title != part.title else ""
            changed.append(Changed(part, "changed", called, _steps(was.lines, part.lines)))
        else:
            unchanged.append(part)
    gone = [Changed(part, "removed", steps=_steps(part.lines, [])) for part in old.values()]
    return Since(changed + gone, unchanged)


def _steps(old, new):
    found = []
    for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Step("same", count=b - a))
        else:
            found += _replaced(old[a:b], new[c:d])
    return found


def _replaced(old, new):
    """Paragraphs in place of others: those much alike stand together as one that changed."""
    rest, found = list(old), []
    for line in new:
        like = next((index for index, was in enumerate(rest) if _alike(was, line)), None)
        if like is None:
            found.append(Step("added", _compared("", line)))
            continue
        found += [Step("removed", _compared(was, "")) for was in rest[:like]]
        found.append(Step("changed", _compared(rest[like], line)))
        del rest[: like + 1]
    return found + [Step("removed", _compared(was, "")) for was in rest]


def _alike(old, new):
    matcher = SequenceMatcher(a=old.split(), b=new.split(), autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _compared(old, new):
    return changes(escape(old, quote=False), escape(new, quote=False))


def comments_since(plan, *, user, at):
    """What others said about the plan since then, in order."""
    found = Comment.objects.filter(plan=plan, at__gt=at, section__taken_out_at=None)
    found = found.exclude(author=user).select_related("section", "parent")
    return list(found)


def figures_since(plan, *, at):
    """The figures of a plan's live blocks that were changed since then, with their sections."""
    touched = Figure.history.filter(history_date__gt=at).values("id")
    shown = BlockFigure.objects.filter(
        block__section__plan=plan,
        block__taken_out_at=None,
        block__section__taken_out_at=None,
        figure__in=touched,
    )
    if plan.is_public:
        shown = shown.filter(figure__internal=False)
    shown = shown.order_by("block__section__order", "order")
    return list(shown.select_related("figure__measure", "block__section"))
