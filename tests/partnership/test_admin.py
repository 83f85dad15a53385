"""How far an officer reaches in the admin screens, and what nobody does there."""

import json
import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from partnership.models import Group, Organisation, Partnership, Topic
from plans.models import Plan, Section
from plans.models.plans import PlanState
from priorities.models import Measure, Priority
from records.models import Change
from tests import factories

ROOMS = ["records", "partnership", "publishing", "events", "priorities", "plans"]


@pytest.fixture
def lakes(db):
    return factories.partnership("lakes")


@pytest.fixture
def shire(db):
    return factories.partnership("shire")


@pytest.fixture
def officer(client, lakes):
    person = factories.user("officer", lakes, post="Lakes officer")
    client.force_login(person)
    return person


def _page(thing, name="change"):
    meta = thing._meta
    address = f"admin:{meta.app_label}_{meta.model_name}_{name}"
    return reverse(address, args=[thing.pk] if name in {"change", "delete", "history"} else [])


def _fields(client, address):
    """What the page's form would send if its reader pressed Save at once."""
    context = client.get(address).context
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    forms = [context["adminform"].form]
    for formset in formsets:
        forms += [formset.management_form, *formset.forms]
    sent = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False and value != "":
                sent[bound.html_name] = "on" if value is True else value
    return sent


def _save(client, thing, **changes):
    sent = _fields(client, _page(thing)) | changes
    return client.post(_page(thing), sent)


def _errors(response):
    return re.sub(r"\s+", " ", response.content.decode())


# ---- every model is there


def test_every_model_has_its_admin_page_with_search():
    missing = [
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in ROOMS
        and not model.__name__.startswith("Historical")
        and not (model in admin.site._registry and admin.site._registry[model].search_fields)
    ]
    assert missing == []


# ---- what belongs to another partnership does not exist


@pytest.mark.parametrize("name", ["change", "delete", "history"])
def test_what_belongs_to_another_partnership_is_not_found(client, officer, lakes, shire, name):
    own, theirs = factories.plan(lakes), factories.plan(shire)
    section = factories.section(theirs)
    things = [theirs, section, factories.block(section), factories.group(shire), shire]
    assert client.get(_page(own, name)).status_code == 200
    assert {client.get(_page(thing, name)).status_code for thing in things} == {404}
    assert client.post(_page(theirs, name), {"post": "yes"}).status_code == 404


def test_lists_and_filters_show_ones_own_only(client, officer, lakes, shire):
    factories.section(factories.plan(lakes, title="Our plan"))
    factories.section(factories.plan(shire, title="Their secret plan"), "Their section")
    for model in (Plan, Section, Group, Partnership):
        shown = client.get(_page(model, "changelist")).content.decode()
        assert "Their" not in shown and "Shire" not in shown


def test_people_without_a_role_here_are_not_shown(client, officer, shire):
    stranger = factories.user("officer", shire)
    shown = client.get(reverse("admin:partnership_user_changelist")).content.decode()
    assert officer.email in shown and stranger.email not in shown


def test_choices_are_ones_own(client, officer, lakes, shire):
    factories.group(lakes, "Our group")
    factories.group(shire, "Their group")
    form = client.get(reverse("admin:priorities_priority_add")).context["adminform"].form
    assert [str(one) for one in form.fields["delivery_group"].queryset] == ["Our group"]
    assert list(form.fields["partnership"].queryset) == [lakes]


def test_a_group_lent_to_ones_partnership_can_be_chosen_but_not_changed(
    client, officer, lakes, shire
):
    lent = factories.group(shire, "Shared group")
    lent.lent_to.add(lakes)
    priority = factories.priority(lakes)
    assert _save(client, priority, delivery_group=lent.pk).status_code == 302
    assert client.post(_page(lent), {"name": "Ours now"}).status_code == 403


def test_suggestions_are_ones_own(client, officer, lakes, shire):
    factories.group(lakes, "Our group")
    factories.group(shire, "Their group")
    found = client.get(
        reverse("admin:autocomplete"),
        {
            "app_label": "priorities",
            "model_name": "priority",
            "field_name": "delivery_group",
            "term": "group",
        },
    )
    assert [one["text"] for one in json.loads(found.content)["results"]] == ["Our group"]


def test_a_posted_key_of_another_partnership_is_refused(client, officer, lakes, shire):
    priority, theirs = factories.priority(lakes), factories.group(shire)
    refused = _save(client, priority, delivery_group=theirs.pk)
    assert "Select a valid choice" in _errors(refused)
    refused = _save(client, priority, partnership=shire.pk)
    assert "Select a valid choice" in _errors(refused)
    priority.refresh_from_db()
    assert priority.delivery_group is None and priority.partnership == lakes


