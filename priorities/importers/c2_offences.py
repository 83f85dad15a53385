"""What the columns of Table C2 count, and which of them are parts of which."""

from collections import defaultdict
from dataclasses import dataclass

from priorities.importers.reading import CountedMeasure
from priorities.models.measures import GoodDirection

RECORDING = "It also rises when more people come forward and when the police record more of it."
OPERATIONS = "It also rises with every police operation that looks for it."


@dataclass(frozen=True)
class Column:
    """A column: one of the nine groups of the total, or a part of one of these."""

    code: str
    name: str
    whole: str = "total"
    topic: str = ""
    reason: str = ""  # why neither a rise nor a fall says that things are better
    other_names: tuple = ()
    noun: str = "offences"

    def measure(self, source):
        return CountedMeasure(
            f"c2:{self.code}",
            self.name,
            noun=self.noun,
            good=GoodDirection.CONTEXT if self.reason else GoodDirection.LOWER,
            reason=self.reason,
            whole=self.whole and f"c2:{self.whole}",
            topic=self.topic,
            source=source,
        )


MEASURES = (
    Column(
        "total",
        "Total recorded crime (excluding fraud)",
        whole="",
        other_names=("Total recorded crime", "Total recorded crime excluding fraud"),
        noun="recorded crimes",
    ),
    Column("violence", "Violence against the person", topic="Violent crime"),
    Column("homicide", "Homicide", "violence"),
    Column("death-by-driving", "Death or serious injury caused by illegal driving", "violence"),
    Column("violence-with-injury", "Violence with injury", "violence"),
    Column("violence-without-injury", "Violence without injury", "violence"),
    Column("stalking-and-harassment", "Stalking and harassment", "violence", reason=RECORDING),
    Column("sexual", "Sexual offences", reason=RECORDING),
    Column("robbery", "Robbery"),
    Column("theft", "Theft offences"),
    Column("burglary", "Burglary", "theft", topic="Burglary", noun="burglaries"),
    Column(
        "residential-burglary",
        "Residential burglary",
        "burglary",
        noun="residential burglaries",
    ),
    Column(
        "non-residential-burglary",
        "Non-residential burglary",
        "burglary",
        noun="non-residential burglaries",
    ),
    Column("vehicle", "Vehicle offences", "theft", topic="Vehicle crime"),
    Column("theft-from-the-person", "Theft from the person", "theft"),
    Column("bicycle-theft", "Bicycle theft", "theft"),
    Column("shoplifting", "Shoplifting", "theft", topic="Business crime"),
    Column(
        "other-theft",
        "All other theft offences",
        "theft",
        other_names=("Other theft offences",),
    ),
    Column("damage-and-arson", "Criminal damage and arson", topic="Criminal damage"),
    Column("drugs", "Drug offences", topic="Drugs", reason=OPERATIONS),
    Column("weapons", "Possession of weapons offences", reason=OPERATIONS),
    Column("public-order", "Public order offences"),
    Column(
        "miscellaneous",
        "Miscellaneous crimes against society",
        other_names=("Miscellaneous crimes",),
    ),
)

PARTS = defaultdict(list)  # code of a whole -> codes of its parts
for _one in MEASURES:
    if _one.whole:
        PARTS[_one.whole].append(_one.code)
