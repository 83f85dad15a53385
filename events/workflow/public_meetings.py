"""Public meetings on several days: each becomes an event of its own, because people speak there."""

from django.db import transaction
from django.utils.text import slugify

from events.models import Event
from events.models.events import EventKind
from events.permissions import may_write
from events.workflow import states
from records.models import note
from records.moves import Refused
from records.saving import save_new

SHARED = ("title", "title_cy", "summary", "venue", "place_as_stated", "starts_at", "ends_at")


@transaction.atomic
def add_public_meetings(event, *, areas, days, announced, by, now):
    """Make an event like this one on each day, shown to the public at once or not."""
    if not may_write(by, event):
        raise Refused("Officers set up the events of their partnership.")
    values = {name: getattr(event, name) for name in SHARED}
    made = []
    for day, slug in zip(days, _slugs(event, days), strict=True):
        one = Event(
            partnership=event.partnership,
            kind=EventKind.PUBLIC_MEETING,
            starts_on=day,
            slug=slug,
            **values,
        )
        save_new(one, by=by)
        one.areas.set(areas)
        note("event.add", by=by, now=now, target=one)
        made.append(states.announce(one, by=by, now=now) if announced else one)
    return made


def _slugs(event, days):
    taken = set(Event.objects.for_partnership(event.partnership).values_list("slug", flat=True))
    base = slugify(event.title)[:50].strip("-") or "public-meeting"
    for day in days:
        dated = f"{base}-{slugify(f'{day.day}-{day:%B-%Y}')}"
        tries = [dated, *(f"{dated}-{number}" for number in range(2, len(taken) + 3))]
        slug = next(slug for slug in tries if slug not in taken)
        taken.add(slug)
        yield slug