def test_two_partnerships_are_not_mixed_even_by_administrators(client, lakes, shire):
    client.force_login(factories.administrator())
    priority, theirs = factories.priority(lakes), factories.group(shire)
    refused = _save(client, priority, delivery_group=theirs.pk)
    assert "This belongs to another partnership" in _errors(refused)


def test_deleting_many_takes_ones_own_only(client, officer, lakes, shire):
    own, theirs = factories.priority(lakes), factories.priority(shire)
    sent = {"action": "delete_selected", "_selected_action": [own.pk, theirs.pk], "post": "yes"}
    client.post(reverse("admin:priorities_priority_changelist"), sent)
    assert list(Priority.objects.all()) == [theirs]


def test_national_measures_are_read_and_not_changed(client, officer):
    national = factories.measure()
    assert client.get(_page(national)).status_code == 200
    assert client.post(_page(national), {"name": "Mine"}).status_code == 403
    sent = {"action": "delete_selected", "_selected_action": [national.pk], "post": "yes"}
    client.post(reverse("admin:priorities_measure_changelist"), sent)
    assert Measure.objects.filter(pk=national.pk, name=national.name).exists()


def test_an_officer_makes_no_national_measure(client, officer):
    address = reverse("admin:priorities_measure_add")
    refused = client.post(address, {"name": "Nation's", "noun": "offences", "good": "lower"})
    assert "This field is required" in _errors(refused)
    assert not Measure.objects.exists()


def test_an_officer_adds_no_national_figure(client, officer, lakes):
    own, national = factories.measure(lakes), factories.measure()
    form = client.get(reverse("admin:priorities_figure_add")).context["adminform"].form
    assert list(form.fields["measure"].queryset) == [own]
    assert national not in form.fields["measure"].queryset


@pytest.mark.parametrize("model", [Organisation, Topic])
def test_what_all_share_is_for_administrators(client, officer, model):
    thing = model.objects.create(name="Shared thing")
    assert client.get(_page(thing)).status_code == 200
    assert client.post(_page(thing), {"name": "Mine"}).status_code == 403
    assert client.get(_page(model, "add")).status_code == 403
    client.force_login(factories.administrator())
    assert client.get(_page(model, "add")).status_code == 200
    _save(client, thing, name="Better name")
    assert model.objects.get().name == "Better name"


def test_officers_read_their_own_partnerships_audit(client, officer, lakes, shire):
    for place in (lakes, shire):
        Change.objects.create(
            at="2011-05-01T00:00Z",
            actor_label=f"Somebody of {place.slug}",
            action="test",
            partnership=place.uid,
        )
    shown = client.get(reverse("admin:records_change_changelist")).content.decode()
    assert "Somebody of lakes" in shown and "Somebody of shire" not in shown
    change = Change.objects.get(partnership=lakes.uid)
    assert client.post(_page(change), {"action": "other"}).status_code == 403
    assert client.get(_page(change, "delete")).status_code == 403


# ---- saving


def test_a_save_raises_the_version_and_names_its_author(client, officer, lakes):
    group = factories.group(lakes)
    assert _save(client, group, name="Steering group").status_code == 302
    group.refresh_from_db()
    assert (group.name, group.version) == ("Steering group", 2)
    assert group.history.first().history_user == officer


def test_a_stale_save_is_refused_and_shows_both_texts(client, officer, lakes):
    group = factories.group(lakes, "First name")
    read = _fields(client, _page(group))
    colleague = factories.user("officer", lakes, post="Colleague")
    client.force_login(colleague)
    _save(client, group, name="Name by the colleague")
    client.force_login(officer)

    refused = client.post(_page(group), read | {"name": "Name by me"})
    words = _errors(refused)
    assert "Colleague saved this while you were editing" in words
    assert "Stored now: “Name by the colleague”" in words
    assert 'value="Name by me"' in words
    assert Group.objects.get().name == "Name by the colleague"

    # Having seen both, its author decides.
    shown = refused.context["adminform"].form
    again = read | {"name": "Name by both", "base_version": shown["base_version"].value()}
    assert client.post(_page(group), again).status_code == 302
    assert Group.objects.get().name == "Name by both"


