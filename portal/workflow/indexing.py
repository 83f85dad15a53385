"""What can be found follows what is published: new words come in, withdrawn ones go."""

import hashlib
from itertools import islice

from django.db import transaction
from django.utils.timezone import localdate

from portal.documents.matching import scope_words
from portal.documents.searched import SEARCHED
from portal.documents.searched.editions import Editions
from portal.models import SearchEntry, SearchMark
from publishing.models import Language

PIECE = 100  # things that are made anew in one transaction
DAY = 1 << 40  # what a day takes of an entry's key


def index_due(now):
    """Follow whatever has changed since the last time; cheap where nothing has."""
    today = localdate(now)
    marks = dict(SearchMark.objects.values_list("kind", "mark"))
    for kind, source in SEARCHED.items():
        mark = source.mark(today)
        if marks.get(kind) != mark:
            follow(source, today)
            SearchMark.objects.update_or_create(kind=kind, defaults={"mark": mark})


def follow(source, today):
    """Make the entries of one kind say what is public now, and nothing else."""
    public = source.stamps(today)
    known = SearchEntry.objects.filter(kind=source.kind).order_by()
    known = dict(known.values_list("thing", "stamp").distinct())
    gone = [key for key in known if key not in public]
    changed = [key for key, stamp in public.items() if known.get(key) != stamp]
    for keys in _pieces(gone):
        _entries_of(source, keys).delete()
    for keys in _pieces(changed):
        _make_anew(source, keys, public, today)


def forget_document(document):
    """Nothing of a document is found until its entries are made anew at the next sweep."""
    for source in SEARCHED.values():
        if isinstance(source, Editions):
            keys = source.model.objects.filter(document=document).values("pk")
            _entries_of(source, keys).delete()
            SearchMark.objects.filter(kind=source.kind).delete()


def _pieces(keys):
    rest = iter(keys)
    while piece := list(islice(rest, PIECE)):
        yield piece


def _entries_of(source, keys):
    return SearchEntry.objects.filter(kind=source.kind, thing__in=keys)


@transaction.atomic
def _make_anew(source, keys, stamps, today):
    _entries_of(source, keys).delete()
    made = {}
    for thing in source.things(keys, today):
        for entry in _entries(source.kind, thing, stamps[thing.key]):
            while entry.pk in made:
                entry.pk += 1
            made[entry.pk] = entry
    SearchEntry.objects.bulk_create(made.values(), batch_size=PIECE)


def _entries(kind, thing, stamp):
    """Each part of a thing in each language; where one is missing, the other stands in for it."""
    missing = [name for name in Language.values if name not in thing.words]
    for language, parts in thing.words.items():
        places = [word for name in (language, *missing) for word in scope_words(name)]
        places += [f"zzk{kind}", f"zzp{thing.partnership}"]
        for part in parts:
            yield SearchEntry(
                pk=_key(kind, thing, language, part),
                partnership_id=thing.partnership,
                kind=kind,
                thing=thing.key,
                stamp=stamp,
                language=language,
                scope=" ".join(places),
                anchor=part.anchor[:120],
                title=part.title[:300],
                text=part.text,
            )


def _key(kind, thing, language, part):
    """The day before all else, then something of its own."""
    own = f"{kind} {thing.key} {language} {part.anchor}".encode()
    number = int.from_bytes(hashlib.sha256(own).digest()[:5], "big")
    return (thing.day.toordinal() if thing.day else 1) * DAY + number
