"""The one safe way out: the change note, the time, and the page that asks once more."""

from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from plans.forms.approval import NoteForm, PublishPlanForm, WhenForm
from plans.permissions import may_publish, may_schedule
from plans.views.access import visible_plan
from plans.views.approval import agree_context, allowed, answered, next_edition
from plans.workflow import ContentChanged, publish, schedule, unschedule
from plans.workflow.scheduling import NoteChanged, keep_note
from records.moves import Refused
from records.views import CONFLICT, Clash

PAGE = "plans/plan_agree.html"


@require_POST
def plan_note(request, plan):
    """Keep the change note, as it is typed or with a button; with another one go on to publish."""
    found = visible_plan(request.user, plan)
    allowed(may_publish, request.user, found, "Officers write what the public is told.")
    form = NoteForm(request.POST, plan=found, needed=next_edition(found) > 1)
    if not form.is_valid():
        return _said(request, found, 400, note_form=form, form=form)
    typed = form.cleaned_data
    try:
        kept = keep_note(
            found,
            words=typed["change_note"],
            base=typed["base"],
            by=request.user,
            now=timezone.now(),
        )
    except NoteChanged as newer:
        return _said(request, found, CONFLICT, **_both(form, newer.theirs))
    except Refused as refusal:
        return _said(request, found, CONFLICT, note_form=form, refusal=refusal)
    if not request.accepts("text/html"):
        at = timezone.localtime()
        return JsonResponse({"saved": f"{at:%H:%M}", "base": kept.change_note})
    if "publish" in request.POST:
        return _on_to_publish(request, found.uid)
    return answered(request, found, lambda: None, "The note is saved.")


def _both(form, theirs):
    """The form with what was typed, ready to be saved over the newer note, and both texts."""
    clash = Clash(form.fields["change_note"].label, theirs, form.cleaned_data["change_note"])
    form.data = form.data.copy()
    form.data["base"] = theirs
    return {"note_form": form, "clashes": [clash]}


def _said(request, plan, status, **more):
    """Why it was not kept: to the script in short, to everybody else on the page."""
    if not request.accepts("text/html"):
        return JsonResponse({"saved": None}, status=status)
    status = status if status == CONFLICT else 200
    return render(request, PAGE, agree_context(plan, request.user, **more), status=status)


def _on_to_publish(request, uid):
    """To the page that asks once more; or to the first thing that is missing."""
    plan = visible_plan(request.user, uid)
    when = WhenForm(request.POST, now=timezone.now())
    context = agree_context(plan, request.user, when_form=when)
    if context["missing"]:
        address = reverse("plans:plan_agree", args=[plan.uid])
        return redirect(f"{address}?missing=1#{context['missing'][0].place}")
    if not when.is_valid():
        return render(request, PAGE, context | {"form": when})
    chosen = {name: request.POST.get(name, "") for name in ("when", "day", "at")}
    address = reverse("plans:plan_publish", args=[plan.uid])
    return redirect(f"{address}?{urlencode(chosen)}")


@require_http_methods(["GET", "POST"])
def plan_publish(request, plan):
    """Ask once more, then publish or schedule; refused with the difference where it changed."""
    found = visible_plan(request.user, plan)
    allowed(may_publish, request.user, found, "Officers publish plans.")
    if request.method == "POST" and (led := double_click(request, found)):
        return led
    form = _publish_form(request, found)
    asked = agree_context(found, request.user)
    context = asked | {"form": form, "ready": found.state == "agreed"}
    valid = form.is_valid()
    if request.method == "GET" or not valid:
        return render(request, "plans/plan_publish.html", context)
    try:
        return _publish(request, found, form.cleaned_data)
    except ContentChanged as changed:
        context |= {"refusal": changed, "differences": changed.differences}
    except Refused as refusal:
        if led := double_click(request, found):
            return led
        context["refusal"] = refusal
    return render(request, "plans/plan_publish.html", context, status=CONFLICT)


def _publish_form(request, plan):
    """What was typed on the page before, or on this one; the note as it is kept."""
    typed = request.POST
    if request.method == "GET":
        typed = {"change_note": plan.change_note, **request.GET.dict()}
    data = {"when": WhenForm.NOW, **{key: typed[key] for key in typed}}
    return PublishPlanForm(data, plan=plan, needed=next_edition(plan) > 1, now=timezone.now())


def _publish(request, plan, typed):
    """Publish now, or at the time that was chosen."""
    asked = {"by": request.user, "now": timezone.now(), "change_note": typed["change_note"]}
    if typed["publish_at"]:
        allowed(may_schedule, request.user, plan, "Officers say when a plan is published.")
        schedule(plan, at=typed["publish_at"], **asked)
        return redirect("plans:plan_agree", plan.uid)
    edition = publish(plan, **asked)
    return redirect("plans:edition_detail", edition.uid)


def double_click(request, plan):
    """A second press leads where the first one led."""
    fresh = visible_plan(request.user, plan.uid)
    if fresh.state == "published":
        return redirect("plans:edition_detail", fresh.document.newest_edition.uid)
    if fresh.state == "scheduled":
        return redirect("plans:plan_agree", fresh.uid)
    return None


@require_POST
def plan_unschedule(request, plan):
    """Take the time back; the plan stays agreed."""
    found = visible_plan(request.user, plan)
    allowed(may_schedule, request.user, found, "Officers say when a plan is published.")
    return answered(
        request,
        found,
        lambda: unschedule(found, by=request.user, now=timezone.now()),
        "Cancelled. The plan stays agreed and is not published by itself.",
    )
