"""This year's plan beside last year's: what each part became, and what still waits to be said."""

from dataclasses import dataclass, field

from plans.documents.stale import stale_dates
from plans.models import Action, ProgressUpdate, Section
from plans.models.blocks import WRITTEN
from plans.models.progress import Progress
from plans.models.sections import Mark
from records import richtext


@dataclass
class Part:
    """A section or action that came from last year's plan.

    ``suggested`` is the mark that the facts speak for, with ``because`` in words, or "".
    """

    row: object
    kind: str  # section or action
    number: str = ""
    suggested: str = ""
    because: str = ""
    stale: list = field(default_factory=list)
    actions: list = field(default_factory=list)

    @property
    def waits(self):
        return not self.row.mark


def carried(plan, outline):
    """The parts of a plan that came from last year's, section by section, in last year's order."""
    numbers = {entry.section.pk: entry.number for entry in outline.walk()}
    sections = Section.with_taken_out.filter(plan=plan, came_from__isnull=False)
    sections = sections.select_related("came_from").order_by("part", "order", "pk")
    texts = _texts(plan)
    parts = {
        row.pk: Part(row, "section", numbers.get(row.pk, ""), stale=stale_dates(now, plan))
        for row in sections
        for now in [texts[0].get(row.pk, "")]
    }
    for part in parts.values():
        _suggest_section(part, texts)
    for action in _actions(plan):
        if action.section_id in parts:
            parts[action.section_id].actions.append(_of_action(action, plan))
    in_place = list(numbers)
    return sorted(parts.values(), key=lambda part: _place(part, in_place))


def _place(part, in_place):
    key = part.row.pk
    return (0, in_place.index(key)) if key in in_place else (1, part.row.order)


def _texts(plan):
    """The written words of each section now, and of those they came from."""
    return [_words_of(plan), _words_of(plan.predecessor) if plan.predecessor else {}]


def _words_of(plan):
    found = {}
    sections = Section.with_taken_out.filter(plan=plan).prefetch_related("blocks")
    for section in sections:
        written = [block.text for block in section.blocks.all() if block.kind in WRITTEN]
        found[section.pk] = richtext.words(" ".join(written))
    return found


def _suggest_section(part, texts):
    row, (now, before) = part.row, texts
    if now.get(row.pk) != before.get(row.came_from_id) or row.title != row.came_from.title:
        part.suggested, part.because = Mark.CHANGED, "its words differ from last year’s"


def _actions(plan):
    actions = Action.with_taken_out.filter(plan=plan, came_from__isnull=False)
    actions = actions.select_related("came_from__plan").order_by("order", "pk")
    latest = {}
    updates = ProgressUpdate.objects.filter(action__in=[one.came_from_id for one in actions])
    for update in updates.order_by("year", "quarter"):
        latest[update.action_id] = update
    for action in actions:
        action.last_update = latest.get(action.came_from_id)
        yield action


def _of_action(action, plan):
    part = Part(action, "action", stale=stale_dates(_said(action), plan))
    update = action.last_update
    if update and update.status == Progress.COMPLETE:
        part.suggested, part.because = Mark.DONE, f"it was complete in {update.label.lower()}"
    elif action.wording != action.came_from.wording:
        part.suggested, part.because = Mark.CHANGED, "its words differ from last year’s"
    return part


def _said(action):
    date = f" {action.by_date:%B %Y}" if action.by_date else ""
    return f"{action.wording} {action.date_as_stated}{date}"


def carried_snapshot(plan):
    """What became of last year's actions, as plain data to be frozen with the plan's text."""
    if plan.predecessor_id is None:
        return []
    actions = Action.with_taken_out.filter(plan=plan, came_from__isnull=False).exclude(mark="")
    return [
        {"wording": action.came_from.wording, "mark": action.mark, "note": action.mark_note}
        for action in actions.select_related("came_from").order_by("section__order", "order", "pk")
    ]
