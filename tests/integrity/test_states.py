"""What cannot be is refused by the database itself, whichever program writes it."""

from django.db import IntegrityError, transaction
from django.utils import timezone

NOW = timezone.now()

# Columns by which the portal decides what happens next and who may read a thing. Other choices
# are words: one that nobody knows is shown as it stands and changes nothing.
DECIDE = {"state", "standing", "capture", "audience"}

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


def is_refused(thing, **values):
    try:
        with transaction.atomic():
            assert type(thing)._base_manager.filter(pk=thing.pk).update(**values) == 1
            return False
    except IntegrityError:
        return True


def test_a_state_that_nobody_knows_is_refused(world):
    taken, asked = [], 0
    for name, thing in world.items():
        for field in thing._meta.concrete_fields:
            if field.name in DECIDE and field.choices:
                asked += 1
                if not is_refused(thing, **{field.name: "nonsense"}):
                    taken.append(f"{name}.{field.name}")
    assert taken == []
    assert asked > 25


def test_what_cannot_be_is_refused(world):
    """In one world for all of them: each is taken back."""
    assert [
        (name, values) for name, values in IMPOSSIBLE if not is_refused(world[name], **values)
    ] == []
