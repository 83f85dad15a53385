"""All that a partnership has published in one list: plans and reports, with state and formats."""

from dataclasses import dataclass

from django.db.models import Prefetch

from events.documents.address import report_address
from events.models import Event
from plans.documents.address import public_address
from plans.models import Plan
from plans.models.standing import Standing, standing_of
from publishing.models import EditionText, Format, Rendition
from publishing.models.documents import Language
from publishing.models.texts import Form
from records.languages import is_welsh

WEIGHTY = ("document__current_edition__fragment", "document__current_edition__snapshot")


@dataclass(frozen=True)
class Published:
    """A document of which an edition is public, as a list names it."""

    of: Plan | Event
    address: str
    standing: Standing | None = None

    @property
    def edition(self):
        return self.of.document.current_edition

    @property
    def text(self):
        """The edition in the language of the page, or the one there is: for its title."""
        asked = Language.WELSH if is_welsh() else Language.ENGLISH
        texts = [self.edition, *self.edition.full_texts]
        return next((one for one in texts if one.language == asked), self.edition)

    @property
    def is_bilingual(self):
        return bool(self.edition.full_texts)

    @property
    def formats(self):
        """The names of the formats that are ready, each once, in the order of the formats."""
        ready = {one.format for one in self.edition.ready}
        return [one.label for one in Format if one in ready]


def published_plans(partnership, on):
    """Plans with how they stand; those in force first, then the newest."""
    found = _with_editions(Plan.objects.published().filter(partnership=partnership))
    rows = [Published(one, public_address(one).page, standing_of(one, on)) for one in found]
    rows.sort(key=lambda row: row.of.starts_on, reverse=True)
    return sorted(rows, key=lambda row: not row.standing.in_force)


def published_reports(partnership):
    """Reports on what people said at events and in consultations, the newest first."""
    found = _with_editions(Event.objects.reported().filter(partnership=partnership))
    rows = [Published(one, report_address(one).page) for one in found]
    return sorted(rows, key=lambda row: row.edition.published_at, reverse=True)


def _with_editions(found):
    edition = "document__current_edition"
    texts = EditionText.objects.filter(form=Form.FULL).defer("fragment", "snapshot")
    return (
        found.select_related("partnership", edition)
        .defer(*WEIGHTY)
        .prefetch_related(
            Prefetch(f"{edition}__texts", texts, to_attr="full_texts"),
            Prefetch(f"{edition}__renditions", Rendition.objects.ready(), to_attr="ready"),
        )
    )
