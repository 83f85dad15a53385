"""The totals of a round as bars, each made of what its criteria add."""

from dataclasses import dataclass

WIDTH = 400
SEAM = 1.5  # the white line between two parts


@dataclass(frozen=True)
class Part:
    """What one criterion adds, as a length; each next one is drawn paler."""

    x: float
    width: float
    shade: float


def shades(number):
    """How dark each of so many criteria is drawn."""
    return [round(1 - 0.75 * place / max(number - 1, 1), 2) for place in range(number)]


def bar(row):
    """The parts of one candidate's bar; none where it is not ranked."""
    x, found = 0.0, []
    for (_, value), shade in zip(row.parts, shades(len(row.parts)), strict=True):
        width = float(value / row.of) * WIDTH
        found.append(Part(round(x, 1), round(max(width - SEAM, 0), 1), shade))
        x += width
    return found
