"""Evidence gathers itself by topic and place, and the officer has the last word on it."""

import datetime

import pytest

from partnership.models import CoveredArea, Topic
from priorities.documents.evidence import gather
from priorities.models import EvidenceChoice, EvidenceStatement, ListedPriority
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def lakes():
    return factories.partnership("lakes")


@pytest.fixture
def place(lakes):
    area = factories.area("South Lakeland")
    CoveredArea.objects.create(partnership=lakes, area=area)
    return area


@pytest.fixture
def alcohol():
    return Topic.objects.create(name="Alcohol")


@pytest.fixture
def round(lakes):
    return factories.round(lakes)


@pytest.fixture
def candidate(round, alcohol):
    made = factories.candidate(round, "Alcohol")
    made.topics.add(alcohol)
    return made


def evidence_of(candidate):
    return gather([candidate], candidate.round.partnership)[candidate.pk]


def test_the_newest_figure_of_a_measure_gathers_itself(lakes, place, alcohol, candidate):
    measure = factories.measure(lakes, topic=alcohol)
    factories.level(measure, 100, place, year=2009)
    newest = factories.level(measure, 90, place, year=2010)
    factories.level(factories.measure(lakes), 5, place)
    factories.level(measure, 70, factories.area("Elsewhere"))
    factories.level(measure, 60, place, year=2013)
    assert evidence_of(candidate).figures == [newest]
