"""What the hostile walks share."""

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils.module_loading import import_string


@pytest.fixture(scope="package")
def worlds(django_db_setup, django_db_blocker, tmp_path_factory):
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        # By name: its models cannot be imported before Django is set up.
        yield import_string("tests.walks.worlds.Worlds")()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _no_rendering(monkeypatch, db):
    """Who may make a file is asked here; what is in it is asked where it is made."""
    page = import_string("publishing.children.Made")(b"%PDF-1.7", 1)
    for place in ("publishing.views", "events.views.night"):
        monkeypatch.setattr(f"{place}.render_pdf", lambda html: page)
