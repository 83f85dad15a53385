"""The data of a plan, frozen with its text: what covers, contents and exports are made of."""

from django.utils.translation import gettext as _

from plans.documents.actions import elements, serves, with_whom
from plans.documents.carrying import carried_snapshot
from plans.documents.money_frozen import frozen_money
from priorities.documents.guarding import protect
from priorities.documents.values import shown
from publishing.documents import formats_line
from records import periods
from records.languages import in_language


def snapshot_of(plan, outline):
    """Plain JSON: dates as ISO strings, amounts as strings, "" where nothing is stated."""
    return (
        _for_whom(plan)
        | _money(plan, outline)
        | _since_last_year(plan)
        | {
            "title": in_language(plan, "title"),
            "year": plan.years,
            "period": _("%(first)s to %(last)s")
            % {
                "first": periods.day_label(plan.starts_on),
                "last": periods.day_label(plan.ends_on),
            },
            "starts_on": plan.starts_on.isoformat(),
            "ends_on": plan.ends_on.isoformat(),
            "summary": in_language(plan, "summary"),
            "published_as_stated": plan.published_as_stated,
            "vision": in_language(plan.partnership, "vision"),
            "partnership": in_language(plan.partnership, "name"),
            "formats_line": formats_line(outline.formats_contact),
            "contents": [_entry(section) for section in outline.walk()],
            "figures": [frozen_figure(figure) for figure in protect(_figures(outline))],
            "actions": list(_actions(outline)),
            "pictures": sorted(
                block.picture.name for s in outline.walk() for block in s.blocks if block.picture
            ),
        }
    )


def _for_whom(plan):
    """What an internal document says of its readers on its cover and each printed page."""
    return {} if plan.is_public else {"readers": _("Not for the public")}


def _money(plan, outline):
    """Its money, in a plan that prints any."""
    found = frozen_money(plan, outline)
    return {"money": found} if found else {}


def _since_last_year(plan):
    """What became of last year's actions, in a plan that follows another."""
    found = carried_snapshot(plan)
    return {"carried": found} if found else {}


def _entry(section):
    return {
        "number": section.number,
        "title": section.contents_title,
        "anchor": section.section.anchor,
        "level": section.level,
    }


def _figures(outline):
    for section in outline.walk():
        for block in section.blocks:
            yield from (chosen.figure for chosen in block.chosen_figures.all())


def frozen_figure(figure):
    """One figure as an edition keeps it."""
    return {
        "measure": in_language(figure.measure, "name"),
        "area": in_language(figure.area, "name"),
        "level": _text(None if figure.level is None else shown(figure).number),
        "direction": figure.direction,
        "change": _text(figure.change),
        "noun": in_language(figure.measure, "noun"),
        "change_percent": _text(figure.change_percent),
        "period": figure.period,
        "compared_with": figure.compared_period,
        "how_to_read": str(figure.measure.get_good_display()),
    }


def _actions(outline):
    for section in outline.walk():
        for index, action in enumerate(outline.actions.get(section.section.pk, []), start=1):
            yield {
                "number": f"{section.number}.{index}",
                "wording": in_language(action, "wording"),
                "serves": serves(action),
                "with": with_whom(action),
                "when": action.when,
                "element": elements(action),
            }


def _text(value):
    return "" if value is None else f"{value.normalize():f}"
