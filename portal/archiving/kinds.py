"""The kinds of things in an archive, made of the models themselves."""

from functools import cache, cached_property

from django.apps import apps
from django.db.models import FileField

from portal.archiving.columns import columns_of, is_owner, lists_of
from portal.archiving.contents import PARTNERSHIP, SHARED, own_models


class Kind:
    """One kind of thing: its model, its member of the archive and what of it travels."""

    is_shared = False
    parts = {}

    def __init__(self, model, member, without=()):
        self.model, self.member = model, member
        self.label = model._meta.label
        self.columns = {one.name: one for one in columns_of(model, without)}
        self.lists = {one.name: one for one in lists_of(model) if one.name not in without}
        self.is_partnership = self.label == PARTNERSHIP

    @cached_property
    def file_column(self):
        """The name of the column that names a file, or None."""
        named = [name for name, one in self.columns.items() if isinstance(one.field, FileField)]
        return next(iter(named), None)

    @cached_property
    def has_uid(self):
        return "uid" in self.columns

    @cached_property
    def owner_column(self):
        """The name of the column that says whose it is, or None where a parent does."""
        return next((f.name for f in self.model._meta.concrete_fields if is_owner(f)), None)

    @cached_property
    def names(self):
        """All that an object of this kind may say."""
        return {*self.columns, *self.lists, *self.parts, *self.beside}

    @cached_property
    def derived(self):
        """What the file itself says: a person may leave it out."""
        named = {"sha256", "size", "media_type", "width", "height", "extension"}
        has_file = self.label == "plans.Picture" or self.file_column
        return named & set(self.columns) if has_file else set()

    @cached_property
    def beside(self):
        """What an object says that is no column: pictures are named by their contents."""
        return {"file"} if self.label == "plans.Picture" else set()


class SharedKind(Kind):
    """Something that partnerships share, with the rows that come with it."""

    is_shared = True

    def __init__(self, shared):
        self.parts = {
            name: Part(apps.get_model(label), of, columns)
            for name, (label, of, columns) in shared.parts.items()
        }
        super().__init__(shared.model, shared.member, shared.without)
        self.lists = {}
        self.same = shared.same

    @cached_property
    def names(self):
        return {"key", *self.columns, *self.parts}


class Part:
    """Rows that stand inside a shared thing: other names, postcode districts."""

    is_shared, lists, parts = False, {}, {}
    derived = beside = frozenset()

    def __init__(self, model, of, columns):
        self.model, self.of, self.label = model, of, model._meta.label
        self.columns = {one.name: one for one in columns_of(model) if one.name in columns}


@cache
def own_kinds():
    """What a partnership owns, by the name of its member."""
    kinds = [
        Kind(model, f"{model._meta.app_label}/{model._meta.model_name}.json")
        for model in own_models()
    ]
    kinds.sort(key=lambda kind: not kind.is_partnership)
    return {kind.member: kind for kind in kinds}


@cache
def shared_kinds():
    """What it names of the installation, by the name of its member."""
    return {one.member: SharedKind(one) for one in SHARED.values()}


@cache
def kinds_of(model):
    """The own kind and the shared kind of a model, None where there is none."""
    own = next((kind for kind in own_kinds().values() if kind.model is model), None)
    shared = next((kind for kind in shared_kinds().values() if kind.model is model), None)
    return own, shared
