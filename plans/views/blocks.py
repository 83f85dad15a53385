"""What the buttons of a block do: move it, take it out, show its figures otherwise."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.models import Block
from plans.models.blocks import BlockKind, ShowAs
from plans.views.access import for_writing, visible
from plans.views.saying import again_a_draft, offer_undo
from plans.views.writing import BLOCKS, WITH_PLAN
from plans.workflow.parts import move_block, take_out_block
from records.moves import Refused
from records.saving import StaleVersion, save_over
from records.views import attempt


@require_POST
def block_move(request, block):
    """Move a block one place up or down."""
    found = visible(BLOCKS.all(), request.user, block)
    for_writing(request.user, found.section.plan)
    up = request.POST.get("way") == "up"
    attempt(request, lambda: move_block(found, up=up, by=request.user))
    again_a_draft(request, found.section)
    return redirect("plans:section_detail", found.section.uid)


@require_POST
def block_show_as(request, block):
    """Show a block's figures as a table, a list or a sentence."""
    found = visible(BLOCKS.all(), request.user, block)
    for_writing(request.user, found.section.plan)
    base = request.POST.get("base_version", "")
    found.show_as = request.POST.get("show_as", "")
    known = found.kind == BlockKind.FIGURES and found.show_as in ShowAs.values
    if not known or not base.isdecimal():
        messages.error(request, "Choose a table, a list or a sentence.")
        return redirect("plans:section_detail", found.section.uid)
    try:
        save_over(found, base_version=int(base), by=request.user)
    except StaleVersion:
        messages.error(request, "Somebody changed this block meanwhile. Look, then choose again.")
    else:
        again_a_draft(request, found.section)
    return redirect("plans:section_detail", found.section.uid)


@require_POST
def block_remove(request, block):
    """Take a block out of its section; data that a live block showed stays where it lives."""
    found = visible(Block.with_taken_out.select_related(*WITH_PLAN), request.user, block)
    for_writing(request.user, found.section.plan)
    back = reverse("plans:block_put_back", args=[found.uid])
    try:
        take_out_block(found, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        offer_undo(request, f"Taken out: {found.get_kind_display().lower()}.", back)
        again_a_draft(request, found.section)
    return redirect("plans:section_detail", found.section.uid)