def test_a_stale_row_within_a_page_is_refused(client, officer, lakes):
    plan = factories.plan(lakes)
    section = factories.section(plan, "First title")
    read = _fields(client, _page(plan))
    _save(client, section, title="Newer title")
    refused = client.post(_page(plan), read)
    assert "Stored now: “Newer title”" in _errors(refused)
    section.refresh_from_db()
    assert section.title == "Newer title"


def test_a_save_without_its_version_is_refused(client, officer, lakes):
    group = factories.group(lakes)
    sent = _fields(client, _page(group))
    del sent["base_version"]
    assert client.post(_page(group), sent | {"name": "Other"}).status_code == 200
    assert Group.objects.get().name == group.name


def test_new_rows_within_a_page_are_kept(client, officer, lakes):
    plan = factories.plan(lakes)
    saved = _save(
        client,
        plan,
        **{
            "sections-TOTAL_FORMS": 1,
            "sections-0-order": 1,
            "sections-0-title": "Vision",
            "sections-0-part": "main",
            "sections-0-anchor": "vision",
            "sections-0-plan": plan.pk,
        },
    )
    assert saved.status_code == 302
    assert Section.objects.get().history.first().history_user == officer


def test_a_period_that_ends_before_it_starts_is_refused_beside_its_field(client, officer, lakes):
    refused = _save(client, factories.plan(lakes), ends_on="2010-01-01")
    assert "must not be before the first day" in _errors(refused)


def test_a_reserved_address_is_refused_beside_its_field(client, lakes):
    client.force_login(factories.administrator())
    refused = _save(client, lakes, slug="admin")
    assert "kept for the portal itself" in _errors(refused)
    assert Partnership.objects.get().slug == "lakes"


def test_the_history_tells_who_changed_what(client, officer, lakes):
    group = factories.group(lakes, "First name")
    _save(client, group, name="Second name")
    shown = client.get(_page(group, "history")).content.decode()
    assert "from “First name” to “Second name”" in shown and "Lakes officer" in shown


# ---- plans stand still when they are no drafts


@pytest.fixture
def locked(lakes):
    plan = factories.plan(lakes)
    section = factories.section(plan)
    things = [plan, section, factories.block(section), factories.action(section)]
    Plan.objects.update(state=PlanState.SUBMITTED)
    return things


def test_a_plan_that_is_no_draft_is_read_only_with_all_its_parts(client, officer, locked):
    for thing in locked:
        assert "its texts stand still" in client.get(_page(thing)).content.decode()
        assert client.post(_page(thing), {}).status_code == 403
        assert client.post(_page(thing, "delete"), {"post": "yes"}).status_code == 403


def test_a_locked_plan_is_locked_for_administrators_too(client, locked):
    client.force_login(factories.administrator())
    assert {client.post(_page(thing), {}).status_code for thing in locked} == {403}


def test_nothing_is_moved_into_a_locked_plan(client, officer, lakes, locked):
    section = factories.section(factories.plan(lakes, title="Draft"))
    refused = _save(client, section, plan=locked[0].pk)
    assert "Select a valid choice" in _errors(refused)


def test_the_state_of_a_plan_is_not_changed_here(client, officer, lakes):
    plan = factories.plan(lakes)
    assert _save(client, plan, state="published").status_code == 302
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT


# ---- deleting


def test_what_others_stand_on_is_not_deleted_and_says_so(client, officer, lakes):
    measure = factories.measure(lakes)
    factories.figure(measure)
    shown = client.post(_page(measure, "delete"), {"post": "yes"}).content.decode()
    assert "cannot be deleted: other things stand on it" in shown
    assert Measure.objects.exists()


def test_nobody_deletes_people_or_roles(client, lakes):
    person = factories.user("officer", lakes)
    client.force_login(factories.administrator())
    for thing in (person, person.current_roles[0]):
        assert client.get(_page(thing, "delete")).status_code == 403


def test_only_administrators_make_administrators(client, officer):
    refused = client.post(_page(officer), {"is_superuser": "on", "email": "a@example.org"})
    assert refused.status_code == 403
    officer.refresh_from_db()
    assert not officer.is_superuser


def test_a_role_given_here_is_in_the_audit(client, officer, lakes):
    person = factories.user("lead", lakes)
    client.post(
        reverse("admin:partnership_role_add"),
        {"user": person.pk, "partnership": lakes.pk, "kind": "executive"},
    )
    change = Change.objects.get(action="role.give")
    assert change.actor == officer.uid and change.partnership == lakes.uid


def test_executives_and_leads_have_no_admin_screens(client, lakes):
    for kind in ("executive", "lead"):
        client.force_login(factories.user(kind, lakes))
        assert client.get("/admin/plans/plan/").status_code == 403
