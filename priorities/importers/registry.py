"""Which reader understands which dataset."""

from priorities.importers.similar_groups import SimilarGroups
from priorities.importers.street_crime import StreetCrime
from priorities.models.imports import Dataset

READERS = {
    Dataset.SIMILAR_GROUP: SimilarGroups,
    Dataset.STREET_CRIME: StreetCrime,
}
