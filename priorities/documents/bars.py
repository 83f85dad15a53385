"""The totals of a round as bars, each made of what its criteria add."""

from dataclasses import dataclass

WIDTH = 400
SEAM = 1.5  # the white line between two parts


@dataclass(frozen=True)
class Part:
    """What one criterion adds, as a length."""

    number: int
    x: float
    width: float


def bar(row):
    """The parts of one candidate's bar; none where it is not ranked."""
    x, found = 0.0, []
    for number, (_, value) in enumerate(row.parts, start=1):
        width = float(value / row.of) * WIDTH
        found.append(Part(number, round(x, 1), round(max(width - SEAM, 0), 1)))
        x += width
    return found
