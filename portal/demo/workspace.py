"""Next year's plan of South Lakeland, at work: all of it is made up and says so."""

import datetime

from django.utils.timezone import localdate

from partnership.models.people import RoleKind
from plans.models import (
    Action,
    ApprovalStep,
    Comment,
    ProgressUpdate,
    Requirement,
    RequirementStatement,
    Section,
)
from plans.models.approval import StepKind
from plans.models.blocks import BlockKind
from plans.models.progress import Progress
from plans.models.sections import Mark
from plans.workflow import carrying, checks, commenting, consulting, replies
from plans.workflow.kept import keep_text
from plans.workflow.states import SECTION_MOVES
from plans.workflow.writing import save_text
from portal.demo import partners
from records.anchors import paragraphs

GREEN, AMBER, COMPLETE = Progress.GREEN, Progress.AMBER, Progress.COMPLETE
# How each action without a group stood in the last quarter, in the order of the plan.
PROGRESS = (
    (AMBER, "Example: the draft strategy waits for the figures of both districts."),
    (GREEN, ""),
    (COMPLETE, "Example: the blog is there and has its first entries."),
    None,
    (GREEN, ""),
    None,
    None,
    (GREEN, ""),
)
TOLD_BY = "Example: the Chair, at the meeting"
STEPS = (
    (1, StepKind.CONSULTED, {"group": partners.TASK_AND_FINISH}),
    (1, StepKind.CONSULTED, {"group": partners.NETWORK}),
    (2, StepKind.AGREED, {"group": partners.EXECUTIVE}),
    (3, StepKind.ADOPTED, {"body": "South Lakeland District Council"}),
)
DROPPED = "Example: the county’s own page does this now."
QUESTION = (
    "Example: is the aim the right one for the coming year, and what should we do differently "
    "where you live?"
)
REPLIES = (
    ("alcohol", "Example: last buses home on Saturdays would do more than leaflets."),
    ("", "Example: say in plain words who does what, and by when."),
    ("communications", "Example: I never heard of the messaging system. Put it on the bins."),
    ("domestic-violence", "Example: train the reception staff at the surgeries too."),
)
STATED = {
    "england-engagement": "Example: sections 4.4 and 8 say how people are asked and told.",
    "england-public-meeting": "Example: one public meeting is planned with the county’s forum.",
    "england-sharing": "Example: the county’s protocol of 2009 holds, and is with the officer.",
}
ANSWER = "Example: section 4.1 now names the bus operators as partners of the alcohol strategy."


def add_progress(keep, plan):
    """What was told of the actions that no group reports on."""
    actions = Action.objects.filter(plan=plan, lead_group=None).order_by(
        "section__order", "order", "pk"
    )
    for action, told in zip(actions, PROGRESS, strict=True):
        if told:
            status, words = told
            keep.add(
                ProgressUpdate,
                action=action,
                year=plan.year,
                quarter=4,
                status=status,
                commentary=words,
                told_by=TOLD_BY,
                example=True,
            )


def add_next_plan(keep, plan, *, persons, groups, administrator, now):
    """Next year's plan begun from this one, commented on, checked, and given to the public."""
    officer = persons[RoleKind.OFFICER]
    new = carrying.start_next(plan, by=officer, now=now)
    _mark(new, officer, now)
    _add_steps(keep, new, groups)
    _comment(new, persons, now)
    _ask_for_a_check(new, officer, now)
    for anchor in ("introduction", "vision", "publication-and-acknowledgements"):
        for section in Section.objects.filter(plan=new, anchor=anchor):
            SECTION_MOVES.make(section, "ready", by=officer, now=now)
    _leave_two_texts(new, administrator, officer, now)
    _state(keep, new, now)
    _consult(new, officer, now)
    return new


def _state(keep, new, now):
    """What no data of the plan shows, stated by somebody."""
    asked = Requirement.objects.asked_of(new)
    for code, words in STATED.items():
        for requirement in asked.filter(code=code):
            keep.add(
                RequirementStatement,
                plan=new,
                requirement=requirement,
                statement=words,
                stated_by="Example: the Partnership officer",
                stated_on=localdate(now),
            )


