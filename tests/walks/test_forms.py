"""No form of the workspace offers what only a move may change, or what says whose a thing is."""

import importlib
import pkgutil

import pytest
from django.forms import BaseModelForm

ROOMS = ["partnership", "publishing", "events", "priorities", "plans", "portal"]
NEVER = {"partnership", "owned_by", "uid", "version", "state", "document", "edition"}
NEVER |= {"is_superuser", "is_active", "is_staff", "token", "token_sha256", "sha256"}
# What people are asked all the same, with the reason.
ASKED = {
    # What it is about: one of the public documents, chosen among the partnership's own.
    form: {"document"}
    for form in ("AskForm", "CommunicationForm", "PostForm")
}


def _forms():
    for room in ROOMS:
        package = importlib.import_module(f"{room}.forms")
        modules = pkgutil.iter_modules(getattr(package, "__path__", []), f"{room}.forms.")
        for module in [package, *(importlib.import_module(found.name) for found in modules)]:
            for form in vars(module).values():
                mine = isinstance(form, type) and form.__module__ == module.__name__
                if mine and issubclass(form, BaseModelForm) and form._meta.model:
                    yield form


@pytest.mark.once
def test_no_form_offers_what_only_a_move_changes():
    forms = list(_forms())
    assert len(forms) >= 40
    offered = {
        form.__name__: found - ASKED.get(form.__name__, set())
        for form in forms
        if (found := _written_by(form) & NEVER) - ASKED.get(form.__name__, set())
    }
    assert offered == {}


def _written_by(form):
    """The columns that saving the form would set."""
    if form._meta.fields is None:
        return {field.name for field in form._meta.model._meta.fields}  # all: never so
    return set(form._meta.fields)
