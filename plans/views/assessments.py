"""The document of an assessment round, and the public summary of an internal document."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.permissions import may_write
from plans.views.access import visible_plan
from plans.workflow import start_assessment, start_summary
from priorities.models import AssessmentRound
from priorities.views.access import for_keeping, visible
from records.moves import Refused


@require_POST
def assessment_start(request, round):
    """Write a round's document: its sections and live blocks stand ready."""
    rounds = AssessmentRound.objects.select_related("partnership", "group")
    found = visible(rounds, request.user, round)
    for_keeping(request.user, found.partnership)
    try:
        plan = start_assessment(found, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("priorities:round_detail", found.uid)
    return redirect("plans:plan_detail", plan.uid)


@require_POST
def summary_start(request, plan):
    """Make the public summary of an internal document out of the sections marked for it."""
    found = visible_plan(request.user, plan)
    if not may_write(request.user, found):
        raise PermissionDenied("Officers of the partnership write its plans.")
    try:
        summary = start_summary(found, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:plan_detail", found.uid)
    messages.success(request, "Made from the sections marked for it. It is agreed by itself.")
    return redirect("plans:plan_detail", summary.uid)
