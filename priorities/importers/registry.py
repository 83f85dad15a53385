"""Which reader understands which dataset."""

from priorities.importers.similar_groups import SimilarGroups
from priorities.importers.street_crime import StreetCrime
from priorities.importers.surveys import SurveyResults
from priorities.models.imports import Dataset

READERS = {
    Dataset.SURVEY: SurveyResults,
    Dataset.SIMILAR_GROUP: SimilarGroups,
    Dataset.STREET_CRIME: StreetCrime,
}
