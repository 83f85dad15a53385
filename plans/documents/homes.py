"""Where the data of a live block lives: the page on which it is edited, and what it tells."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from plans.models.blocks import BlockKind
from priorities.documents.guarding import protect
from priorities.documents.values import period_of, shown


@dataclass(frozen=True)
class Home:
    """The page where data is kept: its words, its address, and what the source does not state."""

    label: str
    address: str
    period: str = ""
    not_stated: str = ""


@dataclass(frozen=True)
class FigureLine:
    """A figure as a row of the workspace: its value in words, and how to read it."""

    figure: object
    said: object

    @property
    def kind(self):
        small = self.figure.has_small_change or "Small count" in self.said.marks
        return "small" if small else self.figure.judgement


def furnish(block, outline):
    """Give a live block what its frame says: where its data lives, how much it shows."""
    block.home = HOMES[block.kind](block, outline) if block.kind in HOMES else None
    block.counted = _counted(block)
    if block.kind == BlockKind.FIGURES:
        figures = protect([chosen.figure for chosen in block.chosen_figures.all()])
        block.lines = [FigureLine(figure, shown(figure)) for figure in figures]


def _counted(block):
    counts = {
        BlockKind.FIGURES: ("measure", lambda: block.chosen_figures.all()),
        BlockKind.FINDINGS: ("finding", lambda: block.statements.all()),
        BlockKind.REFERRALS: ("referral", lambda: block.referrals.all()),
    }
    if block.kind not in counts:
        return ""
    word, rows = counts[block.kind]
    count = len(rows())
    return f"{count} {word}{'' if count == 1 else 's'}"


def _figures(block, outline):
    figures = [chosen.figure for chosen in block.chosen_figures.all()]
    periods = list(dict.fromkeys(period_of(figure) for figure in figures))
    missing = []
    if figures and all(figure.level is None for figure in figures):
        missing.append("levels (only changes are given)")
    without = [f for f in figures if f.direction and f.change is None]
    if without:
        missing.append(f"the size of {len(without)} change{'' if len(without) == 1 else 's'}")
    address = reverse("priorities:measure_list", args=[outline.plan.partnership.slug])
    return Home("Priorities, Figures", address, "; ".join(periods[:3]), _listed(missing))


def _listed(words):
    return " and ".join(words)


def _findings(block, outline):
    surveys = {one.survey_id: one.survey for one in block.statements.all()}
    if len(surveys) == 1:
        survey = next(iter(surveys.values()))
        return Home(
            f"Priorities, Surveys, {survey}", reverse("priorities:survey_detail", args=[survey.uid])
        )
    address = reverse("priorities:survey_list", args=[outline.plan.partnership.slug])
    return Home("Priorities, Surveys", address)


def _priorities(block, outline):
    chosen = outline.plan.priority_list
    if chosen:
        address = reverse("priorities:priority_list_detail", args=[chosen.uid])
        return Home(f"Priorities, {chosen}", address)
    address = reverse("plans:plan_edit", args=[outline.plan.uid])
    return Home("the plan’s cover", address, not_stated="which list of priorities it shows")


def _parts(block, outline):
    silent = [one.partnership.place_name for one in outline.parts_chose if not one.entries]
    missing = f"the priorities of {', '.join(silent)}" if silent else ""
    address = reverse("priorities:side_by_side", args=[outline.plan.partnership.slug])
    return Home("the lists of its partnerships", address, not_stated=missing)


def _round(block, outline):
    round = outline.plan.round
    if round is None:
        return None
    return Home(f"Priorities, {round}", reverse("priorities:round_detail", args=[round.uid]))


def _actions(block, outline):
    actions = [action for rows in outline.actions.values() for action in rows]
    if block.kind == BlockKind.ACTIONS:
        actions = outline.actions.get(block.section_id, [])
    without = {
        "a lead": [a for a in actions if not a.lead_group and not a.lead_organisations.all()],
        "a date": [a for a in actions if not (a.by_date or a.ongoing or a.date_as_stated)],
    }
    missing = [
        f"{what} for {len(rows)} of {len(actions)}" for what, rows in without.items() if rows
    ]
    address = reverse("plans:action_grid", args=[outline.plan.uid])
    return Home("the actions grid", address, not_stated=_listed(missing))


def _funding(block, outline):
    without = [one for one in outline.plan.funding_sources.all() if one.amount is None]
    missing = f"the amount of {len(without)}" if without else ""
    return _money(outline.plan, missing)


def _budget(block, outline):
    budget = getattr(outline.plan, "budget", None)
    missing = "the amount" if budget and budget.amount is None else ""
    return _money(outline.plan, missing)


def _money(plan, missing):
    address = reverse("plans:money_home", args=[plan.partnership.slug])
    return Home("Progress, Money", f"{address}?{urlencode({'plan': plan.uid})}", not_stated=missing)


def _admin(model, label, plan, missing=""):
    filters = urlencode({"plan__id__exact": plan.pk})
    return Home(label, f"{reverse(f'admin:{model}_changelist')}?{filters}", not_stated=missing)


def _of_plan(model, label):
    return lambda block, outline: _admin(model, label, outline.plan)


def _of_partnership(model, label, field="partnership"):
    def home(block, outline):
        filters = urlencode({f"{field}__id__exact": outline.plan.partnership_id})
        return Home(label, f"{reverse(f'admin:{model}_changelist')}?{filters}")

    return home


def _partnership(block, outline):
    key = outline.plan.partnership_id
    missing = "" if outline.plan.partnership.vision else "the vision"
    address = reverse("admin:partnership_partnership_change", args=[key])
    return Home("Partnership", address, not_stated=missing)


HOMES = {
    BlockKind.FIGURES: _figures,
    BlockKind.FINDINGS: _findings,
    BlockKind.ACHIEVEMENTS: _of_plan("plans_achievement", "Achievements"),
    BlockKind.VISION: _partnership,
    BlockKind.STRUCTURE: _of_partnership(
        "partnership_reportingline", "Partnership, Reporting lines", "lower__partnership"
    ),
    BlockKind.PRIORITIES: _priorities,
    BlockKind.PARTS: _parts,
    BlockKind.REFERRALS: _priorities,
    BlockKind.CANDIDATES: _round,
    BlockKind.SCORES: _round,
    BlockKind.DECISIONS: _round,
    BlockKind.OBJECTIVES: _of_plan("plans_objective", "Objectives"),
    BlockKind.ACTIONS: _actions,
    BlockKind.PROGRESS: _actions,
    BlockKind.FUNDING_SOURCES: _funding,
    BlockKind.BUDGET: _budget,
    BlockKind.PARTNERS: _of_plan("plans_planpartner", "Partners of the plan"),
    BlockKind.RELATED: _of_plan("plans_planlink", "Related documents"),
    BlockKind.REPORT_CRIME: _of_partnership("partnership_contactpoint", "Partnership, Contacts"),
    BlockKind.CONTACT: _of_partnership("partnership_contactpoint", "Partnership, Contacts"),
}
