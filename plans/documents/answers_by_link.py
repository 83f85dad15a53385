"""What became of single entries, for those who wrote them."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from events.models import Contribution, Tag
from plans.documents.answers import entry_words, public_answers, told, with_words
from plans.models.responses import ENDS


@dataclass(frozen=True)
class Entry:
    """What somebody wrote, in public words, and the public answers that it has."""

    contribution: Contribution
    words: str
    answers: list = field(default_factory=list)

    @property
    def answered(self):
        return any(one.response.answer in ENDS for one in self.answers)


def what_became_of(contributions, on):
    """Each entry with the answers to it, to its themes or to the whole event, nearest first."""
    tags = Tag.objects.filter(ended_at=None).select_related("theme")
    entries = list(
        contributions.select_related("event", "workshop").prefetch_related(
            "redactions", Prefetch("tags", tags, to_attr="standing_tags")
        )
    )
    found = _answers_to(entries, on)
    return [
        Entry(one, entry_words(one), [answer for key in _keys(one) for answer in found[key]])
        for one in entries
    ]


def _keys(contribution):
    """By what an answer can name an entry."""
    yield "entry", contribution.pk
    for key in _theme_keys(contribution):
        yield "theme", key
    yield "event", contribution.event_id


def _theme_keys(contribution):
    """The themes in which it stands, with those that they were merged into."""
    keys = [(tag.theme_id, tag.theme.root_id) for tag in contribution.standing_tags]
    return list(dict.fromkeys(key for pair in keys for key in pair if key))


def _answers_to(entries, on):
    whole = {"theme": None, "contribution": None, "finding": None}
    themes = {key for one in entries for key in _theme_keys(one)}
    wanted = (
        Q(contribution__in=[one.pk for one in entries])
        | Q(contribution=None, theme__in=themes)
        | Q(event__in={one.event_id for one in entries}, **whole)
    )
    found = defaultdict(list)
    for response in with_words(public_answers(on).filter(wanted)):
        found[_key_of(response)].append(told(response, on))
    return found


def _key_of(response):
    if response.contribution_id:
        return "entry", response.contribution_id
    if response.theme_id:
        return "theme", response.theme_id
    return "event", response.event_id
