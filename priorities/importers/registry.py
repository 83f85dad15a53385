"""Which reader understands which dataset."""

from priorities.importers.areas import Areas
from priorities.importers.c2 import TableC2
from priorities.importers.force_crime import ForceCrime
from priorities.importers.partnership_crime import PartnershipCrime
from priorities.importers.population import Population
from priorities.importers.similar_groups import SimilarGroups
from priorities.importers.street_crime import StreetCrime
from priorities.importers.surveys import SurveyResults
from priorities.models.imports import Dataset

READERS = {
    Dataset.AREAS: Areas,
    Dataset.C2: TableC2,
    Dataset.FORCE_CRIME: ForceCrime,
    Dataset.PARTNERSHIP_CRIME: PartnershipCrime,
    Dataset.POPULATION: Population,
    Dataset.SIMILAR_GROUP: SimilarGroups,
    Dataset.STREET_CRIME: StreetCrime,
    Dataset.SURVEY: SurveyResults,
}
