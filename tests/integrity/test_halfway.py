"""A failure at any write of what makes many of them leaves all as it was, never something between.

Each operation reads what it needs anew, as the next request would.
"""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from events.models import Theme
from events.workflow import imports as contributions
from events.workflow import themes
from partnership.models import Organisation, Topic, User
from partnership.workflow import merge as merge_organisations
from partnership.workflow.anonymising import anonymise
from plans import workflow as plans
from plans.models import Plan, Section
from plans.workflow.arranging import move_section
from priorities.models import EvidenceImport, ListedPriority, Priority
from priorities.workflow import entries, priorities
from priorities.workflow import imports as evidence
from publishing.models import Document
from publishing.workflow import publish, withdraw
from tests import factories
from tests.drills.world import World
from tests.events.files import an_evening, said, table_of
from tests.events.files import read as read_contributions
from tests.integrity.breaking import broken_everywhere
from tests.priorities.evidence_files import a_place, crime
from tests.priorities.evidence_files import read as read_evidence
from tests.priorities.evidence_files import table_of as evidence_table
from tests.publishing.samples import FRAGMENT, SNAPSHOT

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def of_document(act):
    lakes = factories.partnership("lakes")
    officer = factories.user("officer", lakes)
    document = Document.objects.create(partnership=lakes, kind="plan", slug="plan", title="Plan")

    def publishing():
        publish(
            Document.objects.get(pk=document.pk), title="Plan", fragment=FRAGMENT,
            snapshot=SNAPSHOT, change_note="", by=officer, now=NOW,
        )  # fmt: skip

    def withdrawing():
        withdraw(Document.objects.get(pk=document.pk), reason="Wrong.", by=officer, now=NOW)

    if act == "publish":
        return publishing
    publishing()
    document.current_edition = document.editions.get()
    document.save()
    return withdrawing


def of_plan(act):
    world = World("a long password of the world")
    world.plan("small")
    plan = Plan.objects.get()
    asked = {"by": world.officer, "now": NOW}
    acts = {
        "publish": lambda: plans.publish(world.again(plan), change_note="Other.", **asked),
        "reopen": lambda: plans.reopen(world.again(plan), reason="Other words.", **asked),
    }
    if act in acts:
        return acts[act]
    plans.reopen(world.again(plan), reason="Other words.", **asked)
    if act == "submit":
        return lambda: plans.submit(world.again(plan), **asked)
    later = [factories.section(plan, f"Later {n}", order=n, anchor=f"l{n}") for n in (2, 3)]
    return lambda: move_section(Section.objects.get(pk=later[1].pk), way="up", **asked)


def of_organisations():
    lakes = factories.partnership("lakes")
    kept, gone = factories.organisation("Council"), factories.organisation("The council")
    gone.aliases.create(name="CC")
    for group in ("One", "Two"):
        factories.group(lakes, group).members.create(organisation=gone)
    administrator = factories.administrator()

    def merging():
        both = (Organisation.objects.get(pk=one.pk) for one in (kept, gone))
        merge_organisations(*both, by=administrator, now=NOW)

    return merging


def of_priorities(act):
    lakes = factories.partnership("lakes")
    officer = factories.user("officer", lakes)
    draft = factories.priority_list(lakes)
    first, second, third = (factories.priority(lakes, f"Priority {n}") for n in range(3))
    for order, one in enumerate((first, second, third), start=1):
        ListedPriority.objects.create(
            priority_list=draft, priority=one, wording=one.title, order=order
        )

    def merging():
        both = (Priority.objects.get(pk=one.pk) for one in (first, second))
        priorities.merge(*both, reason="The same.", by=officer, now=NOW)

    def moving():
        entries.move_entry(ListedPriority.objects.get(priority=third), -1, by=officer)

    return merging if act == "merge" else moving


