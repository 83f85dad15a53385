"""The admin screens as an officer might abuse them: bulk actions, keys by hand, suggestions."""

import json

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.test_access import MODELS
from tests.walks import walking

SHOWN = [name for name in MODELS if not name.startswith(("auth_", "account_", "mfa_", "portal_"))]


def _page(name, page, *keys):
    return reverse(f"admin:{name}_{page}", args=keys)


@pytest.mark.once
def test_all_models_are_walked():
    assert len(SHOWN) >= 100


@pytest.mark.once
@pytest.mark.parametrize("name", SHOWN)
def test_bulk_actions_touch_nothing_of_others(name, worlds):
    theirs = worlds.strangers.get(name)
    if theirs is None or not walking.FROM < theirs.pk < walking.TO:
        return
    request = type("Request", (), {"user": worlds.people["administrator"], "GET": {}})()
    for action in [*admin.site._registry[MODELS[name]].get_actions(request), "delete_selected"]:
        sent = {"action": action, "_selected_action": [theirs.pk], "post": "yes"}
        for role in ("officer", "lead", "nobody"):
            answer, written = worlds.ask(role, "post", _page(name, "changelist"), sent)
            assert answer.status_code in {200, 302, 403}
            assert not worlds.strange(written.values), (action, role)


@pytest.mark.once
@pytest.mark.parametrize("name", SHOWN)
def test_pages_offer_and_take_no_key_of_others(name, worlds):
    own = worlds.things.get(name)
    keys = [("change", own.pk)] if own is not None else [("add",)]
    address = _page(name, *keys[0])
    page, _ = worlds.ask("officer", "get", address)
    if page.status_code != 200:
        return
    found = walking.forms_of(page)
    sent = walking.sent_by(page, found)
    unlimited = getattr(admin.site._registry[MODELS[name]], "unlimited", ())
    for form in found:
        for field_name, field in form.fields.items():
            if (
                worlds.has_owners(field)
                and not field.widget.is_hidden
                and field_name not in unlimited
            ):
                offered = {each.pk for each in field.queryset}
                assert not worlds.strange(offered), field_name
                sent[form.add_prefix(field_name)] = [worlds.key_for(field) or ""]
    answer, written = worlds.ask("officer", "post", address, sent)
    assert answer.status_code < 500
    assert not worlds.strange(written.values), written


@pytest.mark.once
@pytest.mark.parametrize("name", SHOWN)
def test_suggestions_name_nothing_of_others(name, worlds):
    page = admin.site._registry[MODELS[name]]
    for field in page.autocomplete_fields:
        if field in getattr(page, "unlimited", ()):
            continue
        asked = {"app_label": page.opts.app_label, "model_name": page.opts.model_name}
        answer, _ = worlds.ask(
            "officer", "get", reverse("admin:autocomplete"), asked | {"field_name": field}
        )
        if answer.status_code == 200:
            model = page.opts.get_field(field).related_model
            found = {int(one["id"]) for one in json.loads(answer.content)["results"]}
            shared = model._meta.model_name in {"organisation", "area", "topic"}
            assert shared or not worlds.strange(found), field
