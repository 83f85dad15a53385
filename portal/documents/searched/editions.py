"""Published plans and reports, section by section."""

from django.db.models import Max
from django.utils.timezone import localdate

from events.documents.address import report_address
from events.models import Event
from plans.documents.address import public_address
from plans.models import Plan
from portal.documents.passages import passages
from portal.documents.searched.thing import Hit, Source, Thing, Words, among, one_line
from portal.models import SearchKind
from publishing.models import Document, Edition, EditionText, Language
from records.languages import is_welsh

TEXTS = ("fragment", "snapshot")


class Editions(Source):
    """Whatever has a document: its current edition is what is found."""

    model = None

    def mark(self, today):
        return f"{super().mark(today)} {Edition.objects.aggregate(last=Max('pk'))['last']}"

    @property
    def kept(self):
        return (Document, self.model, *super().kept)

    def public(self):
        raise NotImplementedError

    def address(self, thing):
        raise NotImplementedError

    def readable(self):
        """What is withdrawn is read under its notice, but no longer found."""
        return self.public().filter(document__withdrawn_at=None, document__internal=False)

    def stamps(self, today, keys=None):
        found = among(self.readable(), keys).order_by()
        rows = found.values_list("pk", "document__current_edition")
        return {pk: f"edition {edition}" for pk, edition in rows}

    def things(self, keys, today):
        found = among(self.readable(), keys).select_related("document__current_edition")
        for one in found.iterator(chunk_size=20):
            edition = one.document.current_edition
            texts = {name: edition.text_in(name) for name in Language.values}
            yield Thing(
                one.pk,
                one.partnership_id,
                localdate(edition.published_at),
                {name: list(_words(text)) for name, text in texts.items() if text},
            )

    def hits(self, keys, today):
        found = among(self.readable(), keys).select_related(
            "partnership", "document__current_edition"
        )
        found = found.defer(*(f"document__current_edition__{name}" for name in TEXTS))
        rows = list(found)
        titles = _welsh_titles(rows) if is_welsh() else {}
        return {one.pk: self._hit(one, titles) for one in rows}

    def _hit(self, one, titles):
        edition = one.document.current_edition
        return Hit(
            f"edition {edition.pk}",
            one.partnership,
            titles.get(edition.pk, edition.title),
            self.address(one).page,
            localdate(edition.published_at),
            example=one.example,
        )


def _words(text):
    yield Words(text.title, one_line(text.snapshot.get("summary", "")))
    for part in passages(text.fragment):
        if part.text or part.title:
            yield Words(part.title or text.title, part.text, part.anchor)


def _welsh_titles(rows):
    editions = [one.document.current_edition_id for one in rows]
    texts = EditionText.objects.filter(edition__in=editions, form="full", language=Language.WELSH)
    return dict(texts.values_list("edition", "title"))


class Plans(Editions):
    kind = SearchKind.PLAN
    model = Plan

    def public(self):
        return Plan.objects.published()

    def address(self, thing):
        return public_address(thing)


class Reports(Editions):
    kind = SearchKind.REPORT
    model = Event

    def public(self):
        return Event.objects.reported()

    def address(self, thing):
        return report_address(thing)
