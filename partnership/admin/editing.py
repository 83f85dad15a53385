"""The form behind every admin page: it saves over the version that its author read."""

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Manager, Model

from partnership.admin.scope import is_stranger, owner_of
from records.fields import RichTextField
from records.models import Record
from records.richtext import words


class ScopedForm(forms.ModelForm):
    """Refuses a stale save, showing both texts, and what belongs to another partnership."""

    base_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_versioned:
            self.initial["base_version"] = self.instance.version

    @property
    def is_versioned(self):
        return isinstance(self.instance, Record) and self.instance.pk is not None

    def clean(self):
        cleaned = super().clean()
        if self.is_versioned:
            self._refuse_stale()
        return cleaned

    def _refuse_stale(self):
        # Locked until this request has saved, so that nobody slips in between.
        rows = type(self.instance)._base_manager.select_for_update()
        stored = rows.get(pk=self.instance.pk)
        if self.cleaned_data.get("base_version") == stored.version:
            return
        self.add_error(None, _stale_message(stored))
        for name in self.changed_data:
            if name != "base_version":
                self.add_error(name, f"Stored now: “{in_words(stored, name)}”.")
        # The next Save goes over what the author has now been shown.
        self.data = self.data.copy()
        self.data[self.add_prefix("base_version")] = stored.version

    def _post_clean(self):
        super()._post_clean()
        try:
            owner = owner_of(self.instance)
        except ObjectDoesNotExist:
            return  # the field that is missing has its own message
        if owner is not None:
            self._refuse_strangers(owner)

    def _refuse_strangers(self, owner):
        for name, value in list(self.cleaned_data.items()):
            chosen = [value] if isinstance(value, Model) else value
            if not hasattr(chosen, "__iter__") or isinstance(chosen, str):
                continue
            if any(isinstance(one, Model) and is_stranger(one, owner) for one in chosen):
                self.add_error(name, "This belongs to another partnership.")


def _stale_message(stored):
    latest = stored.history.first()
    who = str(latest.history_user) if latest and latest.history_user else "Somebody else"
    return (
        f"{who} saved this while you were editing, so yours is not saved yet. What you typed is "
        "kept below, and beside it stands what is stored now. Put together what should stay and "
        "save again."
    )


def in_words(thing, name):
    """A stored value as people read it."""
    value = getattr(thing, name, None)
    if isinstance(value, Manager):
        return ", ".join(str(one) for one in value.all()) or "not stated"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(thing._meta.get_field(name), RichTextField):
        value = words(value)
    shown = getattr(thing, f"get_{name}_display", None)
    return str(shown() if shown else value if value is not None else "") or "not stated"
