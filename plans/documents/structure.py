"""The figure of a partnership's structure, drawn from its reporting lines."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnership.models.groups import GroupKind, GroupState
from records.languages import in_language

WIDTH = 750
PER_ROW = 3
GAP = 18
BOX = (WIDTH - GAP * (PER_ROW - 1)) / PER_ROW
HEIGHT = 62
LETTERS = 27  # that fit on a line of a box


@dataclass(frozen=True)
class Box:
    """A group in the figure: its corner, its words line by line, how it is drawn."""

    group: object
    x: float
    y: float
    lines: list
    look: str

    @property
    def middle(self):
        return self.x + BOX / 2


@dataclass(frozen=True)
class StructureFigure:
    """Boxes and lines (x1, y1, x2, y2, dashed), and the same facts as lists of lines."""

    hub: object
    uppers: list
    lowers: list
    boxes: list
    strokes: list
    height: float
    colour: str
    from_text: bool
    unconfirmed: bool


def draw(outline):
    """The executive group in the middle, whom it reports to above, who reports to it below."""
    lines = outline.reporting_lines
    hub = next(
        (g for x in lines for g in (x.upper, x.lower) if g.kind == GroupKind.EXECUTIVE), None
    )
    if hub is None:
        return None
    uppers = [line for line in lines if line.lower_id == hub.pk]
    lowers = [line for line in lines if line.upper_id == hub.pk]
    top = _boxes([line.upper for line in uppers], 2, "outside")
    hub_y = (_bottom(top) + 44) if top else 2
    middle = Box(hub, (WIDTH - BOX) / 2, hub_y, _wrap(in_language(hub, "name")), "hub")
    below = _boxes([line.lower for line in lowers], hub_y + HEIGHT + 44, "inside")
    strokes = _strokes_up(top, uppers, middle) + _strokes_down(middle, below, lowers)
    return StructureFigure(
        hub,
        uppers,
        lowers,
        [*top, middle, *below],
        strokes,
        max(_bottom(below), hub_y + HEIGHT) + 2,
        outline.plan.partnership.colour,
        any(line.from_text for line in lines),
        any(not line.confirmed for line in lines),
    )


def _boxes(groups, top, look):
    boxes = []
    for index, group in enumerate(groups):
        row, column = divmod(index, PER_ROW)
        in_row = min(PER_ROW, len(groups) - row * PER_ROW)
        left = (WIDTH - in_row * BOX - (in_row - 1) * GAP) / 2 if row == 0 else 0
        proposed = group.state == GroupState.PROPOSED
        name = in_language(group, "name")
        words = f"{name} {_('(proposed)')}" if proposed else name
        boxes.append(
            Box(
                group,
                round(left + column * (BOX + GAP), 1),
                top + row * (HEIGHT + 44),
                _wrap(words),
                f"{look} proposed" if proposed else look,
            )
        )
    return boxes


def _bottom(boxes):
    return max((box.y + HEIGHT for box in boxes), default=0)


def _strokes_up(top, lines, hub):
    strokes = []
    for box, line in zip(top, lines, strict=True):
        bus = hub.y - 22
        dashed = not line.confirmed
        strokes.append((box.middle, box.y + HEIGHT, box.middle, bus, dashed))
        strokes.append((box.middle, bus, hub.middle, bus, dashed))
    if top:
        strokes.append((hub.middle, hub.y - 22, hub.middle, hub.y, not lines[0].confirmed))
    return strokes


def _strokes_down(hub, below, lines):
    """Rows after the first hang on a line that passes through the gap between two columns."""
    strokes = []
    if below:
        strokes.append((hub.middle, hub.y + HEIGHT, hub.middle, hub.y + HEIGHT + 22, False))
    gap = BOX + GAP / 2
    for box, line in zip(below, lines, strict=True):
        bus, dashed = box.y - 22, not line.confirmed
        strokes.append((box.middle, box.y, box.middle, bus, dashed))
        if bus == hub.y + HEIGHT + 22:
            strokes.append((box.middle, bus, hub.middle, bus, dashed))
        else:
            strokes.append((box.middle, bus, gap, bus, dashed))
            strokes.append((gap, bus, gap, hub.y + HEIGHT + 22, dashed))
    return [tuple(round(v, 1) for v in stroke[:4]) + stroke[4:] for stroke in strokes]


def _wrap(words):
    """(y offset, words) for each line, centred in a box."""
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > LETTERS and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    first = HEIGHT / 2 + 5 - (len(lines) - 1) * 8.5
    return [(first + i * 17, line) for i, line in enumerate(lines)]
