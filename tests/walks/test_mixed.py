"""Two keys in one address: both must belong together, or there is no such page."""

import pytest
from django.urls import resolve, reverse

from tests.test_access import POSTED, address_of
from tests.walks.test_walk import WALKED

ALL_SEE = {"portal:audit_thing"}  # an administrator reads the audit of all


def _mixtures(name, worlds):
    """Each way to put one key of the other partnership into an address of several."""
    kinds = [worlds.things, worlds.strangers]
    ours, theirs = (resolve(address_of(name, things)).kwargs for things in kinds)
    differing = [key for key in ours if ours[key] != theirs[key]]
    if len(differing) > 1:
        for key in differing:
            yield reverse(name, kwargs=ours | {key: theirs[key]})


@pytest.mark.once
def test_addresses_of_several_keys_are_found(worlds):
    assert len([name for name in WALKED if list(_mixtures(name, worlds))]) >= 20


@pytest.mark.once
def test_keys_of_two_partnerships_open_nothing(worlds):
    opened = []
    for name in WALKED:
        for address in _mixtures(name, worlds):
            for role in ("officer", "other officer", "administrator"):
                method = "post" if name in POSTED else "get"
                answer, written = worlds.ask(role, method, address)
                if answer.status_code != 404 or written:
                    opened.append((name, role, answer.status_code, written.tables))
    assert opened == []
