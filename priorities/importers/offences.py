"""What the Home Office's open data counts: groups of offences and the subgroups within them."""

from dataclasses import dataclass

from django.utils.text import slugify

from priorities.importers.c2_offences import OPERATIONS, RECORDING
from priorities.importers.reading import CountedMeasure
from priorities.models.measures import GoodDirection

# Names drift between years; figures of one thing belong to one measure.
RENAMED = {
    "miscellaneous-crimes": "Miscellaneous crimes against society",
    "other-theft-offences": "All other theft offences",
    "rape-offences": "Rape",
}
TOPICS = {
    "criminal-damage": "Criminal damage",
    "domestic-burglary": "Burglary",
    "possession-of-drugs": "Drugs",
    "residential-burglary": "Burglary",
    "shoplifting": "Business crime",
    "theft-from-a-vehicle": "Vehicle crime",
    "theft-of-a-motor-vehicle": "Vehicle crime",
    "trafficking-of-drugs": "Drugs",
    "vehicle-interference": "Vehicle crime",
    "violence-with-injury": "Violent crime",
}
# Where the plural of a name is what people say.
NOUNS = {
    "domestic-burglary": "domestic burglaries",
    "non-domestic-burglary": "non-domestic burglaries",
    "residential-burglary": "residential burglaries",
}
REASONS = {
    "other-sexual-offences": RECORDING,
    "possession-of-drugs": OPERATIONS,
    "possession-of-weapons-offences": OPERATIONS,
    "rape": RECORDING,
    "sexual-offences": RECORDING,
    "stalking-and-harassment": RECORDING,
    "trafficking-of-drugs": OPERATIONS,
}


@dataclass(frozen=True)
class Offence:
    """A group or subgroup of offences under the name that it has now."""

    slug: str
    name: str
    group: str = ""  # slug of the group of which it is a part

    @property
    def code(self):
        return f"prc:{self.slug}"

    def measure(self, source):
        reason = REASONS.get(self.slug, "")
        return CountedMeasure(
            self.code,
            self.name,
            noun=NOUNS.get(self.slug, "offences"),
            good=GoodDirection.CONTEXT if reason else GoodDirection.LOWER,
            reason=reason,
            whole=self.group and f"prc:{self.group}",
            topic=TOPICS.get(self.slug, ""),
            source=source,
        )


def offences(group, subgroup):
    """(the group, the subgroup) of a row; where both have one name they are one thing."""
    whole = _named(group)
    part = _named(subgroup, group=whole.slug)
    return whole, whole if part.slug == whole.slug else part


def _named(words, group=""):
    name = RENAMED.get(slugify(words), words)
    return Offence(slugify(name), name, group)
