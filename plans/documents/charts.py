"""Charts as plain SVG in per cent of their row: the same in browser and PDF, at any width."""

from dataclasses import dataclass

from priorities.documents.guarding import protect
from priorities.documents.values import is_queried, sentence, stated_amount
from records.languages import has_welsh, is_welsh


@dataclass(frozen=True)
class ChangeBar:
    """One row's bar on the zero line; x, width and zero in per cent of the row's width."""

    figure: object
    x: float
    width: float
    zero: float

    @property
    def end(self):
        return round(self.x + self.width, 1)

    @property
    def amount(self):
        """By how much it changed, as its source states it; empty where it did not."""
        told = not is_queried(self.figure) and (self.figure.falls or self.figure.rises)
        return stated_amount(self.figure) if told else ""

    @property
    def subject(self):
        """What changed: in English as its source says it, in Welsh by the measure's name."""
        measure = self.figure.measure
        if is_welsh() and has_welsh(measure, "name"):
            return measure.name_cy
        return self.figure.subject_as_stated

    @property
    def sentence(self):
        return sentence(self.figure)


def change_bars(figures):
    """Bars for changes in per cent: falls left of the zero line, rises right, on one scale."""
    figures = protect(figures)
    # What is in doubt has no bar.
    shares = [0 if is_queried(f) else float(f.change_percent or 0) for f in figures]
    falls = max([s for s, f in zip(shares, figures, strict=True) if f.falls], default=0)
    rises = max([s for s, f in zip(shares, figures, strict=True) if f.rises], default=0)
    scale = 100 / ((falls + rises) or 1)
    zero = round(falls * scale, 1)
    bars = []
    for figure, share in zip(figures, shares, strict=True):
        width = round(share * scale, 1)
        x = round(zero - width, 1) if figure.falls else zero
        bars.append(ChangeBar(figure, max(x, 0), width, zero))
    return bars
