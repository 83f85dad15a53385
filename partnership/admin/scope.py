"""What of everything belongs to whom: the one place that knows how far an officer reaches."""

from django.db.models import Q

from partnership.models import Group, KnownAs, Partnership, Role, User
from partnership.permissions import is_administrator, officer_of


def limited(queryset, user):
    """What somebody sees: what their partnerships own or borrow, and what all share."""
    if is_administrator(user):
        return queryset
    return queryset.filter(_seen(queryset.model, officer_of(user)))


def _seen(model, mine):
    if model in _SPECIAL:
        return _SPECIAL[model](mine)
    path = getattr(model, "owned_by", None)
    if not path:
        return Q()
    seen = Q(**{f"{path}__in": mine})
    return seen | Q(**{f"{path}__isnull": True}) if _may_be_national(model, path) else seen


def owned(queryset, user):
    """Narrower: what their partnerships own, neither borrowed nor national."""
    if is_administrator(user):
        return queryset
    path = "pk" if queryset.model is Partnership else queryset.model.owned_by
    return queryset.filter(**{f"{path}__in": officer_of(user)})


def _may_be_national(model, path):
    for step in path.split("__"):
        field = model._meta.get_field(step)
        model = field.related_model
    return field.null


_SPECIAL = {
    Partnership: lambda mine: Q(pk__in=mine),
    User: lambda mine: Q(pk__in=Role.objects.filter(partnership__in=mine).values("user")),
    Group: lambda mine: (
        Q(partnership__in=mine) | Q(pk__in=Group.objects.filter(lent_to__in=mine).values("pk"))
    ),
    KnownAs: lambda mine: (
        Q(partnership__in=mine)
        | Q(group__partnership__in=mine)
        | Q(partnership__isnull=True, group__isnull=True)
    ),
}


def belongs(model):
    """Whether the things of a model belong to partnerships, not to the whole installation."""
    return model is KnownAs or bool(getattr(model, "owned_by", None))


def owner_of(thing):
    """The partnership that a thing belongs to, or None where the whole installation shares it."""
    if isinstance(thing, Partnership):
        return thing
    if isinstance(thing, KnownAs):
        return thing.partnership or (thing.group and thing.group.partnership)
    path = getattr(thing, "owned_by", None)
    for step in path.split("__") if path else ():
        thing = thing and getattr(thing, step)
    return thing if path else None


def maintains(user, thing):
    """Whether somebody may change a thing: its partnership's officer, or an administrator."""
    if is_administrator(user):
        return True
    owner = owner_of(thing)
    return owner is not None and owner.pk in officer_of(user)


def is_stranger(thing, owner):
    """Whether something chosen for this partnership belongs to another and is not lent to it."""
    theirs = None if isinstance(thing, Partnership) else owner_of(thing)
    if theirs is None or theirs == owner:
        return False
    return not (isinstance(thing, Group) and thing.lent_to.filter(pk=owner.pk).exists())
