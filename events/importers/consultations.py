"""Records of consultations, compared with what the partnership has, and taken in."""

import re
from dataclasses import dataclass, field

from django.db import transaction

from events.forms.events import free_slug
from events.importers.consultation_rows import Row
from events.models import Consultation, Event
from partnership.models import Area, Partnership
from partnership.permissions import is_officer
from records.models import note
from records.moves import Refused
from records.saving import save_new

# "All of Lancashire" is Lancashire.
WHOLE = re.compile(r"^(the )?(all|whole)( of)?( the)? ", re.IGNORECASE)


@dataclass
class Candidate:
    """A record beside what is here: the areas that it names, and itself, where it came before."""

    row: Row
    here: Event | None = None
    areas: list = field(default_factory=list)
    unknown: list = field(default_factory=list)

    @property
    def consultation(self):
        """The record as it would be kept."""
        values = self.row.values
        return Consultation(
            asked_of=values["consultation_with"],
            method=values["method"],
            subjects=values["subject"],
            commissioned_by=values["commissioned_by"],
            undertaken_by=values["undertaken_by"],
            sample=values["number_in_sample"],
            responses=values["number_of_responses"],
            rate_as_stated=values["response_rate_percent"],
            source_id=values["source_id"],
        )

    @property
    def event(self):
        """Its event as it would be kept; it has neither a partnership nor an address yet."""
        values = self.row.values
        return Event(
            kind=self.row.kind,
            title=values["title"],
            place_as_stated=values["geographic_area"],
            date_as_stated=self.row.date_as_stated,
            starts_on=values["date_start"],
            ends_on=values["date_end"],
        )


def compared(partnership, reading):
    """Each row of a file without faults, beside what the partnership has."""
    here, places = _here(partnership), {}
    return [_candidate(partnership, row, here, places) for row in reading.rows]


def _here(partnership):
    """The consultations that came from a source, by their number there."""
    known = Consultation.objects.for_partnership(partnership).exclude(source_id="")
    return {one.source_id.casefold(): one.event for one in known.select_related("event")}


def _candidate(partnership, row, here, places):
    found = Candidate(row, here.get(row.source_id))
    for words in filter(None, map(str.strip, row.values["geographic_area"].split(";"))):
        if words not in places:
            places[words] = _area(partnership, words)
        if places[words] is None:
            found.unknown.append(words)
        elif places[words] not in found.areas:
            found.areas.append(places[words])
    return found


def _area(partnership, words):
    """The area that some words mean: one that the partnership covers before any other."""
    covered = Area.objects.filter(covered_by__partnership=partnership)
    for name in (words, WHOLE.sub("", words)):
        if area := covered.named(name) or Area.objects.named(name):
            return area
    return None


@transaction.atomic
def take_in(partnership, reading, *, name, by, now):
    """Keep what is not here yet, each as an event with its consultation; return the events."""
    if not is_officer(by, partnership):
        raise Refused("Officers of the partnership import its consultations.")
    if reading.faults:
        raise Refused("Nothing was imported: the file has faults.")
    # One file after the other, so that the same one sent twice finds itself here.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    new = [one for one in compared(partnership, reading) if one.here is None]
    made = [_keep(one, partnership, by) for one in new]
    if made:
        after = {"file": name, "events": [str(event.uid) for event in made]}
        note("consultations.import", by=by, now=now, target=partnership, after=after)
    return made


def _keep(candidate, partnership, by):
    event, consultation = candidate.event, candidate.consultation
    event.partnership = partnership
    event.slug = free_slug(partnership, event.title)
    consultation.event = save_new(event, by=by)
    event.areas.set(candidate.areas)
    save_new(consultation, by=by)
    return event
