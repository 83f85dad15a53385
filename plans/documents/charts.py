"""Charts as plain SVG in per cent of their row: the same in browser and PDF, at any width."""

from dataclasses import dataclass

INSIDE_FROM = 85  # a longer bar carries its value inside, in white


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


def change_bars(figures):
    """Bars for changes in per cent: falls left of the zero line, rises right, on one scale."""
    shares = [float(f.change_percent or 0) for f in figures]
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


@dataclass(frozen=True)
class ShareBar:
    """One survey result as a bar of 0 to 100 per cent, with its comparator where it has one."""

    finding: object
    width: float
    words: str
    comparator: float | None

    @property
    def inside(self):
        return self.width > INSIDE_FROM

    @property
    def words_at(self):
        """Where the value stands: after the bar, and after the comparator if that is longer."""
        return self.width if self.comparator is None else max(self.width, self.comparator + 2)


def share_bars(findings):
    """Bars for shares, largest first."""
    rows = []
    for finding in sorted(findings, key=lambda f: -f.value):
        words = f"{finding.value.normalize():f}%"
        other = finding.comparator_value
        if other is not None:
            words += f" ({finding.compared})"
        rows.append(ShareBar(finding, float(finding.value), words, other and float(other)))
    return rows
