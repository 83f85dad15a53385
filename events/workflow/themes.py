"""Making themes, merging and splitting them: every word and every theme is kept."""

from difflib import SequenceMatcher

from django.db import IntegrityError, transaction
from django.db.models import Q

from events.models import Tag, Theme
from events.models.themes import NAME_TAKEN
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

NEAR = 0.8  # how alike two names are that probably mean the same


def nearest(name, themes):
    """The themes whose names are nearly this one, nearest first."""
    wanted = _plain(name)
    likeness = [(SequenceMatcher(None, wanted, _plain(t.name)).ratio(), t) for t in themes]
    found = sorted((pair for pair in likeness if pair[0] >= NEAR), key=lambda pair: -pair[0])
    return [theme for _, theme in found[:3]]


def _plain(name):
    return " ".join(name.casefold().split())


@transaction.atomic
def add_theme(event, *, name, by, now, kind="", session=None):
    """A new theme for an event's words, and so for its whole series."""
    theme = Theme(
        partnership=event.partnership,
        series=event.series,
        name=_named(name),
        kind=kind,
        session=session,
    )
    same = Theme.objects.offered_for(event).filter(name__iexact=theme.name)
    if same.exists():
        raise Refused(NAME_TAKEN)
    _save_named(theme, by=by)
    note("theme.add", by=by, now=now, target=theme)
    return theme


@transaction.atomic
def merge(a, b, *, name, reason, by, now):
    """Make one theme of two. Both stay as merged; what stands in both counts once."""
    a, b = _locked(a, b)
    name, reason = _named(name), _reasoned(reason)
    for theme in (a, b):
        _check_stands(theme)
    if (a.partnership_id, a.series_id) != (b.partnership_id, b.series_id):
        raise Refused("These themes belong to different series of events.")
    # Out of the way of their own name first: the merged theme may bear it.
    Theme.objects.filter(pk__in=[a.pk, b.pk]).update(ended=True)
    merged = Theme(partnership=a.partnership, series=a.series, name=name)
    merged.order = min(a.order, b.order)
    for field in ("kind", "session", "level", "topic_id"):
        if getattr(a, field) == getattr(b, field):
            setattr(merged, field, getattr(a, field))
    _save_named(merged, by=by)
    for theme in (a, b):
        theme.merged_into = theme.root = merged
        save_over(theme, base_version=theme.version, by=by)
        note("theme.merged", by=by, now=now, target=theme, reason=reason, after=_named_row(merged))
    Theme.objects.filter(root__in=[a, b]).update(root=merged)
    before = {"themes": [_named_row(theme) for theme in (a, b)]}
    note("theme.merge", by=by, now=now, target=merged, reason=reason, before=before)
    return merged


@transaction.atomic
def unmerge(theme, *, reason, by, now):
    """Take a merge back: its themes stand again, each with what stood in it.

    Entries put straight into the merged theme go to the part that bears its name; where none
    does, the merged theme stays with them. Returns the themes that stand now.
    """
    (theme,) = _locked(theme)
    reason = _reasoned(reason)
    if theme.merged_into_id:
        raise Refused("It is part of a merged theme itself. Take that merge back first.")
    parts = list(theme.merged.select_for_update().order_by("pk"))
    if not parts:
        raise Refused("It was not made by merging.")
    _check_names_free(theme, parts)
    namesake = next((p for p in parts if _plain(p.name) == _plain(theme.name)), None)
    own = list(
        Tag.objects.filter(theme=theme, ended_at=None).values_list("contribution", flat=True)
    )
    if namesake and own:
        _move_tags(own, source=[theme.pk], target=namesake, by=by, now=now)
    theme.ended = bool(namesake) or not own
    theme = save_over(theme, base_version=theme.version, by=by)
    _stand_again(theme, parts, reason=reason, by=by, now=now)
    after = {"themes": [_named_row(part) for part in parts]}
    note("theme.unmerge", by=by, now=now, target=theme, reason=reason, after=after)
    return parts if theme.ended else [*parts, theme]


