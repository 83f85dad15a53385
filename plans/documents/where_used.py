"""Every place in which a figure appears: a number is changed once, and these show it."""

from dataclasses import dataclass

from django.urls import reverse

from plans.documents.snapshot import frozen_figure
from plans.documents.tree import numbers_in
from plans.models import BlockFigure
from publishing.models import Edition


@dataclass(frozen=True)
class Place:
    """A section of a plan that shows it now."""

    plan: object
    number: str
    title: str
    address: str


@dataclass(frozen=True)
class Frozen:
    """A published edition that holds it word for word, for ever."""

    plan: object
    number: int
    address: str
    keeps: str


def places_of(figure, plans):
    """The sections of these plans in which a figure stands, with their numbers."""
    chosen = BlockFigure.objects.filter(
        figure=figure,
        block__section__plan__in=plans,
        block__taken_out_at=None,
        block__section__taken_out_at=None,
    ).select_related("block__section__plan")
    rows = list(chosen.order_by("block__section__plan__starts_on", "block__section__order", "pk"))
    numbers = numbers_in({row.block.section.plan_id for row in rows})
    return [_place(row.block, numbers) for row in rows]


def _place(block, numbers):
    section = block.section
    address = reverse("plans:section_detail", args=[section.uid])
    return Place(section.plan, numbers[section.pk], section.title, f"{address}#block-{block.uid}")


def editions_with(figure, plans):
    """Published editions of these plans that show it: they keep the value of their day."""
    editions = Edition.objects.filter(
        document__plan__in=plans, document__partnership__in=plans.values("partnership")
    ).select_related("document__plan")
    now = frozen_figure(figure)
    same = ("measure", "area", "period")
    found = []
    for edition in editions.order_by("-published_at").defer("fragment"):
        kept = next(
            (f for f in edition.snapshot.get("figures", []) if all(f[k] == now[k] for k in same)),
            None,
        )
        if kept:
            found.append(_frozen(edition, kept, now))
    return found


def _frozen(edition, kept, now):
    values = ("level", "direction", "change", "change_percent")
    changed = any(kept.get(name, "") != now[name] for name in values)
    address = reverse("plans:edition_detail", args=[edition.uid])
    return Frozen(edition.document.plan, edition.number, address, _words(kept) if changed else "")


def _words(kept):
    percent = f" ({kept['change_percent']}%)" if kept.get("change_percent") else ""
    said = f"{kept.get('direction', '')} {kept.get('change', '')}{percent}".strip()
    return said or kept.get("level") or "no number"
