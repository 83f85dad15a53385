"""How we compare: the police force area, the region and the similar group, on one scale."""

from dataclasses import dataclass, field

from priorities.documents.charts import scale, tick_words
from priorities.documents.comparing import Ground, compared
from priorities.documents.comparing.rows import member
from priorities.documents.comparing.standing import exact, ordinal
from priorities.documents.series import months
from priorities.models import Figure

LEFT, RIGHT = 2, 94  # per cent across
YEAR = 12
KINDS = {"force": "Police force area", "region": "Region", "group": "Most Similar Group"}
AREA = {"force": " police area", "region": " region"}


@dataclass(frozen=True)
class Strip:
    """One area or group: a ring for each member, ours filled, a line for the rate of the whole."""

    kind: str
    name: str
    members: str
    rings: list  # (x, name, rate in words)
    own: tuple | None  # (x, rate in words)
    whole: tuple | None  # (x, rate in words)
    missing: list
    rows: list  # (name, rate in words, whether ours)
    example: bool = False

    @property
    def said(self):
        """The strip for those who hear it."""
        parts = [f"{name} {words}" for name, words, _ in self.rows]
        whole = f"Together {self.whole[1]}. " if self.whole else ""
        return f"{whole}{', '.join(parts)}."


@dataclass(frozen=True)
class Compared:
    """The strips of one measure, or why there are none."""

    comparison: object
    strips: list = field(default_factory=list)
    ticks: list = field(default_factory=list)
    cannot: str = ""
    own_words: str = ""

    @property
    def has_example(self):
        return any(strip.example for strip in self.strips)


def strips_of(lines, sent, on):
    """{target: Compared} for some measures; a constant number of queries for each place."""
    spans = _spans(lines, sent.days.ends_on)
    found = {}
    for area in {line.target.area for line in lines}:
        here = [line for line in lines if line.target.area == area]
        known = {spans[line.target.pk] for line in here} - {None}
        measures = [line.measure for line in here]
        ground = Ground(measures, area, known, sent.partnership, on)
        for line in here:
            found[line.target.pk] = _compared(ground, line.measure, spans[line.target.pk])
    return found


def _spans(lines, last):
    """The newest year of each measure that ends with the quarter or before; else the quarter."""
    figures = Figure.objects.certain().filter(
        measure__in={line.target.measure_id for line in lines},
        area__in={line.target.area_id for line in lines},
        ends_on__lte=last,
    )
    found = {line.target.pk: None for line in lines}
    for figure in figures.exclude(level=None, rate=None).order_by("ends_on", "starts_on"):
        for line in lines:
            if (figure.measure_id, figure.area_id) == (line.target.measure_id, line.target.area_id):
                found[line.target.pk] = _better(found[line.target.pk], figure)
    return {pk: (one.starts_on, one.ends_on) if one else None for pk, one in found.items()}


def _better(kept, figure):
    if kept is None or months(figure) == YEAR or months(kept) != YEAR:
        return figure
    return kept


def _compared(ground, measure, span):
    if span is None:
        return Compared(None, cannot="Cannot be compared: there is no figure yet.")
    comparison = compared(ground, measure, span)
    if comparison.cannot:
        return Compared(comparison, cannot=comparison.cannot)
    places = _places(ground, span)
    told = {
        key: [member(ground, measure, area, span) for area in areas]
        for key, areas in places.items()
    }
    rates = [one.rate for members in told.values() for one in members if one.rate is not None]
    rates += [row.rate for row in comparison.rows if row.rate is not None]
    top, step = scale(max(rates, default=0))
    strips = [_strip(comparison, key, told.get(key, []), top) for key in KINDS]
    ticks = [(tick_words(step * at), _x(step * at, top)) for at in range(int(top / step) + 1)]
    own = comparison.rate_words(comparison.own.rate)
    return Compared(comparison, [one for one in strips if one], ticks, own_words=own)


def _places(ground, span):
    """Who is in the force area, the region and the group in that period."""
    around, drawn = ground.around(span), ground.drawn(span)
    return {
        "force": around.force_parts if around.force else [],
        "region": around.region_parts if around.region else [],
        "group": drawn.members if drawn else [],
    }


def _strip(comparison, key, members, top):
    row = next((one for one in comparison.rows if one.key == key), None)
    known = [one for one in members if one.rate is not None]
    if row is None and len(known) < 2:
        return None
    own = next((one for one in known if one.own), None)
    words = comparison.rate_words
    name = row.name.split(",")[0].removesuffix(AREA.get(key, "-")) if row else ""
    name = "" if name == KINDS[key] else name
    return Strip(
        KINDS[key],
        name,
        _members(members, known, own, comparison),
        [(_x(one.rate, top), one.area.name, words(one.rate)) for one in known if not one.own],
        (_x(comparison.own.rate, top), words(comparison.own.rate)),
        (_x(row.rate, top), words(row.rate)) if row and row.rate is not None else None,
        [one.area.name for one in members if one.rate is None],
        [(one.area.name, words(one.rate), one.own) for one in _sorted(known)],
        bool(row and row.example),
    )


def _sorted(known):
    return sorted(known, key=lambda one: (one.rate, one.area.name))


def _members(members, known, own, comparison):
    """“31 of 39 partnerships; 8 have no figure. Ours: 2nd lowest”."""
    if not members:
        return _as_published(comparison)
    missing = len(members) - len(known)
    if missing:
        has = "has" if missing == 1 else "have"
        words = f"{len(known)} of {len(members)} places; {missing} {has} no figure."
    else:
        words = f"{len(known)} places."
    return f"{words} {_rank(known, own)}".strip()


def _as_published(comparison):
    found = comparison.standing
    return f"As published: {found.rank_words}." if found and found.rank else ""


def _rank(known, own):
    """Where we stand among those that have a figure; level with others counts as the better."""
    if own is None:
        return ""
    lower = sum(exact(one.rate) < exact(own.rate) for one in known)
    place = "lowest" if not lower else f"{ordinal(lower + 1)} lowest"
    return f"Ours: {place} of {len(known)}."


def _x(value, top):
    return round(LEFT + (RIGHT - LEFT) * float(max(value, 0) / top), 2)
