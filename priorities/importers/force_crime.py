from partnership.models.places import AreaKind
from priorities.importers.open_data import OpenData
from records.sheets import Unreadable

BY_PARTNERSHIP = (
    "This is the table by partnership: its rows do not make up whole police force areas. Bring it "
    "in as “Home Office open data: partnerships”."
)


class ForceCrime(OpenData):
    """Recorded crime by police force area."""

    place = "force"
    kind = AreaKind.POLICE_FORCE
    columns = OpenData.columns | {
        "force": ["Force Name", "Police Force", "police force area", "police force area name"],
        "partnership": ["CSP Name", "community safety partnership"],
    }
    needed = ("force", "offence group", "offence subgroup", "number of offences")
    source = "Home Office, Police recorded crime Police Force Area open data table"
    about = "The open data table by police force area: one year's sheet, or a part of it."

    def __init__(self, sheet, batch):
        super().__init__(sheet, batch)
        if "partnership" in self.places:
            raise Unreadable(BY_PARTNERSHIP)