def _stand_again(theme, parts, *, reason, by, now):
    """Each part is its own root again, and that of all that was merged into it before."""
    into = dict(Theme.objects.filter(root=theme).values_list("pk", "merged_into"))
    tops = {part.pk for part in parts}
    for part in parts:
        part.merged_into = part.root = None
        save_over(part, base_version=part.version, by=by)
        note("theme.stands", by=by, now=now, target=part, reason=reason, before=_named_row(theme))
    for key in into.keys() - tops:
        top = key
        while top not in tops:
            top = into[top]
        Theme.objects.filter(pk=key).update(root=top)


@transaction.atomic
def split(theme, *, contributions, name, reason, by, now):
    """Take some entries out of a theme into a new one of their own."""
    (theme,) = _locked(theme)
    name, reason = _named(name), _reasoned(reason)
    _check_stands(theme)
    tags = Tag.objects.live().filter(Q(theme=theme) | Q(theme__root=theme))
    standing = set(tags.values_list("contribution", flat=True))
    chosen = {contribution.pk for contribution in contributions}
    if not chosen or chosen - standing:
        raise Refused("Choose the entries that the new theme takes, from those in this theme.")
    if chosen == standing:
        raise Refused("Leave at least one entry, or rename the theme instead.")
    new = Theme(partnership=theme.partnership, series=theme.series, name=name, split_from=theme)
    for field in ("kind", "session", "level", "topic_id", "order"):
        setattr(new, field, getattr(theme, field))
    _save_named(new, by=by)
    sources = [theme.pk, *theme.members.values_list("pk", flat=True)]
    _move_tags(chosen, source=sources, target=new, by=by, now=now)
    note("theme.split", by=by, now=now, target=theme, reason=reason, after=_named_row(new))
    note("theme.split_off", by=by, now=now, target=new, reason=reason, before=_named_row(theme))
    return new


def _move_tags(contributions, *, source, target, by, now):
    """End the tags of some entries and let them stand in another theme; none is deleted."""
    live = Tag.objects.filter(ended_at=None, contribution__in=contributions)
    live.filter(theme__in=source).update(ended_at=now, ended_by=by.uid)
    there = set(live.filter(theme=target).values_list("contribution", flat=True))
    Tag.objects.bulk_create(
        Tag(contribution_id=key, theme=target, at=now, by=by.uid)
        for key in sorted(set(contributions) - there)
    )


def _locked(*themes):
    """The rows as they are now, locked in one order so that two merges cannot wait in a ring."""
    keys = [theme.pk for theme in themes]
    if len(set(keys)) < len(keys):
        raise Refused("Choose two different themes.")
    rows = Theme.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys]


def _check_stands(theme):
    if theme.merged_into_id or theme.ended:
        raise Refused(f"“{theme}” is part of a merged theme already, or was split.")


def _check_names_free(theme, parts):
    """A name may have been given to another theme while its first bearer was merged."""
    others = Theme.objects.standing().exclude(pk=theme.pk)
    others = others.filter(partnership=theme.partnership_id, series=theme.series_id)
    names = {_plain(name) for name in others.values_list("name", flat=True)}
    for part in parts:
        if _plain(part.name) in names:
            raise Refused(f"Another theme is called “{part}” now. Rename that one first.")


def _named(name):
    name = " ".join(name.split())
    if not name:
        raise Refused("Give the theme a name.")
    if len(name) > Theme._meta.get_field("name").max_length:
        raise Refused("Keep the name under 200 characters.")
    return name


def _reasoned(reason):
    if not reason.strip():
        raise Refused("Give a reason.")
    return reason.strip()


def _save_named(theme, *, by):
    try:
        with transaction.atomic():
            return save_new(theme, by=by)
    except IntegrityError as taken:
        raise Refused(NAME_TAKEN) from taken


def _named_row(theme):
    return {"uid": str(theme.uid), "name": theme.name}
