"""Agree and publish: which body has said what to which text, and one safe way out."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView

from plans.documents.checklist import gaps
from plans.forms import RecordForm
from plans.models import ApprovalRecord, ApprovalStep
from plans.permissions import may_publish, may_record, may_reopen, may_submit
from plans.views.access import visible, visible_plan
from plans.workflow import ContentChanged, publish, record, reopen, steps_open, submit
from publishing.forms import PublishForm, ReasonForm
from publishing.rendering import renderer_available
from records.moves import Refused
from records.views import attempt


class PlanAgree(TemplateView):
    """The steps to agreement and the way to publish, on one page."""

    template_name = "plans/plan_agree.html"

    def get_context_data(self, **kwargs):
        plan = visible_plan(self.request.user, self.kwargs["plan"])
        return super().get_context_data(**kwargs) | agree_context(plan, self.request.user)


def agree_context(plan, user, forms=None, **more):
    """Each step with its answer to the submitted text, and what this person can do now."""
    open_steps = steps_open(plan) if plan.submitted_hash and not plan.is_open else []
    waiting = {step.pk for step in open_steps}
    steps = []
    here = plan.state == "submitted"
    for step in plan.approval_steps.select_related("group"):
        waits = plan.is_open or step.pk in waiting
        form = None
        if here and waits and may_record(user, step):
            form = (forms or {}).get(step.pk) or record_form(step)
        steps.append({"step": step, "waits": waits, "form": form, "answer": answer_to(plan, step)})
    next_number = next_edition(plan)
    return {
        "plan": plan,
        "partnership": plan.partnership,
        "room": "plans",
        "steps": steps,
        "gaps": list(gaps(plan)),
        "next_number": next_number,
        "publish_form": PublishForm(needed=next_number > 1),
        "reason_form": ReasonForm(),
        "may_submit": may_submit(user, plan),
        "may_reopen": may_reopen(user, plan),
        "may_publish": may_publish(user, plan),
        "renderer": renderer_available(),
    } | more


def record_form(step, data=None):
    """The form of one step; several can stand on a page."""
    initial = {"decided_on": timezone.localdate()}
    return RecordForm(data, initial=initial, prefix=f"step-{step.pk}")


def answer_to(plan, step):
    """What the body said last to the text, since it was submitted."""
    if not plan.submitted_at:
        return None
    answers = ApprovalRecord.objects.filter(step=step, content_hash=plan.submitted_hash)
    return answers.filter(at__gte=plan.submitted_at).order_by("-at").first()


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


@require_POST
def plan_reopen(request, plan):
    """Take the text back to change it."""
    found = visible_plan(request.user, plan)
    allowed(may_reopen, request.user, found, "Officers reopen plans.")
    reason = request.POST.get("reason", "")
    return answered(
        request,
        found,
        lambda: reopen(found, reason=reason, by=request.user, now=timezone.now()),
        "Reopened. Agreements to the old text are kept on record and no longer count.",
    )


@require_POST
def approval_record(request, step):
    """Agree to the submitted text, or return it with a comment."""
    steps = ApprovalStep.objects.select_related("plan__partnership", "plan__document", "group")
    found = visible(steps, request.user, step)
    allowed(may_record, request.user, found, f"You may not speak for {found.group or found.body}.")
    form = record_form(found, request.POST)
    if not form.is_valid():
        context = agree_context(found.plan, request.user, {found.pk: form}, form=form)
        return render(request, "plans/plan_agree.html", context)
    return answered(
        request,
        found.plan,
        lambda: record(found, by=request.user, now=timezone.now(), **form.cleaned_data),
        "Recorded.",
    )


@require_http_methods(["GET", "POST"])
def plan_publish(request, plan):
    """Ask once more, then publish; refused with the difference where the content has changed."""
    found = visible_plan(request.user, plan)
    allowed(may_publish, request.user, found, "Officers publish plans.")
    if request.method == "POST" and (led := double_click(request, found)):
        return led
    number = next_edition(found)
    form = PublishForm(request.POST or request.GET or None, needed=number > 1)
    context = {
        "plan": found,
        "partnership": found.partnership,
        "room": "plans",
        "form": form,
        "number": number,
        "ready": found.state == "agreed",
    }
    if request.method == "GET" or not form.is_valid():
        return render(request, "plans/plan_publish.html", context)
    try:
        edition = publish(found, by=request.user, now=timezone.now(), **form.cleaned_data)
    except ContentChanged as changed:
        context |= {"refusal": changed, "differences": changed.differences}
        return render(request, "plans/plan_publish.html", context, status=409)
    except Refused as refusal:
        return double_click(request, found) or render(
            request, "plans/plan_publish.html", context | {"refusal": refusal}, status=409
        )
    return redirect("plans:edition_detail", edition.uid)


def double_click(request, plan):
    """A second press of Publish leads where the first one led."""
    fresh = visible_plan(request.user, plan.uid)
    if fresh.state != "published":
        return None
    return redirect("plans:edition_detail", fresh.document.newest_edition.uid)
