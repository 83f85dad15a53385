"""What the wall may show after the event."""

from django.db import transaction

from events.models import Event
from records.models import note
from records.saving import save_over


@transaction.atomic
def release_themes(event, *, released, by, now):
    """Show the themes' names on the wall, or take them off again."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.themes_released == released:
        return event
    event.themes_released = released
    save_over(event, base_version=event.version, by=by)
    note("event.release_themes" if released else "event.hide_themes", by=by, now=now, target=event)
    return event
