"""What a file brought, beside what counts now: new, the same, or with another value."""

from decimal import Decimal

from django.db.models import Count, DecimalField, Exists, OuterRef, Value
from django.db.models.functions import Coalesce

from priorities.models import Figure
from priorities.models.figures import FigureStanding
from priorities.models.stated import Firmness, Missing
from records import periods
from records.numbers import plain_number

SHOWN = 50
KEY = ("measure", "area", "starts_on", "ends_on")
# No figure holds these: they stand for "no value", which no database calls equal to itself.
NO_LEVEL = Value(Decimal("-999999999999"), DecimalField(max_digits=14, decimal_places=2))
NO_RATE = Value(Decimal("-9999999"), DecimalField(max_digits=10, decimal_places=3))

BY_HAND = "{} of these {} here already, typed by hand: {} as it is, beside what the file says."
TWICE = "Another row gives a figure for the same measure, place and time."


def of_the_same(figures):
    """Those of some figures that are about what the figure outside this query is about."""
    return figures.filter(**{name: OuterRef(name) for name in KEY})


def with_the_same_value(figures):
    return of_the_same(figures).filter(
        missing=OuterRef("missing"),
        firmness=OuterRef("firmness"),
        printed=OuterRef("printed"),
        level_=Coalesce(OuterRef("level"), NO_LEVEL),
        rate_=Coalesce(OuterRef("rate"), NO_RATE),
    )


def counting():
    """What counts now and came from files."""
    return (
        Figure.objects.current()
        .exclude(batch=None)
        .alias(level_=Coalesce("level", NO_LEVEL), rate_=Coalesce("rate", NO_RATE))
    )


def arriving(batch):
    """What a file brought, each with whether it is here, and whether with the same value."""
    return batch.figures.filter(standing=FigureStanding.ARRIVING).alias(
        here=Exists(of_the_same(counting())), same=Exists(with_the_same_value(counting()))
    )


def differing(batch):
    """What is here already with another value."""
    return arriving(batch).filter(here=True, same=False)


def must_choose(batch):
    """Whether something is here already with another value, figures or what else it would be."""
    about = batch.preview or {}
    return bool(about.get("differing")) if "changes" in about else differing(batch).exists()


def arrived(batch):
    """The summary of a file for whoever decides about it."""
    found = arriving(batch)
    total, here = found.count(), found.filter(here=True).count()
    same = found.filter(same=True).count()
    return {
        "figures": total,
        "new": total - here,
        "same": same,
        "differing": here - same,
        "differences": list(_differences(batch)) if here > same else [],
        "measures": _names(found, "measure__name"),
        "areas": _names(found, "area__name"),
        "periods": _periods(found),
        "by_hand": _by_hand(found),
    }


def _names(found, path):
    """How many there are, and the first of them by name."""
    names = found.order_by(path).values_list(path, flat=True).distinct()
    return {"count": names.count(), "first": list(names[:SHOWN])}


def _periods(found):
    spans = found.order_by("starts_on", "ends_on").values_list("starts_on", "ends_on").distinct()
    first, last = spans.first(), spans.last()
    return {"count": spans.count(), "first": _span(first), "last": _span(last)}


def _span(days):
    return periods.span(*days) if days else ""


def _by_hand(found):
    typed = Figure.objects.current().filter(batch=None)
    return found.filter(Exists(of_the_same(typed))).count()


def _differences(batch):
    """The first figures with another value, in words: what counts, and what the file says."""
    found = differing(batch).select_related("measure", "area").order_by("pk")[:SHOWN]
    for figure in found:
        old = counting().get(**{f"{name}": getattr(figure, name) for name in KEY})
        yield {
            "measure": figure.measure.name,
            "area": figure.area.name,
            "period": figure.period,
            "old": _words(old),
            "new": _words(figure),
        }


def _words(figure):
    if figure.missing:
        return Missing(figure.missing).label
    value = figure.level if figure.level is not None else figure.rate
    firm = f" ({Firmness(figure.firmness).label.lower()})" if figure.firmness else ""
    return (figure.printed or plain_number(value)) + firm


def given_twice(batch):
    """Faults for what a file says in two places, the first of them."""
    found = batch.figures.filter(standing=FigureStanding.ARRIVING).order_by()
    twice = found.values(*KEY).annotate(times=Count("pk")).filter(times__gt=1)[:SHOWN]
    for key in twice:
        key.pop("times")
        figure = found.filter(**key).select_related("measure", "area").order_by("pk").last()
        about = f"{figure.measure.name}, {figure.area.name}, {figure.period}"
        yield {"row": figure.rows, "column": "", "value": about, "message": TWICE}
