"""Agree and publish: which body has said what to which text, and what is to do next."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView

from plans.documents import compose
from plans.documents.checklist import checklist
from plans.documents.steps import add_what_they_saw, asked, body_of, free_steps, would_fall
from plans.documents.submitted import changed_from
from plans.documents.welsh import both_texts
from plans.forms.approval import NoteForm, RecordForm, WhenForm
from plans.models import ApprovalStep
from plans.permissions import (
    may_arrange_steps,
    may_publish,
    may_record,
    may_reopen,
    may_schedule,
    may_submit,
)
from plans.views.access import visible, visible_plan
from plans.workflow import record, renew, reopen, submit
from publishing.forms import ReasonForm
from publishing.rendering import renderer_available
from records.moves import Refused
from records.views import attempt

LOCKED = ("submitted", "agreed", "scheduled")


@dataclass(frozen=True)
class Missing:
    """Something that stands between a plan and its edition, and where it is done."""

    words: str
    place: str


class PlanAgree(TemplateView):
    """The steps to agreement and the way to publish, on one page."""

    template_name = "plans/plan_agree.html"

    def get_context_data(self, **kwargs):
        plan = visible_plan(self.request.user, self.kwargs["plan"])
        context = agree_context(plan, self.request.user)
        if "missing" in self.request.GET and context["missing"]:
            context["asked_for"] = context["missing"][0].place
        return super().get_context_data(**kwargs) | context


def agree_context(plan, user, forms=None, **more):
    """Each step with its answers, what is missing, and what this person can do now."""
    today, found = timezone.localdate(), asked(plan)
    add_what_they_saw(plan, found)
    changed = changes_in(plan)
    number = next_edition(plan)
    return {
        "plan": plan,
        "partnership": plan.partnership,
        "room": "plans",
        "today": today,
        "steps": list(step_rows(plan, user, found, today, forms or {})),
        "done": sum(one.complete for one in found),
        "changed": changed,
        "missing": list(missing_of(plan, found, number, changed)),
        "checklist": checklist(plan, today) if may_publish(user, plan) else None,
        "welsh": both_texts(plan) if plan.in_welsh else None,
        "next_number": number,
        "note_form": NoteForm(plan=plan, needed=number > 1),
        "when_form": WhenForm(now=timezone.now()),
        "may_arrange": may_arrange_steps(user, plan) and (plan.is_open or free_steps(plan, found)),
        "may_submit": may_submit(user, plan),
        "may_reopen": may_reopen(user, plan),
        "may_publish": may_publish(user, plan),
        "may_schedule": may_schedule(user, plan),
        "renderer": renderer_available(),
    } | more


def step_rows(plan, user, found, today, forms):
    """Each step with its form: where its turn is, or where its record can be corrected."""
    first = next((one for one in found if one.turn and may_record(user, one.step)), None)
    for one in found:
        form = None
        if (one.turn or one.complete) and may_record(user, one.step):
            form = forms.get(one.step.pk) or record_form(one.step, today)
        yield {
            "asked": one,
            "step": one.step,
            "form": form,
            "first": one is first,
            "late": one.late(today) and not plan.is_open,
            "place": f"step-{one.step.pk}",
        }


def record_form(step, today, data=None):
    """The form of one step; several can stand on a page."""
    planned = step.planned_on
    day = planned if planned and planned <= today else today
    return RecordForm(
        data, step=step, today=today, initial={"decided_on": day}, prefix=f"step-{step.pk}"
    )


def changes_in(plan):
    """How the data of now differs from the locked text; nothing where it reads the same."""
    if plan.state not in LOCKED:
        return []
    composed = compose(plan)
    if composed.content_hash == plan.submitted_hash:
        return []
    return changed_from(plan, composed)


def missing_of(plan, found, number, changed):
    """All that is still to do before this plan can be published, in the order of the page."""
    if plan.is_open:
        yield Missing("The text is not submitted for agreement", "submit")
    elif changed:
        yield Missing("Data has changed since the text was submitted", "changed")
    for one in found:
        if not plan.is_open and not one.complete:
            yield Missing(f"{one.step}: not recorded", f"step-{one.step.pk}")
    if number > 1 and not plan.change_note:
        yield Missing("What changed is not written", "id_change_note")


def next_edition(plan):
    newest = plan.document.newest_edition if plan.document else None
    return newest.number + 1 if newest else 1


def answered(request, plan, act, done):
    attempt(request, act, done)
    return redirect("plans:plan_agree", plan.uid)


def allowed(permission, user, thing, words):
    if not permission(user, thing):
        raise PermissionDenied(words)


@require_POST
def plan_submit(request, plan):
    """Lock the text and ask for agreement."""
    found = visible_plan(request.user, plan)
    allowed(may_submit, request.user, found, "Officers submit plans.")
    return answered(
        request,
        found,
        lambda: submit(found, by=request.user, now=timezone.now()),
        "Submitted. The text is locked until it is agreed or returned.",
    )


@require_http_methods(["GET", "POST"])
def plan_reopen(request, plan):
    """Take the text back to change it, knowing which agreements fall."""
    found = visible_plan(request.user, plan)
    allowed(may_reopen, request.user, found, "Officers reopen plans.")
    if found.is_open:
        return redirect("plans:plan_agree", found.uid)
    form = ReasonForm(request.POST or None)
    fault = None
    if request.method == "POST" and form.is_valid():
        again = "again" in request.POST
        act, done = (renew, RENEWED) if again else (reopen, REOPENED)
        try:
            act(found, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            fault = refusal
        else:
            attempt(request, lambda: None, done)
            return redirect("plans:plan_agree", found.uid)
    context = {
        "plan": found,
        "partnership": found.partnership,
        "room": "plans",
        "form": form,
        "fault": fault,
        "falls": list(would_fall(asked(found))),
        "changed": changes_in(found),
    }
    return render(request, "plans/plan_reopen.html", context)


REOPENED = "Reopened. Agreements to the old text are kept on record and no longer count."
RENEWED = "Submitted again with the data of now. Each step is asked anew."


@require_POST
def approval_record(request, step):
    """Record what a body said to the submitted text, in its turn."""
    steps = ApprovalStep.objects.select_related("plan__partnership", "plan__document", "group")
    found = visible(steps, request.user, step)
    allowed(may_record, request.user, found, f"You may not speak for {body_of(found)}.")
    form = record_form(found, timezone.localdate(), request.POST)
    if not form.is_valid():
        context = agree_context(found.plan, request.user, {found.pk: form}, form=form)
        return render(request, "plans/plan_agree.html", context)
    opened = form.cleaned_data["outcome"] != "agreed"
    return answered(
        request,
        found.plan,
        lambda: record(found, by=request.user, now=timezone.now(), **form.cleaned_data),
        "Recorded. The text is open for changes again." if opened else "Recorded.",
    )
