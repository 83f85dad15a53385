"""What each kind of thing tells of itself to be found, and to be shown once it is."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Max
from django.utils.translation import override

from partnership.models import Partnership
from portal.documents.passages import searchable
from publishing.models import Language

ENGLISH, WELSH = Language.ENGLISH.value, Language.WELSH.value


@dataclass(frozen=True)
class Words:
    """The words of one part of a thing, in one language."""

    title: str
    text: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Thing:
    """Something published with its words in each language that it has."""

    key: int
    partnership: int
    day: datetime.date | None
    words: dict = field(default_factory=dict)  # language -> list of Words


@dataclass(frozen=True)
class Hit:
    """A thing as a list of results shows it, read from what is public at this moment."""

    stamp: str
    partnership: Partnership
    heading: str
    address: str
    day: datetime.date | None = None
    note: str = ""
    example: bool = False


class Source:
    """One kind of thing that can be found; ``watched`` says where it is seen that some changed."""

    kind = ""
    watched = ()

    def mark(self, today):
        """Changes whenever something of this kind may have: a few looks at ends of tables."""
        seen = [model.history.aggregate(last=Max("history_id"))["last"] or 0 for model in self.kept]
        return f"{today} {' '.join(map(str, seen))}"

    @property
    def kept(self):
        return (*self.watched, Partnership)

    def stamps(self, today, keys=None):
        """{key: the state it is in} of all that is public now, or of these."""
        raise NotImplementedError

    def things(self, keys, today):
        """These things with their words."""
        raise NotImplementedError

    def hits(self, keys, today):
        """{key: Hit} of those of them that are public now."""
        raise NotImplementedError


def among(queryset, keys):
    return queryset if keys is None else queryset.filter(pk__in=keys)


def in_both(told):
    """What ``told()`` says in English and, where that is something else, in Welsh."""
    found = {}
    for language in (ENGLISH, WELSH):
        with override(language):
            found[language] = told()
    if found[WELSH] == found[ENGLISH]:
        del found[WELSH]
    return found


def one_line(*texts):
    """Texts one after the other, without those that are empty."""
    return searchable(" ".join(str(text) for text in texts if text))
