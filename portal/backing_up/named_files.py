"""The files that rows name, and which of them are there."""

import re

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import FileField
from django.utils.module_loading import import_string

from records.imports import FileImport

OWN_HASH = re.compile(r"(?:^|/)([0-9a-f]{64})\.[^/]*$")


def named_files(using):
    """{name: whether it must be there}, of all rows that a connection sees.

    An uploaded table or Word file goes when it has been taken in, its row keeps the name.
    """
    found = {}
    for name, lasting in _of_columns(using):
        found[name] = lasting or found.get(name, False)
    for function in settings.FILES_BESIDE:
        for name, lasting in import_string(function)(using):
            found[name] = lasting or found.get(name, False)
    return found


def _of_columns(using):
    for model in apps.get_models():
        lasting = not issubclass(model, FileImport)
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField):
                named = model._base_manager.using(using).order_by().exclude(**{field.name: ""})
                for name in named.values_list(field.name, flat=True).distinct().iterator():
                    yield name, lasting


def opened(name):
    """A kept file, or None where there is none."""
    try:
        return default_storage.open(name)
    except (FileNotFoundError, IsADirectoryError):
        return None


def is_damaged(name, sha256):
    """Whether a file that is named for its contents has others."""
    own = OWN_HASH.search(name)
    return own is not None and own[1] != sha256
