"""How a plan begins: with the headings of a template, and section by section with last year's."""

from django.db import transaction

from plans.documents.templates import templates
from plans.models import Block, Section
from plans.models.blocks import WRITTEN
from plans.workflow.arranging import hold
from plans.workflow.states import fall_back
from records import richtext
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

TEXTS = ("text", "text_cy", "caption", "caption_cy")


@transaction.atomic
def lay_out(plan, template, *, by):
    """Give a new plan the headings and blocks of a template; its texts are empty."""
    _branch(plan, None, templates()[template].sections, by)


def _branch(plan, parent, headings, by):
    for order, heading in enumerate(headings, start=1):
        section = Section(
            plan=plan,
            parent=parent,
            order=order,
            title=heading.title,
            anchor=heading.anchor,
            in_summary=heading.in_summary,
        )
        save_new(section, by=by)
        for place, kind in enumerate(heading.blocks, start=1):
            save_new(Block(section=section, kind=kind, order=place), by=by)
        _branch(plan, section, heading.below, by)


def last_year_of(section):
    """The section of last year's plan with the same address that holds words, or None."""
    if section.plan.predecessor_id is None:
        return None
    same = Section.objects.filter(plan=section.plan.predecessor_id, anchor=section.anchor)
    found = same.select_related("plan").first()
    return found if found and _words(found) else None


def _words(section):
    """Its written blocks that hold words, in order."""
    blocks = section.blocks.filter(kind__in=WRITTEN).order_by("order", "pk")
    return [block for block in blocks if richtext.words(block.text)]


@transaction.atomic
def take_last_text(section, *, by, now):
    """Bring last year's text into an empty section, as a draft; its paragraphs keep their ids."""
    hold(section.plan, by=by)
    if _words(section):
        raise Refused("There is text in this section already, so last year’s was not brought in.")
    source = last_year_of(section)
    if source is None:
        raise Refused("Last year’s plan has no text under this heading.")
    empty = list(section.blocks.filter(kind__in=WRITTEN).order_by("order", "pk"))
    last = section.blocks.order_by("order").last()
    order = last.order if last else 0
    for number, told in enumerate(_words(source), start=1):
        into = next((block for block in empty if block.kind == told.kind), None)
        if into:
            empty.remove(into)
        else:
            into = Block(section=section, kind=told.kind, order=order + number)
        _copy(told, into, by)
    fall_back(section, by=by, now=now)
    note("section.take_last_text", by=by, now=now, target=section, after={"of": str(source.uid)})


def _copy(told, into, by):
    for name in TEXTS:
        setattr(into, name, getattr(told, name))
    if into.pk:
        save_over(into, base_version=into.version, by=by)
    else:
        save_new(into, by=by)
