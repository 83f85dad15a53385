"""Two partnerships with one of everything, and the people of both."""

from django import forms
from django.apps import apps
from django.db import transaction
from django.test import Client

from tests import factories
from tests.test_access import cookies_of
from tests.walks import walking
from tests.world import build

SHARED = {"organisation", "area", "topic", "requirement", "sitetext"}


class Worlds:
    """Meres, about which every address is asked, and Moors, whose things nobody there may meet."""

    def __init__(self):
        self.meres = factories.partnership("meres", uses_welsh=True)
        self.people = {"nobody": None, "administrator": factories.administrator()}
        self.things = self._filled(self.meres, "")
        walking.set_sequences(walking.FROM)
        self.moors = factories.partnership("moors", uses_welsh=True)
        self.strangers = self._filled(self.moors, "other ")
        walking.set_sequences(walking.TO)
        self.uids = set(self._uids_of_strangers())
        self._hexes = {uid.replace("-", "") for uid in self.uids}
        self.counterparts = dict(self._counterparts())
        self.cookies = {role: cookies_of(person) for role, person in self.people.items()}

    def _filled(self, of, prefix):
        for kind in ("officer", "executive", "lead"):
            self.people[prefix + kind] = factories.user(kind, of)
        return build(of, self.people[prefix + "officer"])

    def _uids_of_strangers(self):
        for model in apps.get_models():
            named = {field.name for field in model._meta.fields}
            if "uid" in named and model._meta.model_name not in SHARED:
                theirs = model._base_manager.filter(pk__gt=walking.FROM, pk__lt=walking.TO)
                yield from (str(uid) for uid in theirs.values_list("uid", flat=True))

    def _counterparts(self):
        """Of each key of Meres, the key of the same kind of thing in Moors."""
        for name, thing in self.things.items():
            theirs = self.strangers[name]
            if theirs.pk != thing.pk and hasattr(thing, "uid"):
                yield str(thing.uid), str(theirs.uid)

    def strange(self, values):
        """Those of the values that are keys of Moors's things."""
        keys = {v for v in values if isinstance(v, int) and walking.FROM < v < walking.TO}
        return keys | {v for v in values if str(v) in self._hexes}

    def has_owners(self, field):
        """Whether a field is to choose from things that belong to partnerships."""
        chooses = isinstance(field, forms.ModelChoiceField)
        return chooses and field.queryset.model._meta.model_name not in SHARED

    def stranger_named(self, name):
        """The thing of Moors that somebody would mean by this name."""
        found = [key for key in self.strangers if key.rpartition("_")[2] == name.replace("_", "")]
        return self.strangers[found[0] if found else "plans_section"]

    def key_for(self, field):
        """A key of Moors that a field to choose from must not take, if there is such a thing."""
        theirs = field.queryset.model._base_manager.filter(
            pk__gt=walking.FROM, pk__lt=walking.TO
        ).first()
        return theirs and field.prepare_value(theirs)

    def ask(self, role, method, address, sent=None, **extra):
        """What somebody gets and what it writes; afterwards all is as before."""
        browser = Client()
        browser.cookies.load(self.cookies[role])
        with transaction.atomic(), walking.writing() as written:
            answer = getattr(browser, method)(address, **({"data": sent or {}} | extra))
            transaction.set_rollback(True)
        return answer, written
