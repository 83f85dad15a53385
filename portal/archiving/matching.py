"""What is named where: own things by their uid, shared ones by a word and as they are here."""

from collections import defaultdict

from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from portal.archiving.kinds import kinds_of

SEVERAL = "fits several things of this installation. Give its uid."


class Places:
    """Where everything stands that an archive names, and by which keys it goes here.

    Before anything is written own things and those that will be made have negative keys, which
    no row has.
    """

    def __init__(self):
        self.own = defaultdict(dict)  # model: {uid: number}
        self.shared = defaultdict(dict)  # model: {word: number}
        self.counts = defaultdict(int)  # kind: how many objects
        self.matched = defaultdict(dict)  # model: {number: key of the row here}
        self.keys = {}  # kind: the keys of what is made, in their order

    def find(self, model, name):
        """The key of what a name means, or None."""
        if model is ContentType:
            return _content_type(name)
        own, shared = kinds_of(model)
        number = self.own[model].get(name.lower())
        if own and number is not None:
            return self.key(own, number)
        number = self.shared[model].get(name)
        if shared is None or number is None:
            return None
        return self.matched[model].get(number) or self.key(shared, number)

    def key(self, kind, number):
        """The key of the object with this number: the one that it will have, or a negative one."""
        if kind in self.keys:
            return self.keys[kind][number - 1]
        return -number - (10**9 if kind.is_shared else 0)


def _content_type(name):
    app, _, model = name.partition(".")
    try:
        return ContentType.objects.get_for_model(apps.get_model(app, model)).pk
    except (LookupError, ValueError):
        return None


def here(kind, values):
    """The rows of this installation that a description fits: none, one, or several."""
    rows = kind.model._base_manager.order_by("pk")
    if kind.label == "priorities.Measure":
        rows = rows.filter(partnership=None)
    for names in kind.same:
        asked = {name: values.get(kind.columns[name].field.attname) for name in names}
        if asked[names[0]] in (None, ""):
            continue
        if found := list(rows.filter(**asked)[:2]):
            return found
    return []
