"""A return to a funder as a table: each line, how it opened, what changed, how it closed."""

from plans.exports.money import number
from records.cells import safe

LINES = [
    *("Purpose", "Who gets it", "Left at the opening", "Given", "Committed", "Spent"),
    *("Kept back, carried over or returned", "Left at the close", "What it achieved"),
]
AMOUNTS = ["Date", "Purpose", "Who gets it", "Status", "Amount", "Decision", "Note"]


def return_rows(found):
    """The first line, each line of the return, and the total."""
    yield LINES
    for line in found.lines:
        names = map(safe, (line.purpose, line.stored.receiver))
        yield [*names, *_numbers(line), safe(line.stored.achieved)]
    yield ["Total", "", *_numbers(found), ""]


def _numbers(of):
    changed = of.changed
    return [
        number(of.opened_with),
        *(number(changed[fact]) for fact in ("given", "committed", "spent", "gone")),
        number(of.closing.left),
    ]


def amount_rows(found):
    """The first line, then each amount: those of the period by date, then those without one."""
    yield AMOUNTS
    for line, amount in [*found.within, *found.undated]:
        yield [
            amount.on.isoformat() if amount.on else "not stated",
            *map(safe, (line.purpose, line.stored.receiver)),
            amount.get_status_display(),
            number(amount.amount),
            *map(safe, (amount.decision, amount.note)),
        ]
