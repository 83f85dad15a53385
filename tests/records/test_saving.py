"""Nothing is overwritten unseen, and the audit is never altered."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from partnership.models import Partnership
from priorities.models import FindingStatement, Survey, SurveyFinding
from records.models import Change, note
from records.saving import StaleVersion, save_over
from tests import factories

pytestmark = pytest.mark.django_db


def test_save_over_raises_the_version_and_names_its_author():
    of, person = factories.partnership("lakes"), factories.user()
    of.vision = "Safe"
    save_over(of, base_version=1, by=person)
    stored = Partnership.objects.get(pk=of.pk)
    assert (stored.vision, stored.version) == ("Safe", 2)
    assert stored.history.first().history_user == person


def test_save_over_refuses_a_text_that_was_read_before_the_last_save():
    of, person = factories.partnership("lakes"), factories.user()
    first, second = (Partnership.objects.get(pk=of.pk) for _ in range(2))
    first.vision, second.vision = "First", "Second"
    save_over(first, base_version=1, by=person)
    with pytest.raises(StaleVersion) as stale:
        save_over(second, base_version=1, by=person)
    assert stale.value.current.vision == "First"
    stored = Partnership.objects.get(pk=of.pk)
    assert (stored.vision, stored.version) == ("First", 2)
    save_over(second, base_version=stale.value.current.version, by=person)
    assert Partnership.objects.get(pk=of.pk).vision == "Second"


def test_note_names_the_partnership_of_its_target():
    plan = factories.plan(factories.partnership("lakes"))
    change = note("plan.look", by=None, now=timezone.now(), target=plan)
    assert change.partnership == plan.partnership.uid
    assert change.actor_label == "The portal"


@pytest.mark.parametrize(
    "alter",
    [
        lambda: Change.objects.update(reason="Another"),
        lambda: connection.cursor().execute("UPDATE records_change SET actor_label = 'Nobody'"),
    ],
)
def test_a_line_of_the_audit_is_never_altered(alter):
    note("plan.look", by=None, now=timezone.now(), reason="The first")
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
        alter()
    assert Change.objects.get().reason == "The first"


def _finding(**fields):
    of = factories.partnership()
    survey = Survey.objects.create(partnership=of, name="Residents", year=2010)
    statement = FindingStatement.objects.create(survey=survey, wording="People feel safe")
    return SurveyFinding(statement=statement, label="Safe", **{"value": 94} | fields)


@pytest.mark.parametrize("field", ["value", "comparator_value"])
@pytest.mark.parametrize("share", [101, -1])
def test_a_share_outside_0_to_100_is_refused_beside_its_field_and_by_the_database(field, share):
    finding = _finding(**{field: share})
    with pytest.raises(ValidationError) as refused:
        finding.full_clean()
    assert refused.value.message_dict[field] == ["A share lies between 0 and 100 per cent."]
    with pytest.raises(IntegrityError), transaction.atomic():
        finding.save()


@pytest.mark.parametrize("change", [250, -120])
def test_a_change_may_pass_100(change):
    finding = _finding(change=change)
    finding.full_clean()
    finding.save()
    assert SurveyFinding.objects.get().change == change
