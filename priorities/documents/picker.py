"""Which figures the public can compare, and how the one that is picked compares."""

from dataclasses import dataclass

from django.db.models import BooleanField, Case, F, Q, Value, When, Window
from django.db.models.functions import RowNumber

from partnership.documents.places import covered_areas, partnership_area
from priorities.documents.cards import key_of
from priorities.documents.comparing import compare
from priorities.models import Figure
from priorities.models.measures import POPULATION

MOST = 10  # links to figures, those of the priorities first


@dataclass(frozen=True)
class Pick:
    """A figure that can be picked: the measure, where and when."""

    figure: Figure

    @property
    def measure(self):
        return self.figure.measure

    @property
    def key(self):
        return key_of(self.measure)

    @property
    def has_level(self):
        return self.figure.level is not None or self.figure.rate is not None


def picks_of(partnership, cards, on, during):
    """The figures of the cards, and those with a level that are published for many areas.

    ``during`` holds the two days of the list: a figure of that time comes before a newer one.
    What can be compared comes first.
    """
    found = {}
    for figure in [*_of_cards(cards), *_published(partnership, on, during)]:
        pick = Pick(figure)
        if pick.key not in found or (pick.has_level and not found[pick.key].has_level):
            found[pick.key] = pick
    picks = list(found.values())[:MOST]
    return sorted(picks, key=lambda pick: not pick.has_level)


def _of_cards(cards):
    return [card.figure for card in cards if card.figure]


def _published(partnership, on, during):
    """A figure of each national measure that counts a whole, or a topic without its whole."""
    areas = {area.pk for area in covered_areas(partnership, on)}
    stands_for = partnership_area(partnership, on)
    areas |= {stands_for.pk} if stands_for else set()
    figures = Figure.objects.public().certain().filter(measure__partnership=None, area__in=areas)
    figures = figures.filter(Q(level__isnull=False) | Q(rate__isnull=False))
    figures = figures.exclude(measure__code=POPULATION)
    newest = Window(
        RowNumber(),
        partition_by=[F("measure")],
        order_by=[_of_that_time(during).desc(), F("ends_on").desc(), F("starts_on"), F("pk")],
    )
    rows = list(
        figures.annotate(place=newest).filter(place=1).select_related("measure", "area", "batch")
    )
    known = {figure.measure_id for figure in rows}
    whole = [figure for figure in rows if _stands_for_itself(figure.measure, known)]
    first, last = during
    return sorted(whole, key=lambda f: (not _overlaps(f, first, last), f.measure.name))


def _stands_for_itself(measure, known):
    if measure.whole_id is None:
        return True
    return measure.whole_id not in known and measure.topic_id is not None


def _of_that_time(during):
    first, last = during
    then = When(starts_on__lte=last, ends_on__gte=first, then=Value(True))
    return Case(then, default=Value(False), output_field=BooleanField())


def _overlaps(figure, first, last):
    return figure.starts_on <= last and figure.ends_on >= first


def picked(picks, key):
    """The pick that an address asks for, else the first."""
    return next((pick for pick in picks if pick.key == key), next(iter(picks), None))


def comparison_of(pick, partnership, on):
    """How the picked figure compares, for everybody to read."""
    figure = pick.figure
    span = (figure.starts_on, figure.ends_on)
    return compare(pick.measure, figure.area, span, partnership, on, public=True)


def is_of_a_priority(measure, cards):
    """Whether a measure speaks of one of the priorities."""
    topics = {topic.pk for card in cards for topic in card.priority.topics.all()}
    return measure.topic_id in topics
