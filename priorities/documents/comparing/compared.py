"""How a place compares with its police force area, its group and its region."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from priorities.documents.comparing import rows as made
from priorities.documents.comparing.finding import finding
from priorities.documents.comparing.ground import Ground
from priorities.documents.comparing.standing import (
    FEWEST,
    RULE,
    Standing,
    as_published,
    exact,
    level_sign,
    standing,
)
from priorities.documents.values import is_queried, is_small, per
from priorities.models import ComparatorGroup
from priorities.models.measures import Unit
from records import periods
from records.languages import in_language
from records.numbers import plain_number

ALONE = gettext_lazy("Cannot be compared: no other place has figures for this period.")


@dataclass(frozen=True)
class Comparison:
    """The rows, the place in the group, and the sentence; or why it cannot be compared."""

    measure: object
    area: object
    span: tuple
    cannot: str = ""
    rows: list = field(default_factory=list)
    standing: Standing | None = None
    finding: str = ""
    group: ComparatorGroup | None = None
    redrawn: str = ""
    notes: list = field(default_factory=list)
    published: list = field(default_factory=list)
    batches: list = field(default_factory=list)
    decimals: int = 1

    @property
    def period(self):
        return periods.span(*self.span)

    @property
    def own(self):
        return self._row("own")

    @property
    def group_row(self):
        return self._row("group")

    def _row(self, key):
        return next((row for row in self.rows if row.key == key), None)

    @property
    def sign(self):
        """Whether the level is good or bad, in words."""
        return level_sign(self.measure, self.standing)

    @property
    def per(self):
        return self.measure.get_unit_display() if self.by_value else per(self.measure)

    @property
    def by_value(self):
        return self.measure.unit in made.BY_VALUE

    @property
    def all_provisional(self):
        return all(row.provisional for row in self.rows)

    @property
    def rule(self):
        return RULE

    def rate_words(self, rate):
        """A rate with as many decimals as keep different ones apart."""
        if rate is None:
            return _("not stated")
        return f"{rate:,.{self.decimals}f}"

    @property
    def lines(self):
        """Each row with its rate in words, for tables and charts."""
        return [(row, self.rate_words(row.rate)) for row in self.rows]

    @property
    def members(self):
        """Each place of the group with its rate in words."""
        found = self.group_row.members if self.group_row else ()
        return [(one, self.rate_words(one.rate)) for one in found]

    @property
    def missing(self):
        """Members of the group without a figure, named."""
        return list(self.group_row.without) if self.group_row else []


def compare(measure, area, period, partnership, on, *, public=False):
    """Compare one measure of a place in a period: two days, inclusive.

    ``on`` is the day of reading; what lies in what, and the group, are those of the period.
    Constant number of queries.
    """
    ground = Ground([measure], area, {period}, partnership, on, public=public)
    return compared(ground, measure, period)


def compared(ground, measure, period):
    """One comparison out of what was read for many."""
    published = ground.published_for(measure, period)
    said = published[0] if published else None
    rows = _rows(ground, measure, period, said)
    base = {"measure": measure, "area": ground.area, "span": period, "published": published}
    own = rows[0]
    why = ALONE if len(rows) == 1 else ""
    if own.rate is None:
        why = _why(ground, measure, period)
    if why:
        return Comparison(**base, cannot=why, standing=as_published(said) if said else None)
    drawn = ground.drawn(period)
    group = next((row for row in rows if row.key == "group"), None)
    found = standing(own, group) if group and not group.published else None
    if said and not (found and found.position):
        found = as_published(said)
    return Comparison(
        **base,
        rows=rows,
        standing=found,
        finding=finding(rows, in_language(measure, "noun"), by_value=measure.unit in made.BY_VALUE),
        group=drawn.group if drawn else None,
        redrawn=drawn.redrawn if drawn else "",
        notes=_notes(ground, measure, period, own),
        batches=_batches(ground, measure, period),
        decimals=_decimals(rows),
    )


def _rows(ground, measure, period, said):
    own = made.own_row(ground, measure, period)
    if own.rate is None and said and said.rate is not None:
        own = made.Row(
            "own", ground.area.name, said.rate, published=said.source, provisional=said.provisional
        )
    others = [
        made.force_row(ground, measure, period),
        _group(made.group_row(ground, measure, period), said),
        made.region_row(ground, measure, period),
    ]
    return [own, *(row for row in others if row)]


def _group(computed, said):
    """The group as computed; as published where too few of its members have figures."""
    if said is None or said.mean is None:
        return computed
    if computed and len(computed.members) >= FEWEST:
        return computed
    name = said.group.name if said.group else said.compared_with
    return made.Row(
        "group",
        name,
        said.mean,
        published=said.source,
        provisional=said.provisional,
        example=bool(said.group and said.group.example),
    )


def _why(ground, measure, period):
    """Why there is no rate of the place itself, in words."""
    figure = ground.figure(measure, ground.area, period)
    if figure is None:
        return _("Cannot be compared: there is no figure for this period.")
    if is_queried(figure):
        return _("Cannot be compared: the figure is in doubt.")
    if figure.missing:
        return _("Cannot be compared: %(get_missing_display)s.") % {
            "get_missing_display": figure.get_missing_display().lower()
        }
    if is_small(measure, figure.level) or figure.withheld:
        return _("Cannot be compared: the count is too small to be shown.")
    if figure.level is None and figure.rate is None:
        return _("Cannot be compared: only a change is stated.")
    if measure.unit not in (Unit.COUNT, *made.BY_VALUE):
        return _("Cannot be compared: it is not counted for each head.")
    return _("Cannot be compared: the population of %(name)s is not known here.") % {
        "name": ground.area.name
    }


def _notes(ground, measure, period, own):
    """Which population it was, and a stated rate that differs from the computed one."""
    notes = []
    people = None if own.published else ground.population.of(ground.area, period)
    if people and measure.unit not in made.BY_VALUE:
        notes.append(f"{people.words[0].upper()}{people.words[1:]}.")
    figure = ground.figure(measure, ground.area, period)
    stated = figure.rate if figure else None
    if stated is not None and figure.level is not None and round(stated, 1) != round(own.rate, 1):
        notes.append(
            _("Its source states %(plain_number)s; computed here it is %(rate)s.")
            % {"plain_number": plain_number(stated), "rate": f"{own.rate:.1f}"}
        )
    if ground.drawn(period) and ground.drawn(period).group.from_date:
        notes.append(
            _("Group as dated %(day_label)s.")
            % {"day_label": periods.day_label(ground.drawn(period).group.from_date)}
        )
    return notes


def _batches(ground, measure, period):
    """The files that these figures came from, each once."""
    found = {
        figure.batch_id: figure.batch
        for (key, _, *dates), figure in ground.figures.items()
        if key == measure.pk and tuple(dates) == period and figure.batch_id
    }
    return [found[pk] for pk in sorted(found)]


def _decimals(rows):
    """One decimal; more where different rates would look equal, or one of them like nought."""
    rates = {exact(row.rate) for row in rows if row.rate is not None}
    return next((d for d in (1, 2) if _tells_apart(rates, d)), 3)


def _tells_apart(rates, decimals):
    rounded = {round(rate, decimals) for rate in rates}
    return len(rounded) == len(rates) and (0 in rounded) == (0 in rates)
