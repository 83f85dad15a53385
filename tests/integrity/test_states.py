"""What cannot be is refused by the database itself, whichever program writes it."""

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from simple_history.models import HistoricalChanges

from records.fields import ChoiceField
from tests.test_migrations import ROOMS

NOW = timezone.now()

# What cannot be, thing by thing: what would have to be written into one that is in order.
IMPOSSIBLE = [
    ("partnership_role", {"kind": "king"}),
    ("partnership_letter", {"state": "sending"}),
    ("partnership_letter", {"state": "failed", "reason": ""}),
    ("partnership_letter", {"state": "sent", "sent_at": None}),
    ("partnership_knownas", {"partnership": None}),
    ("partnership_groupmember", {"post": "", "organisation": None}),
    ("publishing_rendition", {"state": "rendering"}),
    ("publishing_rendition", {"state": "ready", "sha256": ""}),
    ("publishing_rendition", {"state": "ready", "size": 0}),
    ("publishing_rendition", {"state": "failed", "reason": ""}),
    ("publishing_rendition", {"lease_until": NOW}),
    ("publishing_document", {"withdrawn_at": NOW}),
    ("publishing_document", {"withdrawn_reason": "Wrong."}),
    (
        "publishing_document",
        {"withdrawn_at": NOW, "withdrawn_reason": "Wrong.", "current_edition": None},
    ),
    ("publishing_post", {"state": "published", "published_at": None}),
    ("publishing_communication", {"state": "done", "closed_on": None}),
    ("publishing_formatrequest", {"state": "sent", "closed_at": None}),
    ("events_meeting", {"state": "agreed", "agreed_on": None}),
    ("events_meeting", {"state": "cancelled", "cancelled_reason": ""}),
    ("events_meetingaction", {"state": "done", "ended_on": None}),
    ("events_paper", {"file": "a.pdf", "link": "https://example.org/"}),
    ("events_contributionimport", {"state": "failed", "reason": "", "fault_count": 0}),
    ("priorities_evidenceimport", {"state": "failed", "reason": "", "fault_count": 0}),
    ("priorities_evidenceimport", {"state": "done", "counted_at": None}),
    ("priorities_prioritylist", {"state": "published", "published_at": None}),
    ("priorities_prioritylist", {"state": "draft", "published_at": NOW}),
    ("priorities_priority", {"state": "merged", "merged_into": None}),
    ("priorities_assessmentround", {"state": "scoring", "scheme": None}),
    ("plans_plan", {"state": "scheduled", "publish_at": None}),
    ("plans_plan", {"state": "draft", "publish_at": NOW}),
    ("plans_plan", {"kind": "assessment", "audience": "public"}),
    ("plans_plan", {"extended_until": "2099-03-31", "extended_reason": ""}),
    ("plans_planimport", {"state": "failed", "reason": "", "fault_count": 0}),
    ("plans_reportingquarter", {"state": "closed", "closed_at": None}),
    ("plans_groupreport", {"state": "accepted", "accepted_at": None}),
    ("plans_draftreply", {"standing": "accepted", "contribution": None}),
    ("plans_response", {"answer": "done", "did": ""}),
]


# Tables whose rows nobody alters, but where words are taken out for somebody's privacy.
FROZEN = {
    *("records_change", "records_erasure", "publishing_edition", "publishing_editiontext"),
    *("plans_approvalrecord", "events_redaction"),
}


def is_refused(thing, **values):
    try:
        with transaction.atomic():
            assert type(thing)._base_manager.filter(pk=thing.pk).update(**values) == 1
            return False
    except IntegrityError:
        return True


def choices():
    """Every column of ours that holds one of a few words; a history tells of former words too."""
    return [
        field
        for model in apps.get_models()
        if model._meta.app_label in ROOMS and not issubclass(model, HistoricalChanges)
        for field in model._meta.local_fields
        if field.choices
    ]


def rules_of(table):
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, table)


def test_the_database_holds_the_rule_of_each_choice(db):
    """Asked of the database, so that a frozen or an empty table is held to it too."""
    bare = [str(field) for field in choices() if not isinstance(field, ChoiceField)]
    assert bare == [], "A field with choices is a ChoiceField."
    rules = {table: rules_of(table) for table in {f.model._meta.db_table for f in choices()}}
    names = [(f.model._meta.db_table, f"{f.model._meta.label_lower}_{f.name}") for f in choices()]
    missing = [
        name for table, name in names if f"{name.replace('.', '_')}_known" not in rules[table]
    ]
    assert missing == [] and len(names) > 90


def test_a_word_that_nobody_knows_is_refused(world):
    taken = [
        f"{name}.{field.name}"
        for name, thing in world.items()
        for field in choices()
        if isinstance(thing, field.model) and not is_refused(thing, **{field.name: "?"})
    ]
    assert taken == []


def test_what_cannot_be_is_refused(world):
    """In one world for all of them: each is taken back."""
    assert [
        (name, values) for name, values in IMPOSSIBLE if not is_refused(world[name], **values)
    ] == []


def test_what_is_frozen_is_not_altered_after_all_migrations(world):
    """SQLite makes a table anew for each change of it, and its triggers are gone then."""
    for table in FROZEN:
        with (
            pytest.raises(DatabaseError, match="never altered"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE {table} SET id = id")
