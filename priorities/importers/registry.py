"""Which reader understands which dataset."""

from priorities.importers.street_crime import StreetCrime
from priorities.models.imports import Dataset

READERS = {
    Dataset.STREET_CRIME: StreetCrime,
}
