"""What each kind of block shows, drawn from the data it names."""

import re

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from plans.documents import assessment, charts, structure
from plans.documents.actions import actions_table
from plans.documents.money_text import text_lines
from plans.documents.progress import progress
from plans.models.blocks import BlockKind, ShowAs
from priorities.documents import values
from priorities.documents.findings import shown
from priorities.documents.share_bars import share_bars
from priorities.documents.side_by_side import by_topic
from records import anchors, periods, richtext
from records.languages import fell_back, has_welsh, is_welsh


def block_html(block, section, outline):
    """One block as HTML; a live block without data says so."""
    context = CONTEXTS[block.kind](block, section, outline)
    context |= {"block": block, "section": section, "plan": outline.plan}
    html = render_to_string(f"plans/documents/_{block.kind}.html", context)
    return mark_safe(html)  # noqa: S308 - a template's output


def _written(block, section, outline):
    html = richtext.clean(_words_of(block))
    for _ in range(section.level - 1):
        html = re.sub(r"<(/?)h4>", r"<\1h5>", html)
        html = re.sub(r"<(/?)h3>", r"<\1h4>", html)
    if fell_back(block, "text"):
        html = f'<div lang="en-GB">{html}</div>'
    return {"html": mark_safe(html)}  # noqa: S308 - cleaned above


def _words_of(block):
    """The text in the language that is composed, with the same ids of paragraphs in each."""
    if is_welsh() and has_welsh(block, "text"):
        return anchors.with_anchors_of(block.text_cy, block.text)
    return block.text


def _nothing(block, section, outline):
    return {}


def _figures(block, section, outline):
    figures = [chosen.figure for chosen in block.chosen_figures.all()]
    first = figures[0] if figures else None
    bars = charts.change_bars(figures)
    in_tables = bars if block.show_as == ShowAs.TABLE else []
    changes = [bar for bar in in_tables if bar.figure.direction]
    levels = [(one.figure, values.shown(one.figure)) for one in in_tables if one not in changes]
    empty_table = not figures and block.show_as == ShowAs.TABLE
    return {
        "figures": figures,
        "bars": bars,
        "changes": changes,
        "levels": levels,
        "number": outline.count("Table") if changes or empty_table else None,
        "levels_number": outline.count("Table") if levels else None,
        "first": first,
        "only_changes": all(figure.level is None for figure in figures),
        "has_welcome": any(figure.judgement == "welcome" for figure in figures),
    }


def _findings(block, section, outline):
    public = outline.plan.is_public
    told = {one: list(_with_survey(one, public)) for one in block.statements.all()}
    statements = [one for one, findings in told.items() if findings or not one.findings.all()]
    findings = [finding for rows in told.values() for finding in rows]
    surveys = {statement.survey_id: statement.survey for statement in statements}.values()
    return {
        "statements": statements,
        "bars": share_bars(findings),
        "undrawn": [(one, said) for one in findings if (said := shown(one)).value is None],
        "surveys": sorted(surveys, key=lambda survey: survey.year),
        "colour": outline.plan.partnership.colour,
        "number": outline.count("Chart"),
        "unclear_change": any(f.change is not None and not f.change_in for f in findings),
    }


def _with_survey(statement, public):
    for finding in statement.findings.all():
        finding.statement = statement  # spares a query for each row's survey
        if not (public and finding.internal):
            yield finding


def _achievements(block, section, outline):
    return {"achievements": outline.plan.achievements.all()}


def _structure(block, section, outline):
    return {"figure": structure.draw(outline), "number": outline.count("Fig.")}


def _priorities(block, section, outline):
    chosen = outline.plan.priority_list
    entries = chosen.entries.select_related("priority") if chosen else []
    themes = chosen.themes.prefetch_related("priorities") if chosen else []
    return {"entries": entries, "themes": themes, "count": len(entries)}


def _parts(block, section, outline):
    chosen = outline.parts_chose
    shared = [row for row in by_topic(chosen) if row.topic and row.count > 1]
    return {"chosen": chosen, "shared": shared}


def _referrals(block, section, outline):
    return {"referrals": block.referrals.all()}


def _objectives(block, section, outline):
    return {"objectives": outline.plan.objectives.filter(section=section.section)}


def _actions(block, section, outline):
    rows = outline.actions.get(section.section.pk, [])
    return {"table": actions_table(rows, section.number)}


def _funding_sources(block, section, outline):
    return {"sources": outline.plan.funding_sources.all()}


def _budget(block, section, outline):
    budget = getattr(outline.plan, "budget", None)
    if budget is None:
        return {"budget": None}
    shown = {
        "budget": budget,
        "risk": budget.risks.first(),
        "number": outline.count("Table"),
        "year": periods.plan_year_slashed(budget.year),
        "compared_year": budget.compared_year and periods.plan_year_slashed(budget.compared_year),
    }
    if block.show_as == ShowAs.LIST:
        told = text_lines(outline.plan, budget)
        shown |= {"told": told, "lines_number": outline.count("Table")}
    return shown


def _partners(block, section, outline):
    return {"partners": outline.plan.partners.all()}


def _related(block, section, outline):
    return {"links": outline.plan.links.select_related("related__owner_organisation")}


def _report_crime(block, section, outline):
    names = ("emergency", "non_emergency", "anonymous")
    return {name: (outline.contacts.get(name) or [None])[0] for name in names}


def _contact(block, section, outline):
    return {"contacts": outline.contacts.get("plan", [])}


CONTEXTS = {
    BlockKind.TEXT: _written,
    BlockKind.CALL_OUT: _written,
    BlockKind.PICTURE: _nothing,
    BlockKind.FIGURES: _figures,
    BlockKind.FINDINGS: _findings,
    BlockKind.ACHIEVEMENTS: _achievements,
    BlockKind.VISION: _nothing,
    BlockKind.STRUCTURE: _structure,
    BlockKind.PRIORITIES: _priorities,
    BlockKind.PARTS: _parts,
    BlockKind.REFERRALS: _referrals,
    BlockKind.CANDIDATES: assessment.candidates,
    BlockKind.SCORES: assessment.scores,
    BlockKind.DECISIONS: assessment.decisions,
    BlockKind.OBJECTIVES: _objectives,
    BlockKind.ACTIONS: _actions,
    BlockKind.PROGRESS: progress,
    BlockKind.FUNDING_SOURCES: _funding_sources,
    BlockKind.BUDGET: _budget,
    BlockKind.PARTNERS: _partners,
    BlockKind.RELATED: _related,
    BlockKind.REPORT_CRIME: _report_crime,
    BlockKind.CONTACT: _contact,
}
