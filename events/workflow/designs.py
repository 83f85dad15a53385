"""The design that the events of a series share: an event made like one before it."""

from django.db import transaction

from events.models import ResidentType, Table, Workshop
from records.moves import Refused
from records.saving import save_new, save_over

# What is the same on each evening. What people said, who came and the PINs are not.
SHARED = (
    *("series_id", "host_id", "horizon", "duty", "contact_id"),
    *("background", "background_cy", "format", "format_cy", "closing", "closing_cy"),
)
ASKED = (
    *("order", "form", "title", "title_cy", "question", "question_cy", "about", "about_cy"),
    *("method", "audience", "collects", "asks_heading", "asks_level", "asks_top_priority"),
    *("speaker_post", "speaker_organisation_id", "message", "figures_shown"),
)


@transaction.atomic
def copy_design(source, target, *, by):
    """Give a new event the kind, sessions, tables and texts of another; what it has stays."""
    if source.partnership_id != target.partnership_id:
        raise Refused("This event is another partnership's.")
    if target.workshops.exists() or target.tables.exists():
        raise Refused("This event has sessions or tables of its own already.")
    target.kind = source.kind
    for name in SHARED:
        if not getattr(target, name):
            setattr(target, name, getattr(source, name))
    save_over(target, base_version=target.version, by=by)
    for workshop in source.workshops.prefetch_related("resident_types"):
        _copy_session(workshop, target, by)
    for number in source.tables.values_list("number", flat=True):
        save_new(Table(event=target, number=number), by=by)
    return target


def _copy_session(workshop, target, by):
    copy = Workshop(event=target, **{name: getattr(workshop, name) for name in ASKED})
    save_new(copy, by=by)
    for resident in workshop.resident_types.all():
        known = {name: getattr(resident, name) for name in ("name", "name_cy", "order")}
        save_new(ResidentType(workshop=copy, **known), by=by)
