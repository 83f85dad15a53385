"""What something published uses is not deleted, and whoever tries reads what uses it."""

import pytest
from django.contrib import admin
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse

from publishing.models import Edition, EditionText, Rendition
from tests import factories
from tests.reading import words_of

SAID = "other things stand on"


def published():
    """Everything that was published, word for word and byte for byte."""
    frozen = [list(model.objects.order_by("pk").values()) for model in (Edition, EditionText)]
    files = Rendition.objects.ready().order_by("pk").values_list("pk", "file")
    return frozen, [(pk, default_storage.open(name).read()) for pk, name in files]


def what_became_of(client, thing):
    """ "gone", "refused in words" or "not offered" """
    page = reverse(
        f"admin:{thing._meta.app_label}_{thing._meta.model_name}_delete", args=[thing.pk]
    )
    answer = client.post(page, {"post": "yes"}, follow=True)
    if not type(thing)._base_manager.filter(pk=thing.pk).exists():
        return "gone"
    if answer.status_code in (403, 404):
        return "not offered"
    words = words_of(answer.content.decode())
    assert SAID in words or "cannot be deleted by you" in words, (thing, words[:500])
    return "refused in words"


@pytest.mark.parametrize("role", ["officer", "administrator"])
def test_whatever_is_deleted_what_was_published_stays(client, world, officer, role):
    client.force_login(officer if role == "officer" else factories.administrator())
    before, became = published(), {}
    assert before[0][0] and before[1]
    for name, thing in world.items():
        if type(thing) not in admin.site._registry:
            continue
        with transaction.atomic():
            became[name] = what_became_of(client, thing)
            assert published() == before, f"{name} took with it what was published"
            transaction.set_rollback(True)
    assert set(became.values()) == {"gone", "refused in words", "not offered"}
    assert became["publishing_edition"] == "not offered"
    assert became["publishing_document"] != "gone"
    assert became["records_change"] == "not offered"


def test_several_at_once_are_refused_with_what_uses_them(client, officer, lakes):
    client.force_login(officer)
    used, unused = factories.measure(lakes, "Burglary"), factories.measure(lakes, "Robbery")
    figure = factories.figure(used)
    answer = client.post(
        reverse("admin:priorities_measure_changelist"),
        {"action": "delete_selected", "_selected_action": [used.pk, unused.pk], "post": "yes"},
    ).content.decode()
    assert f"None of these measures was deleted: {SAID} some of them" in words_of(answer)
    assert reverse("admin:priorities_figure_change", args=[figure.pk]) in answer
    assert type(used).objects.filter(pk__in=[used.pk, unused.pk]).count() == 2
