"""How a place compares with its police force area, its group and its region."""

from priorities.documents.comparing.compared import Comparison, compare, compared
from priorities.documents.comparing.ground import Ground
from priorities.documents.comparing.rows import Member, Row
from priorities.documents.comparing.standing import RULE, Standing, level_sign

__all__ = [
    "RULE",
    "Comparison",
    "Ground",
    "Member",
    "Row",
    "Standing",
    "compare",
    "compared",
    "level_sign",
]
