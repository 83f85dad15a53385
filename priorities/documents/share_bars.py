"""Shares as bars of 0 to 100 per cent: the same in browser and PDF, at any width."""

from dataclasses import dataclass

from priorities.documents.findings import shown

INSIDE_FROM = 85  # a longer bar carries its value inside, in white


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
    """Bars for what has a share that may be shown, largest first."""
    told = [(finding, shown(finding)) for finding in findings]
    drawn = [(finding, said) for finding, said in told if said.value is not None]
    rows = []
    for finding, said in sorted(drawn, key=lambda pair: -pair[1].value):
        words, other = said.words, finding.comparator_value
        if other is not None:
            words += f" ({finding.compared})"
        rows.append(ShareBar(finding, float(said.value), words, other and float(other)))
    return rows
