"""Three real consultations of Lancashire, as its own register records them: facts only."""

from pathlib import Path

from events.importers.consultation_rows import read
from events.importers.consultations import take_in

RECORDS = Path(__file__).parent / "data" / "lancashire-consultations.csv"


def add_consultations(keep, partnership, *, now):
    """The way that an officer imports them."""
    with RECORDS.open("rb") as file:
        take_in(partnership, read(file), name=RECORDS.name, by=keep.by, now=now)
