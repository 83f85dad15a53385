"""What stands on somebody's desk, in four groups: late, waits for me, waits for others, next."""

from dataclasses import dataclass

SHOWN = 7  # rows of a group before “Show 9 more”
WEIGHTS = {"bad": 0, "good": 1, "here": 2, "warn": 3}
GROUPS = (
    ("late", "Late", "bad"),
    ("mine", "Waits for you", ""),
    ("others", "Waits for others", ""),
    ("next", "Due next", ""),
)


@dataclass(frozen=True)
class Pile:
    """One group of rows: the first few, and the rest folded behind them."""

    key: str
    title: str
    kind: str
    rows: list

    @property
    def shown(self):
        return self.rows[:SHOWN]

    @property
    def rest(self):
        return self.rows[SHOWN:]


def piles(rows, on):
    """The groups in their order; an empty one is left out, except what waits for me."""
    found = {key: [] for key, *_ in GROUPS}
    for row in rows:
        found["late" if row.is_late(on) else row.group].append(row)
    return [
        Pile(key, title, kind, sorted(found[key], key=_order))
        for key, title, kind in GROUPS
        if found[key] or key == "mine"
    ]


def _order(row):
    """Late longest first, then due soonest; without a date what failed, then what is ready."""
    day = row.due.toordinal() if row.due else 0
    return (row.due is None, day, WEIGHTS.get(row.kind, len(WEIGHTS)))
