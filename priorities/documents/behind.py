"""What speaks for each priority of a list, as everybody may read it: nothing internal.

For what a round decided it is that candidate's evidence, as the officer chose it; for other
priorities what has their topics.
"""

from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects
from django.db.models.functions import Coalesce

from events.documents.address import report_address
from events.models import Event, ReportedTheme
from priorities.documents import findings as told
from priorities.documents.evidence import gather
from priorities.documents.guarding import protect
from priorities.documents.talked_of import talked_of
from priorities.documents.topics import figures_on, findings_on, statements_on
from priorities.documents.values import headline, is_queried
from priorities.models import Candidate


@dataclass(frozen=True)
class Reported:
    """A theme in the words of a public report, and where that report is."""

    wording: str
    event: Event
    address: str


@dataclass
class Behind:
    """The public evidence of one priority."""

    figures: list = field(default_factory=list)
    findings: list = field(default_factory=list)
    statements: list = field(default_factory=list)
    themes: list[Reported] = field(default_factory=list)

    def __bool__(self):
        return bool(self.figures or self.findings or self.statements or self.themes)

    @property
    def main_figure(self):
        """The one for a card: a change that its source states, before a bare level."""
        sound = [one for one in self.figures if not one.missing and not is_queried(one)]
        return next((one for one in sound if one.direction), next(iter(sound), None))

    @property
    def headlines(self):
        """Each figure as a page says it."""
        return [(figure, headline(figure)) for figure in self.figures]

    @property
    def answers(self):
        """Each finding as a page says it."""
        return [(finding, told.shown(finding)) for finding in self.findings]


def plan_year(priority_list):
    """The plan year in which a list begins: 2011 for April 2011 to March 2012."""
    first = priority_list.starts_on
    return first.year if first.month >= 4 else first.year - 1


def behind(priority_list, priorities):
    """The public evidence of priorities by their keys; always the same few queries."""
    priorities = list(priorities)
    prefetch_related_objects(priorities, "topics")
    partnership = priority_list.partnership
    decided = _decided(priority_list, priorities)
    gathered = gather(decided.values(), partnership, public=True)
    pieces = {key: gathered[candidate.pk] for key, candidate in decided.items()}
    rest = [one for one in priorities if one.pk not in decided]
    themes = {key: evidence.themes for key, evidence in pieces.items()}
    found = {
        key: Behind(evidence.figures, evidence.findings, evidence.statements)
        for key, evidence in pieces.items()
    }
    for priority, piece, spoken in _by_topics(priority_list, rest):
        found[priority.pk], themes[priority.pk] = piece, spoken
    _add_reported(found, themes)
    return found


def _decided(priority_list, priorities):
    """The candidate of a list's round for each priority that was decided there."""
    candidates = Candidate.objects.filter(
        round=priority_list.round_id, priority__in=[one.pk for one in priorities]
    )
    if priority_list.round_id is None:
        return {}
    return {candidate.priority_id: candidate for candidate in candidates}


def _by_topics(priority_list, priorities):
    """Each priority with what has its topics, and the themes that speak of it."""
    if not priorities:
        return
    of, year = priority_list.partnership, plan_year(priority_list)
    topics = {topic.pk for one in priorities for topic in one.topics.all()}
    figures = protect(figures_on(of, topics, year, public=True))
    findings = findings_on(of, topics, year, public=True)
    statements = [one for one in statements_on(of, topics) if not one.internal]
    spoken = talked_of(of, topics)
    for priority in priorities:
        own = {topic.pk for topic in priority.topics.all()}
        piece = Behind(
            [one for one in figures if one.measure.topic_id in own],
            [one for one in findings if one.topic_id in own],
            [one for one in statements if own & {topic.pk for topic in one.topics.all()}],
        )
        yield priority, piece, [row for row in spoken if own & row.topics]


def _add_reported(found, themes):
    """Of the themes only what a public report names, in the words of its frozen text."""
    keys = {row.theme.pk for rows in themes.values() for row in rows}
    lines = ReportedTheme.objects.annotate(top=Coalesce("theme__root", "theme"))
    lines = lines.filter(top__in=keys).select_related("workshop")
    reported = Event.objects.reported().filter(document__withdrawn_at=None)
    events = reported.filter(workshops__reported_themes__in=[line.pk for line in lines])
    events = events.select_related("partnership", "document__current_edition").distinct()
    printed = {event.pk: _printed(event) for event in events}
    by_key = {event.pk: event for event in events}
    for key, rows in themes.items():
        mine = {row.theme.pk for row in rows}
        said = {
            (line.wording, line.workshop.event_id): None
            for line in lines
            if line.top in mine and line.wording in printed.get(line.workshop.event_id, ())
        }
        found[key].themes = [
            Reported(wording, by_key[event], report_address(by_key[event]).page)
            for wording, event in said
        ]


def _printed(event):
    lines = event.document.current_edition.snapshot.get("themes", [])
    return {line["wording"] for line in lines}
