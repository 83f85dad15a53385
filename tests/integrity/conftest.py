"""One of everything, for what is asked of every thing."""

import pytest
from django.utils.module_loading import import_string


@pytest.fixture
def world(officer, lakes, settings, tmp_path):
    """The things by the names of their models; nothing of it is demo."""
    settings.MEDIA_ROOT = tmp_path / "media"
    # By name: its models cannot be imported before Django is set up.
    return import_string("tests.world.build")(lakes, officer)


@pytest.fixture
def lakes(db):
    return import_string("tests.factories.partnership")("lakes", uses_welsh=True)


@pytest.fixture
def officer(lakes):
    return import_string("tests.factories.user")("officer", lakes)
