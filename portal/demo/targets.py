"""What measures of 2011-12 should have reached, and their quarters: made up, and says so."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from partnership.models import Area
from partnership.models.places import AreaKind
from portal.demo import partners
from priorities.models import Figure, Measure, Target
from priorities.models.measures import GoodDirection
from priorities.models.stated import Firmness
from records.quarters import Quarter

YEAR = 2011
MADE_UP = "Example: made up for the demonstration"
AS_AT = datetime.date(2012, 4, 12)
BURGLARY = "prc:domestic-burglary"
OFFENDERS = "Offenders receiving interventions"


@dataclass(frozen=True)
class Aim:
    """A measure by its name, what it should be, and its quarters of this year and the last."""

    measure: str
    target: int | None
    quarters: tuple
    before: tuple = ()
    group: str = ""
    priority: str = ""


# The sums are those of the example in the performance report: 4,180 against 4,340 and so on.
AIMS = (
    Aim("Overall crime", 4340, (1090, 1076, 1010, 1004)),
    Aim(
        "Anti social behaviour",
        4450,
        (1190, 1260, 990, 950),
        priority="Anti social behaviour, including youth disorder",
    ),
    Aim("Criminal damage", 1190, (290, 295, 297, 332), priority="Criminal damage"),
    Aim("Assault with injury", 359, (92, 95, 80, 85), priority="Violent Crime"),
    Aim("Theft from a vehicle", 198, (51, 49, 44, 44)),
    Aim("Theft of a vehicle", 55, (14, 13, 12, 12)),
    Aim(
        "Reports of domestic violence incidents",
        None,
        (190, 186, 172, 164),
        before=(195, 204, 201, 197),
        group=partners.NETWORK,
        priority="Domestic Violence",
    ),
    Aim("Offences involving drugs supply and possession", None, (80, 96, 81, 84), (70, 88, 84, 80)),
)
EXPLAINED = {
    ("Criminal damage", 4): "Example: bus shelters in Kendal, in two weeks of February.",
    ("Reports of domestic violence incidents", 4): "Example: fewer referrals came from the "
    "surgeries since the training was put off.",
}


def add_targets(keep, partnership, area, groups, listed):
    """A target for each measure of the plan, and its quarters; all of them are examples."""
    for order, aim in enumerate(AIMS, start=1):
        measure = Measure.objects.get(partnership=partnership, name=aim.measure)
        _target(
            keep,
            partnership,
            measure,
            area,
            value=aim.target,
            order=order,
            group=groups.get(aim.group),
            priority=listed.get(aim.priority),
        )
        for year, values in ((YEAR, aim.quarters), (YEAR - 1, aim.before)):
            _quarters(keep, measure, area, year, values)
    _burglary(keep, partnership, len(AIMS) + 1)
    _offenders(keep, partnership, area, groups, len(AIMS) + 2)


def _target(keep, partnership, measure, area, **fields):
    return keep.add(
        Target,
        partnership=partnership,
        measure=measure,
        area=area,
        year=YEAR,
        example=True,
        **fields,
    )


def _quarters(keep, measure, area, year, values):
    for number, value in enumerate(values, start=1):
        quarter = Quarter(year, number)
        keep.add(
            Figure,
            measure=measure,
            area=area,
            starts_on=quarter.starts_on,
            ends_on=quarter.ends_on,
            level=value,
            firmness=Firmness.PROVISIONAL,
            as_at=AS_AT,
            source_as_stated=MADE_UP,
            explanation=EXPLAINED.get((measure.name, number), "") if year == YEAR else "",
            internal=True,
        )


def _burglary(keep, partnership, order):
    """The real counts of the Home Office; only what they should have been is made up."""
    measure = Measure.objects.get(code=BURGLARY, partnership=None)
    place = Area.objects.get(kind=AreaKind.PARTNERSHIP, name="South Lakeland")
    _target(
        keep,
        partnership,
        measure,
        place,
        value=95,
        order=order,
        baseline=Decimal(151),
        baseline_words="about 151, from “decreased by 56 offences (37%)”",
    )


def _offenders(keep, partnership, area, groups, order):
    """The range is the plan's own; what was counted is made up."""
    measure = keep.add(
        Measure,
        partnership=partnership,
        name=OFFENDERS,
        noun="offenders",
        good=GoodDirection.CONTEXT,
        smallest_shown=0,
        source="Partnership Plan Refresh 2011-2012, section 4.3",
    )
    _target(
        keep,
        partnership,
        measure,
        area,
        value=5,
        upper=10,
        wording="between 5 and 10 additional offenders",
        adds_up=False,
        order=order,
        group=groups[partners.REOFFENDING],
    )
