"""The sessions of an event: their order, and the types of residents that they speak for."""

from django.db import transaction

from events.models import ResidentType, Workshop
from events.models.workshops import SessionState
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over


@transaction.atomic
def move_workshop(workshop, *, up, by):
    """Change places with the session before or after it."""
    rows = list(Workshop.objects.select_for_update().filter(event=workshop.event_id))
    here = rows.index(workshop)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    one, other = rows[here], rows[there]
    places = one.order, other.order
    # A number is an event's only once, so one of the two steps aside first.
    one.order = max(row.order for row in rows) + 1
    save_over(one, base_version=one.version, by=by)
    other.order, one.order = places
    save_over(other, base_version=other.version, by=by)
    save_over(one, base_version=one.version, by=by)


@transaction.atomic
def remove_workshop(workshop, *, by, now):
    """Take a session out, unless somebody said something in it."""
    workshop = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if workshop.state == SessionState.OPEN:
        raise Refused("Close this session first.")
    if workshop.contributions.exists():
        raise Refused("This session has contributions. They would be lost, so it stays.")
    if workshop.reported_themes.exists():
        raise Refused("The report names themes of this session. Take its lines out first.")
    note("workshop.remove", by=by, now=now, target=workshop)
    workshop._history_user = by
    workshop.delete()


@transaction.atomic
def set_resident_types(workshop, names, *, by):
    """Give a session these types of residents, in this order; what is in use stays."""
    known = {resident.name: resident for resident in workshop.resident_types.all()}
    for resident in [known[name] for name in known if name not in names]:
        if resident.contributions.exists() or resident.back_stories.exists():
            raise Refused(f"“{resident.name}” has contributions or a story, so it stays.")
        resident._history_user = by
        resident.delete()
    for order, name in enumerate(names, start=1):
        resident = known.get(name)
        if resident is None:
            save_new(ResidentType(workshop=workshop, name=name, order=order), by=by)
        elif resident.order != order:
            resident.order = order
            save_over(resident, base_version=resident.version, by=by)
