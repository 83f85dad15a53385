"""Scoring schemes: changed until they are used, and renewed after that."""

from django.db import transaction
from django.db.models import Max

from priorities.models import Score, ScoringScheme
from priorities.models.rounds import RoundState
from records.models import note
from records.moves import Refused
from records.saving import save_new

LOCKED = "This scheme has been used, so it stays as it is. Make a new version to change it."


def is_used(scheme):
    """Whether a round was or is scored by it: then it is never changed."""
    if scheme.pk is None:
        return False
    rounds = scheme.rounds.exclude(state=RoundState.GATHERING)
    return rounds.exists() or Score.objects.filter(criterion__scheme=scheme).exists()


def lock_open(scheme):
    """The scheme's row, held; refused where it has been used."""
    locked = ScoringScheme.objects.select_for_update().get(pk=scheme.pk)
    if is_used(locked):
        raise Refused(LOCKED)
    return locked


@transaction.atomic
def renew(scheme, *, by, now):
    """The next version of a scheme, with the same criteria, open to change."""
    family = ScoringScheme.objects.filter(partnership=scheme.partnership, name=scheme.name)
    list(family.select_for_update())
    made = _copy(scheme, issue=family.aggregate(last=Max("issue"))["last"] + 1)
    save_new(made, by=by)
    for criterion in scheme.criteria.all():
        save_new(_copy(criterion, scheme=made), by=by)
    note("scoringscheme.renew", by=by, now=now, target=made, before={"of": str(scheme.uid)})
    return made


OWN = ("id", "uid", "version", "example")


def _copy(row, **changed):
    """A row with the same contents, not saved, and an identity of its own."""
    fields = [field.name for field in row._meta.concrete_fields if field.name not in OWN]
    return type(row)(**{name: getattr(row, name) for name in fields} | changed)


@transaction.atomic
def remove_criterion(criterion, *, by, now):
    """Take a criterion out of a scheme that nobody has used."""
    lock_open(criterion.scheme)
    note("criterion.remove", by=by, now=now, target=criterion)
    criterion._history_user = by
    criterion.delete()
