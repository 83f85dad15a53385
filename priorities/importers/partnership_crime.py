from partnership.models.places import AreaKind
from priorities.importers.open_data import OpenData


class PartnershipCrime(OpenData):
    """Recorded crime by community safety partnership."""

    place = "partnership"
    kind = AreaKind.PARTNERSHIP
    columns = OpenData.columns | {
        "partnership": ["CSP Name", "CSP", "community safety partnership"],
        "force": ["Force Name", "Police Force"],
    }
    needed = ("partnership", "offence group", "offence subgroup", "number of offences")
    source = "Home Office, Police recorded crime Community Safety Partnership open data table"
    about = (
        "The open data table by community safety partnership: one year's sheet, or a part of it."
    )
