"""The screens of the admin as everybody in the table of tests/test_access.py."""

import pytest
from django.urls import reverse

from tests import test_access
from tests.test_access import MODELS, admin_row, get

# One of everything in a partnership, and the people who may see it.
world, people, things = test_access.world, test_access.people, test_access.things


@pytest.mark.parametrize("name", MODELS)
def test_each_has_its_people(name, client, people, things):
    wanted = iter(admin_row(name))
    thing = things.get(name)
    got, expected = {}, {}
    for page in ("changelist", "change", "add", "delete"):
        keys = [thing.pk] if thing and page in {"change", "delete"} else []
        if not thing and page in {"change", "delete"}:
            [next(wanted) for _ in range(3)]
            continue
        address = reverse(f"admin:{name}_{page}", args=keys)
        for role in ("officer", "other officer", "administrator"):
            got[page, role] = str(get(client, people[role], address).status_code)
            expected[page, role] = next(wanted)
        got[page, "nobody"] = str(get(client, None, address).status_code)
        expected[page, "nobody"] = "302"
        for role in ("executive", "lead", "other executive", "other lead"):
            got[page, role] = str(get(client, people[role], address).status_code)
            expected[page, role] = "403"
    assert got == expected
