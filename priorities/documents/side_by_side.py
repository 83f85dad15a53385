"""What several partnerships chose to work on, side by side: by topic, each with its own words."""

from collections import defaultdict
from dataclasses import dataclass, field

from events.documents.reported_topics import Heard
from partnership.models import Topic
from priorities.documents.standing import current_list
from priorities.models import ListedPriority, PriorityList


@dataclass
class Chosen:
    """One partnership's public list, with what stands on it; a list may be missing."""

    partnership: object
    list: object = None
    entries: list = field(default_factory=list)


@dataclass(frozen=True)
class TopicRow:
    """A topic with each partnership's lines on it, in the order of the partnerships.

    Without a topic: what none was given to. A line is a listed priority, or a theme that a
    report names.
    """

    topic: Topic | None
    cells: list  # (partnership, lines), only where there are any

    @property
    def count(self):
        return len(self.cells)


def chosen_by(partnerships, first, last):
    """Each partnership's own public list of a time, the newest of several; three queries."""
    lists = _own_lists(partnerships).filter(starts_on__lte=last, ends_on__gte=first)
    newest = {one.partnership_id: one for one in lists.order_by("starts_on", "published_at", "pk")}
    return _with_entries(partnerships, newest)


def chosen_now(partnerships, on):
    """Each partnership's own public list as its own page shows it on a day; three queries."""
    lists = defaultdict(list)
    for one in _own_lists(partnerships):
        lists[one.partnership_id].append(one)
    return _with_entries(
        partnerships, {key: current_list(every, on) for key, every in lists.items()}
    )


def _own_lists(partnerships):
    return PriorityList.objects.published().filter(partnership__in=partnerships, own=True)


def _with_entries(partnerships, lists):
    entries = defaultdict(list)
    found = ListedPriority.objects.filter(priority_list__in=lists.values())
    for entry in found.select_related("priority").prefetch_related("priority__topics"):
        entries[entry.priority_list_id].append(entry)
    rows = [(one, lists.get(one.pk)) for one in partnerships]
    return [Chosen(one, of, entries[of.pk] if of else []) for one, of in rows]


def by_topic(columns):
    """The same by topic, those of most partnerships first; what has no topic comes last."""
    return _rows(
        (topic, chosen.partnership, entry)
        for chosen in columns
        for entry in chosen.entries
        for topic in entry.priority.topics.all() or [None]
    )


def heard_by_topic(heard: list[Heard]):
    """Themes of published reports by topic, those of most partnerships first."""
    return _rows((one.theme.topic, one.event.partnership, one) for one in heard)


def _rows(lines):
    cells, topics, partnerships = defaultdict(dict), {}, {}
    for topic, partnership, line in lines:
        key = topic.pk if topic else None
        topics[key], partnerships[partnership.pk] = topic, partnership
        cells[key].setdefault(partnership.pk, []).append(line)
    rows = [
        TopicRow(topics[key], [(partnerships[pk], found) for pk, found in of.items()])
        for key, of in cells.items()
    ]
    return sorted(rows, key=lambda r: (r.topic is None, -r.count, r.topic.name if r.topic else ""))
