"""What somebody has seen of a section's live data. Nobody's look is another's."""

from plans.models import SectionLook


def look_at(section, *, by, now):
    """What was revised until now is no news to this person any more."""
    SectionLook.objects.update_or_create(section=section, user=by, defaults={"at": now})
