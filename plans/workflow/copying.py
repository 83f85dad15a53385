"""Parts of a plan copied into another: words, choices and the ids of paragraphs go along."""

from plans.models import Action, Block, Objective, Section
from plans.models.actions import ELEMENTS
from records.saving import save_new

SECTION_FIELDS = (
    *("part", "order", "title", "title_cy", "contents_title", "contents_title_cy"),
    *("anchor", "in_summary"),
)
BLOCK_FIELDS = (
    *("kind", "order", "text", "text_cy", "caption", "caption_cy", "picture", "show_as"),
)
ACTION_FIELDS = (
    *("order", "wording", "wording_cy", "all_priorities", "theme", "duty", *ELEMENTS),
    *("lead_group", "ongoing", "by_date", "date_as_stated"),
)


def of(row, names):
    """The values of these fields, to make another row of them."""
    return {name: getattr(row, name) for name in names}


def copy_section(section, plan, *, parent, by):
    """A section of another plan that says from which it came; its blocks are copied along."""
    copy = Section(plan=plan, parent=parent, came_from=section, **of(section, SECTION_FIELDS))
    save_new(copy, by=by)
    for block in section.blocks.all():
        copy_block(block, copy, by=by)
    return copy


def copy_block(block, section, *, by, public=False):
    """A block with all that it shows; into a ``public`` plan nothing internal is taken along."""
    copy = Block(section=section, **of(block, BLOCK_FIELDS))
    save_new(copy, by=by)
    statements, chosen = block.statements.all(), block.chosen_figures.select_related("figure")
    if public:
        statements = statements.exclude(findings__internal=True)
        chosen = chosen.filter(figure__internal=False)
    copy.statements.set(statements)
    copy.referrals.set(block.referrals.all())
    copy.choose_figures([one.figure for one in chosen])
    return copy


def copy_objective(objective, section, *, by):
    copy = Objective(plan=section.plan, section=section)
    for name in ("theme", "wording", "wording_cy", "order"):
        setattr(copy, name, getattr(objective, name))
    return save_new(copy, by=by)


def copy_action(action, section, *, objectives, by):
    """An action of another plan; ``objectives`` are the copies by the key of what they copy."""
    copy = Action(plan=section.plan, section=section, came_from=action, **of(action, ACTION_FIELDS))
    save_new(copy, by=by)
    copy.priorities.set(action.priorities.all())
    copy.lead_organisations.set(action.lead_organisations.all())
    served = [objectives[one.pk] for one in action.objectives.all() if one.pk in objectives]
    copy.objectives.set(served)
    return copy
