"""Putting what people said into themes: one entry at a time, by officers who may overlap."""

from dataclasses import dataclass

from django.db import transaction

from events.models import Contribution, Tag
from records.moves import Refused
from records.saving import save_over


@dataclass(frozen=True)
class Coded:
    """What came of it: ``also`` where another officer had coded the entry meanwhile."""

    contribution: Contribution
    also: bool
    other_reason: str = ""  # theirs for having no theme, where our ticks replaced it


def ticks(contribution):
    """The themes in which it stands, merged ones by what they are now part of: their keys."""
    tags = Tag.objects.live().filter(contribution=contribution).select_related("theme")
    return {root_of(tag.theme) for tag in tags}


def root_of(theme):
    """The key of the theme that counts: itself, or what it was merged into."""
    return theme.root_id or theme.pk


@transaction.atomic
def code(contribution, *, themes, shown, no_theme_reason, by, now, reason_shown=""):
    """Let an entry stand in these themes, or in none for a reason.

    ``shown`` and ``reason_shown`` are what was stored when the page was opened: where another
    officer changed that meanwhile, the ticks of both stay.
    """
    locked = Contribution.objects.select_for_update().get(pk=contribution.pk)
    chosen = {root_of(theme) for theme in themes}
    stored, reason = ticks(locked), no_theme_reason.strip()
    _check(locked, themes, reason)
    also = stored != {root_of(theme) for theme in shown}
    theirs = locked.no_theme_reason if locked.no_theme_reason != reason_shown else ""
    wanted = chosen | stored if also else chosen
    if not wanted and theirs and not reason:
        reason = theirs
    _set_tags(locked, wanted, by=by, now=now)
    _set_standing(locked, has_theme=bool(wanted), reason="" if wanted else reason, by=by)
    lost = theirs if theirs != locked.no_theme_reason else ""
    return Coded(locked, also or bool(lost), lost)


def _check(contribution, themes, reason):
    if contribution.standing != "kept":
        raise Refused("This entry was removed. It needs no theme.")
    if themes and reason:
        raise Refused("Choose themes, or give a reason for having none, not both.")
    owner = contribution.event.partnership_id
    for theme in themes:
        if theme.partnership_id != owner or theme.series_id != contribution.event.series_id:
            raise Refused(f"“{theme}” is not a theme of this event.")
        if theme.ended:
            raise Refused(f"“{theme}” was split. Choose one of its parts.")


def _set_tags(contribution, wanted, *, by, now):
    """Add what is missing, end what is not wanted any more; nothing is deleted."""
    live = Tag.objects.filter(contribution=contribution, ended_at=None).select_related("theme")
    gone = [tag.pk for tag in live if root_of(tag.theme) not in wanted]
    Tag.objects.filter(pk__in=gone).update(ended_at=now, ended_by=by.uid)
    missing = wanted - {root_of(tag.theme) for tag in live}
    Tag.objects.bulk_create(
        Tag(contribution=contribution, theme_id=key, at=now, by=by.uid) for key in sorted(missing)
    )


def _set_standing(contribution, *, has_theme, reason, by):
    if (contribution.has_theme, contribution.no_theme_reason) == (has_theme, reason):
        return
    contribution.has_theme, contribution.no_theme_reason = has_theme, reason
    save_over(contribution, base_version=contribution.version, by=by)


def skip(contribution, *, now):
    """Come back to it last: it is offered again after all that nobody has looked at."""
    Contribution.objects.filter(pk=contribution.pk).update(skipped_at=now)
