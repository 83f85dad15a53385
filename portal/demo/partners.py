"""The organisations, groups and reporting lines that the source names."""

import datetime

from partnership.models import (
    Group,
    GroupMember,
    KnownAs,
    Membership,
    Organisation,
    OrganisationAlias,
    ReportingLine,
)
from partnership.models.groups import GroupKind, GroupState

# In the order of section 8.
PARTNERS = (
    "Business Against Crime South Lakeland Partnership",
    "Connexions Cumbria",
    "Cumbria Constabulary",
    "Cumbria County Council",
    "Cumbria Fire and Rescue Service",
    "Cumbria Police Authority",
    "NHS Cumbria",
    "Cumbria Probation Trust",
    "South Lakes Housing",
    "South Lakeland District Council",
    "Victim Support",
)
OTHERS = (
    "Cumbria Road Safety Partnership",
    "South Lakeland Equality and Diversity Partnership",
)
SHORT_NAMES = {"South Lakeland District Council": "SLDC"}
ALIASES = {"Cumbria Constabulary": ("Cumbria Police",)}

EXECUTIVE = "Executive Group"
TASK_AND_FINISH = "Task and finish groups on alcohol misuse"
NETWORK = "South Cumbria Domestic Violence Champion Network"
REOFFENDING = "South Cumbria Reducing Re-offending Group"
DAAT = "Cumbria Drug and Alcohol Action Team (DAAT)"
BARROW = "Barrow CDRP"

BOARDS = (
    "Safer and Stronger Communities Thematic Partnership",
    DAAT,
    "Cumbria Domestic and Sexual Violence Board",
)
GROUPS = (
    {"name": TASK_AND_FINISH, "kind": GroupKind.TASK_AND_FINISH},
    {"name": NETWORK, "kind": GroupKind.NETWORK, "shared_with": BARROW},
    {
        "name": REOFFENDING,
        "kind": GroupKind.DELIVERY,
        "shared_with": BARROW,
        "from_date": datetime.date(2011, 2, 1),
    },
    {"name": "South Cumbria IOM Implementation Group", "kind": GroupKind.DELIVERY},
    {
        "name": "Alcohol Steering Group",
        "kind": GroupKind.STEERING,
        "state": GroupState.PROPOSED,
        "shared_with": BARROW,
    },
)
OTHER_NAMES = {
    NETWORK: ("South Cumbria Champion Network", "Domestic Violence Champion Network"),
    REOFFENDING: ("South Reducing Re-offending Group",),
}
LEADERS = ("Cumbria Probation Trust", "Cumbria Constabulary")


def add_organisations(keep, partnership):
    """All organisations by name; the eleven of section 8 belong to the partnership."""
    found = {
        name: keep.shared(Organisation, name=name, short_name=SHORT_NAMES.get(name, ""))
        for name in (*PARTNERS, *OTHERS)
    }
    for name, others in ALIASES.items():
        for other in others:
            OrganisationAlias.objects.get_or_create(organisation=found[name], name=other)
    for name in PARTNERS:
        keep.add(Membership, partnership=partnership, organisation=found[name])
    return found


def add_groups(keep, partnership, organisations):
    """The executive group with what stands above and below it; returns all groups by name."""
    hub = keep.add(Group, partnership=partnership, name=EXECUTIVE, kind=GroupKind.EXECUTIVE)
    groups = {EXECUTIVE: hub}
    for order, name in enumerate(BOARDS, start=1):
        board = keep.add(Group, partnership=partnership, name=name, kind=GroupKind.EXTERNAL)
        groups[name] = board
        _line(keep, hub, board, order)
    for order, fields in enumerate(GROUPS, start=1):
        group = groups[fields["name"]] = keep.add(Group, partnership=partnership, **fields)
        _line(keep, group, hub, len(BOARDS) + order)
    for name, others in OTHER_NAMES.items():
        for other in others:
            keep.add(KnownAs, group=groups[name], name=other)
    for name in LEADERS:
        keep.add(
            GroupMember,
            group=groups[REOFFENDING],
            organisation=organisations[name],
            part=GroupMember.Part.LEAD,
        )
    return groups


def _line(keep, lower, upper, order):
    """The source calls structure and reporting lines "not yet confirmed", all of them."""
    keep.add(ReportingLine, lower=lower, upper=upper, order=order, confirmed=False, from_text=True)
