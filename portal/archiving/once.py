"""What may stand only once: in a list of an archive, or in the whole installation."""

from collections import defaultdict

from django.db.models import UniqueConstraint

AT_ONCE = 500
TWICE = "stands in this archive twice, in item {} too."
HERE_ALREADY = "is in this installation already: it was brought in before, or is somebody else’s."


class Once:
    """What may stand only once in a list, or in the whole installation."""

    def __init__(self, kind):
        self.kind = kind
        rules = [c for c in kind.model._meta.constraints if isinstance(c, UniqueConstraint)]
        self.rules = [rule for rule in rules if rule.fields]
        self.single = [
            one.field for one in kind.columns.values() if one.field.unique and one.name != "uid"
        ]
        self.seen = defaultdict(dict)
        # uids and secrets are of the whole installation; links to own things are not.
        self.anywhere = [f.name for f in self.single if not f.remote_field and f.name != "slug"]
        self.anywhere += ["uid"] if kind.has_uid else []
        self.places = defaultdict(dict)

    def note(self, number, said, values, fault):
        """Note what a row says; ``fault`` is called where another one has said it."""
        for field in self.single:
            self._see(field.name, field.name, (values.get(field.attname),), number, said, fault)
        for rule in self.rules:
            if self._is_meant(rule, values):
                key = tuple(self._value(name, values) for name in rule.fields)
                self._see(rule.name, ", ".join(rule.fields), key, number, said, fault)
        for name in self.anywhere:
            if values.get(name) not in (None, ""):
                self.places[name][values[name]] = number

    def _value(self, name, values):
        """The whole list is of one partnership: what says so is the same everywhere."""
        if name == self.kind.owner_column:
            return 0
        return values.get(self.kind.model._meta.get_field(name).attname)

    def _is_meant(self, rule, values):
        if rule.condition is None:
            return True
        meta = self.kind.model._meta
        against = self.kind.model(**values)._get_field_expression_map(meta=meta)
        return rule.condition.check(against)

    def _see(self, rule, columns, key, number, said, fault):
        if None in key:
            return
        seen = self.seen[rule]
        if key in seen:
            fault(self.kind, number, said, columns, TWICE.format(seen[key]))
        seen.setdefault(key, number)

    def compare_with_here(self, fault):
        """Ask the database which of these it has already."""
        for name, places in self.places.items():
            values = list(places)
            for start in range(0, len(values), AT_ONCE):
                some = values[start : start + AT_ONCE]
                rows = self.kind.model._base_manager.filter(**{f"{name}__in": some})
                for value in rows.values_list(name, flat=True):
                    fault(self.kind, places[value], {}, name, HERE_ALREADY)
