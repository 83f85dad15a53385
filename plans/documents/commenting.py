"""What was said about a plan while it is written, and where in the text it belongs now."""

import copy
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, OuterRef, Q, Subquery

from plans.documents.blocks import block_html
from plans.models import Comment, PlanLook
from records.anchors import paragraphs
from records.wording import plain

LONGEST_BEGINNING = 60
# A drawing says in its words what it shows; its labels are not text that somebody quotes.
DRAWN = re.compile(r"<svg.*?</svg>", re.DOTALL)

HERE, MOVED, CHANGED, GONE = "here", "moved", "changed", "gone"


def open_counts(plan):
    """How many comments wait for an answer, by the key of their section (None: the whole plan)."""
    found = Comment.objects.filter(plan=plan, parent=None, resolved_at=None)
    return dict(found.order_by().values_list("section").annotate(Count("pk")))


@dataclass(frozen=True)
class Part:
    """A paragraph of a section: what a comment can hang on."""

    anchor: str
    words: str
    target: str  # the id that it has on the section's page

    @property
    def beginning(self):
        """How a list of choices names it."""
        if len(self.words) <= LONGEST_BEGINNING:
            return self.words
        return f"{self.words[:LONGEST_BEGINNING].rsplit(' ', 1)[0]} …"


class LivePart:
    """A live block, named by its kind; its words are drawn only for a comment that quotes them."""

    def __init__(self, block, entry, outline):
        self.block, self.entry, self.outline = block, entry, outline
        # A live block has no paragraphs of its own.
        self.anchor = f"block-{block.uid.hex[:8]}"
        self.target = f"block-{block.uid}"
        self.beginning = f"{block.get_kind_display()} (live block)"

    @cached_property
    def words(self):
        # Of a copy, so that reading for a comment counts no table of the page twice.
        outline = copy.copy(self.outline)
        outline.counts = {}
        return plain(DRAWN.sub(" ", block_html(self.block, self.entry, outline)))


def holds(words, quote):
    """Whether a quote stands in some words, however the blanks between them are written."""
    return "".join(quote.split()) in "".join(words.split())


def parts_of(entry, outline):
    """The paragraphs and live blocks of a section, in order."""
    found = []
    for block in entry.blocks:
        if block.is_written:
            texts = [(one.id, plain(one.inner)) for one in paragraphs(block.text)]
            found += [Part(anchor, words, anchor) for anchor, words in texts if words]
        else:
            found.append(LivePart(block, entry, outline))
    return found


@dataclass
class Remark:
    """A comment in its place: its replies, and whether its words still stand in the text."""

    comment: Comment
    replies: list = field(default_factory=list)
    standing: str = ""
    part: Part | LivePart | None = None
    may_resolve: bool = False

    @property
    def initials(self):
        return initials(self.comment.author_label)


def initials(label):
    """“CR” for a crime reduction adviser: the sign before a name, never read aloud."""
    return "".join(word[0] for word in label.split()[:2] if word[0].isalnum()).upper()


def place(comment, parts):
    """Where a comment's words stand now: (here, moved, changed, gone or "", the part)."""
    if not comment.anchor:
        return "", None
    quote = comment.quote
    own = next((part for part in parts if part.anchor == comment.anchor), None)
    if own and (not quote or holds(own.words, quote)):
        return HERE, own
    written = [part for part in parts if isinstance(part, Part)]
    elsewhere = next((part for part in written if quote and holds(part.words, quote)), None)
    if elsewhere:
        return MOVED, elsewhere
    return (CHANGED, own) if own else (GONE, None)


@dataclass
class Remarks:
    """All that was said of one section, or of a plan as a whole.

    ``parts`` is what a new comment can be about; nothing is read before a page asks for it.
    """

    plan: object
    section: object = None
    entry: object = None
    outline: object = None
    user: object = None
    writer: bool = False

    @cached_property
    def parts(self):
        return parts_of(self.entry, self.outline) if self.entry else []

    @cached_property
    def all(self):
        of_section = Comment.objects.filter(plan=self.plan, section=self.section)
        return self._threads(of_section.select_related("check_of"))

    def _threads(self, found):
        threads, replies = [], defaultdict(list)
        for comment in found:
            if comment.parent_id:
                replies[comment.parent_id].append(comment)
            else:
                threads.append(Remark(comment))
        for one in threads:
            one.replies = replies[one.comment.pk]
            if one.comment.anchor:
                one.standing, one.part = place(one.comment, self.parts)
            one.may_resolve = self.writer or one.comment.author_id == self.user.pk
        return threads

    @property
    def open(self):
        return [one for one in self.all if one.comment.resolved_at is None]

    @property
    def resolved(self):
        return [one for one in self.all if one.comment.resolved_at is not None]


def comments_of(plan, outline, *, user, writer, section=None):
    """What the pane beside the text shows: the comments of one section, or of the whole plan."""
    entry = section and next((e for e in outline.walk() if e.section.pk == section.pk), None)
    return Remarks(plan, section, entry, outline, user, writer)


def comments_everywhere(plan, outline, *, user, writer):
    """All comments of a plan: the whole plan first, then its sections in order."""
    by_section = defaultdict(list)
    for comment in Comment.objects.filter(plan=plan).select_related("check_of"):
        by_section[comment.section_id].append(comment)
    found = []
    for entry in (None, *outline.walk()):
        section = entry and entry.section
        said = by_section.get(section and section.pk)
        if said:
            remarks = Remarks(plan, section, entry, outline, user, writer)
            remarks.all = remarks._threads(said)
            found.append(remarks)
    return found


def answered_threads(user, partnerships):
    """My open comments whose last word is somebody else's: (the comment, that reply)."""
    mine = Comment.objects.filter(
        author=user,
        parent=None,
        resolved_at=None,
        plan__partnership__in=partnerships,
        section__taken_out_at=None,
    )
    found = mine.select_related("plan", "section").prefetch_related("replies")
    threads = [(comment, list(comment.replies.all())) for comment in found]
    return [(one, said[-1]) for one, said in threads if said and said[-1].author_id != user.pk]


def waiting_in(plans, user):
    """By key of a plan: how many comments wait for an answer, and how many others said lately.

    Lately is since somebody marked the plan as read; whoever never did has none of these.
    """
    read_at = PlanLook.objects.filter(user=user, plan=OuterRef("plan")).values("at")
    waits = Q(parent=None, resolved_at=None)
    new = Q(at__gt=Subquery(read_at)) & ~Q(author=user)
    found = Comment.objects.filter(plan__in=plans, section__taken_out_at=None).order_by()
    counted = {"waiting": Count("pk", filter=waits), "lately": Count("pk", filter=new)}
    rows = found.values("plan").annotate(**counted)
    return {row["plan"]: (row["waiting"], row["lately"]) for row in rows}