def _mark(new, officer, now):
    """Half of it is marked already: one thing done, one dropped, some kept."""
    for action in Action.with_taken_out.filter(plan=new).select_related("came_from"):
        words = action.came_from.wording
        if "blog" in words:
            given = {"mark": Mark.DONE}
        elif "other social media" in words:
            given = {"mark": Mark.DROPPED, "reason": DROPPED}
        elif action.priorities.exists():
            given = {"mark": Mark.KEPT}
        else:
            continue
        carrying.mark_action(action, **given, base_version=action.version, by=officer, now=now)


def _add_steps(keep, new, groups):
    new.approval_steps.all().delete()
    for order, kind, who in STEPS:
        named = {"group": groups[who["group"]]} if "group" in who else who
        keep.add(ApprovalStep, plan=new, order=order, kind=kind, **named)


def _comment(new, persons, now):
    """A remark on words of a paragraph, one on a section with its answer, one that is settled."""
    executive, lead, officer = (
        persons[RoleKind.EXECUTIVE],
        persons[RoleKind.LEAD],
        persons[RoleKind.OFFICER],
    )
    section = new.sections.get(anchor="current-picture")
    said, quote = _quoted(section, "specific operations")
    made = [
        commenting.say(
            new,
            section=section,
            anchor=said.id,
            quote=quote,
            text="Which operations? Name them or say “police operations”.",
            by=executive,
            now=now - datetime.timedelta(hours=3),
        )
    ]
    section = new.sections.get(anchor="domestic-violence")
    made.append(
        commenting.say(
            new,
            section=section,
            text="Should this name the surgeries?",
            by=lead,
            now=now - datetime.timedelta(hours=2),
        )
    )
    commenting.answer(made[1], text="I ask the integrated care board.", by=officer, now=now)
    made.append(commenting.say(new, text="The years on the cover are right now.", by=lead, now=now))
    commenting.resolve(made[2], by=officer, now=now)
    Comment.objects.filter(plan=new).update(example=True)


def _leave_two_texts(new, administrator, officer, now):
    """One paragraph that two people changed at once: it waits for the officer to be joined."""
    block = new.sections.get(anchor="domestic-violence").blocks.get(kind=BlockKind.TEXT)
    base, version = block.text, block.version
    # Behind the rows that this very run has made, whatever its own clock says.
    now = max(now, block.history.first().history_date) + datetime.timedelta(seconds=1)
    theirs = base.replace("with positive benefits for", "with benefits for staff and for")
    mine = base.replace("for service users", "for service users and their children")
    save_text(block, text=theirs, base_version=version, base=base, by=administrator, now=now)
    keep_text(block, base_version=version, base=base, text=mine, by=officer, now=now)


def _quoted(section, words):
    """The paragraph of a section that holds these words, and the words."""
    for block in section.blocks.all():
        for paragraph in paragraphs(block.text):
            if words in paragraph.words:
                return paragraph, words
    raise LookupError(f"“{words}” do not stand in {section}.")


def _ask_for_a_check(new, officer, now):
    check, _ = checks.ask(
        new.sections.get(anchor="reoffending"),
        name="Example: the Chair of the Reducing Re-offending Group",
        question="Are the name of the group and its duty right?",
        expires_on=localdate(now) + datetime.timedelta(days=14),
        by=officer,
        now=now,
    )
    check.example = True
    check.save()
    checks.opened(check, now=now)


def _consult(new, officer, now):
    draft = consulting.release(
        new,
        introduction=QUESTION,
        closes_on=localdate(now) + datetime.timedelta(weeks=4),
        reply_address="Example: South Lakeland CSP, at the council’s address",
        by=officer,
        now=now,
    )
    came = [
        replies.reply(draft, anchor=anchor, text=text, now=now, example=True)
        for anchor, text in REPLIES
    ]
    accepted = [replies.accept(reply, by=officer, now=now) for reply in came[:2]]
    replies.answer(
        accepted[0],
        outcome="partly",
        words=ANSWER,
        base_version=accepted[0].version,
        by=officer,
        now=now,
    )
