"""What a front page says first: which plan counts today, and what is being prepared.

All of it is computed from dates, editions and states; nobody types it.
"""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from plans.documents.address import public_address
from plans.models import ConsultationDraft, PastPlan, Plan
from plans.models.plans import PlanKind, PlanState
from plans.models.standing import standing_of
from priorities.models import AssessmentRound
from records.languages import in_language
from records.periods import day_label

# The plan of a partnership; what else it publishes beside it is no answer to "is there a plan".
MAIN = (PlanKind.FULL, PlanKind.REFRESH)


@dataclass(frozen=True)
class Band:
    """The band at the top: a status, what it is about, sentences, and ways on."""

    kind: str
    words: str
    title: str = ""
    said: list = field(default_factory=list)
    links: list = field(default_factory=list)  # address, words
    example: bool = False

    @property
    def warns(self):
        return self.kind == "bad"


def public_plans(partnership, today):
    """The published plans with how each stands, the one that a front page shows first."""
    found = Plan.objects.published().filter(partnership=partnership, summary_of=None)
    found = found.select_related("partnership", "document__current_edition", "priority_list")
    rows = [(plan, standing_of(plan, today)) for plan in found]
    return sorted(rows, key=lambda row: (row[0].kind not in MAIN, not row[1].in_force))


def open_drafts(partnership, today):
    """The drafts of plans on which anybody can comment today."""
    drafts = ConsultationDraft.objects.public().filter(
        plan__partnership=partnership, state="open", closes_on__gte=today
    )
    return list(drafts.select_related("plan").order_by("closes_on"))


def band_of(partnership, plans, drafts, text, today):
    """The band for a day; None where there is neither a plan nor a draft."""
    if not plans:
        return _draft_band(partnership, drafts[0]) if drafts else None
    plan, standing = plans[0]
    day = {"day": day_label(plan.starts_on if today < plan.starts_on else plan.ends_on)}
    if plan.document.withdrawn_at:
        said = [_("It was withdrawn %(detail)s") % {"detail": standing.detail}]
        said.append(_("The text stays readable."))
        links = [(public_address(plan).page, _("Read why"))]
    elif standing.in_force and today > plan.ends_on:
        words = _("It was to end on %(day)s and holds until %(until)s.")
        said = [words % {**day, "until": day_label(plan.extended_until)}, plan.extended_reason]
        step, links = _next_step(partnership, plan, drafts, today)
        said += step
    elif standing.in_force:
        said, links = _of_edition(plan, text)
        said, links = _with_coming(said, links, plans, today)
    elif today < plan.starts_on:
        years, links = _elsewhere(partnership, today)
        said = [_("It starts on %(day)s. Until then no plan is in force.") % day]
        if years:
            words = _("It starts on %(day)s. Until then the plan for %(years)s is in force.")
            said = [words % {**day, "years": years}]
        links = links or [(public_address(plan).page, _("Read it"))]
    else:
        years, links = _elsewhere(partnership, today)
        said = [_("It ended on %(day)s. No later plan has been published here.") % day]
        if years:
            words = _("It ended on %(day)s. The plan for %(years)s is in force.")
            said = [words % {**day, "years": years}]
        step, further = _next_step(partnership, plan, drafts, today)
        said, links = said + step, links or further
    return Band(standing.kind, standing.words, text.title, said, links, plan.example)


def _draft_band(partnership, draft):
    said = [_("Not in force. Comments close at the end of %(day)s.")
            % {"day": day_label(draft.closes_on)}]  # fmt: skip
    links = [(_draft_address(partnership, draft), _("Read the draft and comment"))]
    title = f"{in_language(draft.plan, 'title')} {draft.plan.years}"
    return Band("warn", _("Draft for comment"), title, said, links, draft.example)


def _draft_address(partnership, draft):
    return reverse("plans:draft_page", args=[partnership.slug, draft.plan.slug, draft.number])


def _of_edition(plan, text):
    """The dates of a plan in force, and what its edition corrected."""
    edition = plan.document.current_edition
    said = [f"{text.snapshot['period']}."]
    told = {"number": edition.number, "day": day_label(localdate(edition.published_at))}
    if edition.number == 1:
        return [*said, _("Edition %(number)s, published here on %(day)s.") % told], []
    said.append(_("Edition %(number)s, %(day)s:") % told)
    said.append(edition.change_note or _("it was corrected."))
    place = [plan.partnership.slug, plan.slug, edition.number]
    return said, [(reverse("plans:edition_changes", args=place), _("What changed"))]


def _with_coming(said, links, plans, today):
    """Beside the plan in force the one that follows it, where that is published already."""
    coming = [plan for plan, _standing in plans if plan.starts_on > today and plan.kind in MAIN]
    if coming:
        plan = coming[-1]
        said = [*said, _("The next plan starts on %(day)s.") % {"day": day_label(plan.starts_on)}]
        links = [*links, (public_address(plan).page, _("Read the next plan"))]
    return said, links


def _elsewhere(partnership, today):
    """The years of the plan in force that was published elsewhere and is kept here, and the way."""
    found = PastPlan.objects.published().filter(
        partnership=partnership, kind__in=MAIN, starts_on__lte=today, ends_on__gte=today
    )
    if plan := found.first():
        address = reverse("plans:past_plan_page", args=[partnership.slug, plan.slug])
        return plan.years, [(address, _("Read that plan"))]
    return "", []


def _next_step(partnership, plan, drafts, today):
    """At which step the next plan is, with the way to where people can take part in it."""
    following = [draft for draft in drafts if draft.plan.starts_on > plan.starts_on]
    if following:
        draft = following[0]
        said = _("The next one is out for comment until %(day)s.")
        links = [(_draft_address(partnership, draft), _("Read the draft and comment"))]
        return [said % {"day": day_label(draft.closes_on)}], links
    found = Plan.objects.filter(
        partnership=partnership, kind__in=MAIN, audience=Plan.Audience.PUBLIC,
        starts_on__gt=plan.starts_on, document__current_edition=None,
    ).order_by("starts_on")  # fmt: skip
    states = list(found.values_list("state", flat=True)[:1])
    if states:
        return [_steps()[states[0]]], _ask(partnership)
    if AssessmentRound.objects.filter(partnership=partnership, year__gt=plan.year).exists():
        return [_("What the next one must deal with is being assessed.")], _ask(partnership)
    return [], _ask(partnership)


def _steps():
    return {
        PlanState.DRAFT: _("The next one is being written."),
        PlanState.SUBMITTED: _("The next one is with the partners for agreement."),
        PlanState.AGREED: _("The next one is agreed and will be published."),
        PlanState.SCHEDULED: _("The next one is agreed and will be published."),
        PlanState.PUBLISHED: "",
    }


def _ask(partnership):
    address = reverse("partnership:contacts", args=[partnership.slug])
    return [(address, _("Ask what happens now"))]