def of_themes(act):
    lakes = factories.partnership("lakes")
    officer = factories.user("officer", lakes)
    event = factories.event(lakes)
    pair = [factories.theme(lakes, name) for name in ("Drink", "Alcohol")]
    for theme in pair:
        factories.tag(factories.contribution(event), theme)
    asked = {"reason": "The same.", "by": officer, "now": NOW}

    def merging():
        both = (Theme.objects.get(pk=one.pk) for one in pair)
        return themes.merge(*both, name="Alcohol and drink", **asked)

    if act == "merge":
        return merging
    merged = merging()
    return lambda: themes.unmerge(Theme.objects.get(pk=merged.pk), **asked)


def of_contributions(act):
    evening = an_evening()
    content = table_of(*[said(f"No {n}") for n in range(3)])
    if act == "upload":
        return lambda: contributions.start(
            evening.event, file=ContentFile(content), name="words.csv", extension="csv",
            sha256=hashlib.sha256(content).hexdigest(), by=evening.officer, now=NOW,
        )  # fmt: skip
    batch = read_contributions(evening, content)

    def confirming():
        again = type(batch).objects.get(pk=batch.pk)
        contributions.confirm(again, by=evening.officer, now=timezone.now())

    if act == "confirm":
        return confirming
    confirming()
    rows = [factories.contribution(evening.event) for _ in range(3)]
    type(rows[0]).objects.filter(pk__in=[row.pk for row in rows]).update(
        batch=batch, standing="arriving"
    )
    return lambda: contributions.finish_saving(
        type(batch).objects.get(pk=batch.pk), now=timezone.now()
    )


def of_evidence(act):
    place = a_place()
    batch = read_evidence(place, evidence_table(*[crime() for _ in range(3)]))
    asked = {"by": place.officer, "now": timezone.now()}

    def confirming():
        evidence.confirm(EvidenceImport.objects.get(pk=batch.pk), **asked)

    if act == "confirm":
        return confirming
    if act == "discard":
        return lambda: evidence.discard(EvidenceImport.objects.get(pk=batch.pk), **asked)
    confirming()
    return lambda: evidence.take_back(
        EvidenceImport.objects.get(pk=batch.pk), reason="Wrong file.", **asked
    )


def of_person():
    lakes = factories.partnership("lakes")
    for _ in range(2):
        person = factories.user("officer", lakes)
    administrator = factories.administrator()
    return lambda: anonymise(
        User.objects.get(pk=person.pk), by=administrator, now=NOW, reason="They asked."
    )


OPERATIONS = {
    "publish a document": lambda: of_document("publish"),
    "withdraw a document": lambda: of_document("withdraw"),
    "publish a plan": lambda: of_plan("publish"),
    "reopen a plan": lambda: of_plan("reopen"),
    "submit a plan": lambda: of_plan("submit"),
    "move a section": lambda: of_plan("move"),
    "merge organisations": of_organisations,
    "merge priorities": lambda: of_priorities("merge"),
    "move a priority in its list": lambda: of_priorities("move"),
    "merge themes": lambda: of_themes("merge"),
    "take merged themes apart": lambda: of_themes("unmerge"),
    "upload contributions": lambda: of_contributions("upload"),
    "confirm contributions": lambda: of_contributions("confirm"),
    "let contributions count": lambda: of_contributions("count"),
    "let evidence count": lambda: of_evidence("confirm"),
    "discard evidence": lambda: of_evidence("discard"),
    "take evidence back": lambda: of_evidence("take back"),
    "make a person anonymous": of_person,
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_failure_at_any_write_leaves_nothing_half(name):
    operation = OPERATIONS[name]()
    assert broken_everywhere(operation) >= 1


def test_half_would_be_noticed():
    """The rig itself: two writes that no transaction holds together."""
    topic = Topic.objects.create(name="Alcohol")

    def two_writes():
        with connection.cursor() as cursor:
            for name in ("Drink", "Drinking"):
                cursor.execute(
                    "UPDATE partnership_topic SET name = %s WHERE id = %s", [name, topic.pk]
                )

    with pytest.raises(AssertionError, match="half is there after write 2"):
        broken_everywhere(two_writes)
