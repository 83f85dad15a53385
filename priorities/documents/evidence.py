"""What speaks for a candidate: gathered by topic and place, corrected by the officer."""

from dataclasses import dataclass, field

from django.db.models import Prefetch, prefetch_related_objects

from priorities.documents.findings import shown
from priorities.documents.guarding import protect
from priorities.documents.last_time import LastTime, last_list, last_time_of, past_decisions
from priorities.documents.talked_of import TalkedOf, talked_of
from priorities.documents.topics import figures_on, findings_on, statements_on
from priorities.documents.values import headline
from priorities.models import EvidenceChoice, FindingStatement
from priorities.models.statements import StatementKind


@dataclass
class Evidence:
    """All that the group is shown about one candidate, each piece with the way to its source.

    ``left_out`` holds the officer's choices to leave a piece out, each with its reason;
    ``asked`` is how many survey findings the partnership has at all.
    """

    candidate: object
    figures: list = field(default_factory=list)
    findings: list = field(default_factory=list)
    statements: list = field(default_factory=list)
    themes: list[TalkedOf] = field(default_factory=list)
    referrals: list = field(default_factory=list)
    last_time: LastTime | None = None
    left_out: list = field(default_factory=list)
    choices: dict = field(default_factory=dict)  # (kind, key) -> the officer's word on it
    asked: int = 0

    @property
    def statements_by_kind(self):
        """Statements under the four kinds, in their order; every kind has its list."""
        return {
            kind.value: [one for one in self.statements if one.kind == kind]
            for kind in StatementKind
        }

    @property
    def cause_and_cost(self):
        """What a source says about cause, cost and harm."""
        return [one for one in self.statements if one.kind != StatementKind.OTHERS]

    @property
    def several_of_a_kind(self):
        """Whether two sources speak of one thing: where they differ, both stand as stated."""
        kinds = [one.kind for one in self.cause_and_cost]
        return len(kinds) > len(set(kinds))

    @property
    def nobody_said(self):
        """“None of 7 survey findings speaks of it”."""
        return f"None of {self.asked} survey finding{'' if self.asked == 1 else 's'} speaks of it"

    @property
    def done_by_others(self):
        return [one for one in self.statements if one.kind == StatementKind.OTHERS]

    @property
    def count(self):
        """How many pieces there are."""
        pieces = (self.figures, self.findings, self.statements, self.themes, self.referrals)
        return sum(map(len, pieces)) + (self.last_time is not None)

    @property
    def told(self):
        """Each figure as a page says it: (figure, headline)."""
        return [(figure, headline(figure)) for figure in self.figures]

    @property
    def answers(self):
        """Each finding as a page says it: (finding, its share in words with its marks)."""
        return [(finding, shown(finding)) for finding in self.findings]

    def choice_on(self, kind, key):
        """The officer's word on a piece: added by hand, or nothing where it gathered itself."""
        return self.choices.get((kind, key))


def gather(candidates, partnership, *, public=False):
    """The evidence of candidates of one round, by their keys; always the same few queries.

    With ``public`` what is not for everybody stays away.
    """
    candidates = list(candidates)
    if not candidates:
        return {}
    prefetch_related_objects(
        candidates, "round__partnership", "topics", "priority", Prefetch("choices", _choices())
    )
    found = {one.pk: Evidence(one, choices=_chosen(one)) for one in candidates}
    year = candidates[0].round.year
    topics = {topic.pk for one in candidates for topic in one.topics.all()}
    _place(
        found, "figure", figures_on(partnership, topics, year, public=public), _of_measure, public
    )
    protect(figure for one in found.values() for figure in one.figures)
    _place(found, "finding", findings_on(partnership, topics, year, public=public), _of_row, public)
    _place(found, "statement", statements_on(partnership, topics), _of_many, public)
    _place_themes(found, partnership, topics)
    _add_last_time(found, partnership, year)
    asked = FindingStatement.objects.for_partnership(partnership).count()
    for evidence in found.values():
        evidence.asked = asked
        evidence.left_out = [c for c in evidence.candidate.choices.all() if c.left_out]
    return found


KINDS = {
    "figure": "figures",
    "finding": "findings",
    "statement": "statements",
    "theme": "themes",
}


def _choices():
    return EvidenceChoice.objects.select_related(
        "figure__measure__whole",
        "figure__area",
        "figure__batch",
        "finding__statement__survey",
        "theme",
        "statement",
    ).order_by("pk")


def _chosen(candidate):
    return {
        (kind, key): choice
        for choice in candidate.choices.all()
        for kind in KINDS
        if (key := _key(choice, kind))
    }


def _key(choice, kind):
    """The key of the thing that a choice is about; a merged theme's is what it is part of now."""
    if kind == "theme" and choice.theme:
        return choice.theme.root_id or choice.theme_id
    return getattr(choice, f"{kind}_id")


def _place(found, kind, rows, topics_of, public):
    """Give each candidate what has its topic and what the officer added; not what is left out."""
    for evidence in found.values():
        wanted = {topic.pk for topic in evidence.candidate.topics.all()}
        mine = [row for row in rows if wanted & topics_of(row)]
        known = {row.pk for row in mine}
        mine = [row for row in mine if not _is_left_out(evidence, kind, row.pk)]
        mine += [row for row in _added(evidence, kind) if row.pk not in known]
        shown = [row for row in mine if not (public and row.internal)]
        setattr(evidence, KINDS[kind], shown)


def _is_left_out(evidence, kind, key):
    choice = evidence.choice_on(kind, key)
    return choice is not None and choice.left_out


def _added(evidence, kind):
    chosen = evidence.candidate.choices.all()
    return [
        getattr(choice, kind)
        for choice in chosen
        if getattr(choice, f"{kind}_id") and not choice.left_out
    ]


def _of_measure(figure):
    return {figure.measure.topic_id}


def _of_row(row):
    return {row.topic_id}


def _of_many(row):
    return {topic.pk for topic in row.topics.all()}


def _place_themes(found, partnership, topics):
    added = {
        key
        for evidence in found.values()
        for (kind, key), choice in evidence.choices.items()
        if kind == "theme" and not choice.left_out
    }
    rows = talked_of(partnership, topics, added)
    for evidence in found.values():
        wanted = {topic.pk for topic in evidence.candidate.topics.all()}
        evidence.themes = [
            row
            for row in rows
            if not _is_left_out(evidence, "theme", row.theme.pk)
            and (wanted & row.topics or evidence.choice_on("theme", row.theme.pk))
        ]


def _add_last_time(found, partnership, year):
    last = last_list(partnership, year)
    decisions = past_decisions(partnership, year)
    for evidence in found.values():
        topics = {topic.pk for topic in evidence.candidate.topics.all()}
        referrals = last.referrals.all() if last else []
        evidence.referrals = [one for one in referrals if one.topic_id in topics]
        evidence.last_time = last_time_of(evidence.candidate, last, decisions)
