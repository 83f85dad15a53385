"""How rows are named in an archive that is written."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType

from portal.archiving.contents import rows_of
from portal.archiving.kinds import kinds_of

# The column by which people know a shared thing; its uid where there is none.
WORDS = {
    "partnership.Organisation": "name",
    "partnership.Topic": "name",
    "partnership.User": "email",
    "plans.Requirement": "code",
}


class Names:
    """How rows are named in an archive: own ones by their uid, shared ones by a word."""

    def __init__(self, partnership, using):
        self.partnership, self.using = partnership, using
        self._own = {}
        self.shared = defaultdict(dict)  # kind: {key of the row: its name}
        self._taken = defaultdict(set)

    def of(self, model, key):
        """The name of a row; None for what does not travel."""
        if key is None:
            return None
        if model is ContentType:
            return ".".join(
                ContentType.objects.db_manager(self.using).get_for_id(key).natural_key()
            )
        own, shared = kinds_of(model)
        if own and own.has_uid:
            if model not in self._own:
                rows = rows_of(model, self.partnership, self.using)
                self._own[model] = dict(rows.values_list("pk", "uid"))
            if key in self._own[model]:
                return str(self._own[model][key])
        return self._shared(shared, key) if shared else None

    def _shared(self, kind, key):
        if key not in self.shared[kind]:
            row = kind.model._base_manager.using(self.using).get(pk=key)
            name = self._word(kind, row)
            if name is None:
                return None
            if name in self._taken[kind]:
                name = f"{name} ({row.uid})"
            self._taken[kind].add(name)
            self.shared[kind][key] = name
        return self.shared[kind][key]

    def _word(self, kind, row):
        """What a person would call it. What another partnership owns and does not lend: None."""
        label = kind.label
        if label == "priorities.Measure":
            return (row.code or row.name) if row.partnership_id is None else None
        if label == "priorities.Figure":
            measure = self.of(kind.columns["measure"].target, row.measure_id)
            area = self.of(kind.columns["area"].target, row.area_id)
            return measure and f"{measure}, {area}, {row.starts_on} to {row.ends_on}"
        if label == "partnership.Area":
            return row.code or row.name
        return str(getattr(row, WORDS.get(label, "uid")))
