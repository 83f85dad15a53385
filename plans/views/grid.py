"""The actions of a plan in a grid: typed through cell by cell, moved, taken out, exported."""

from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from events.exports import csv_lines, workbook
from plans.documents.board import asked_quarter
from plans.documents.cells import COLUMNS, cell_texts
from plans.documents.dates import Unclear
from plans.documents.filters import ActionFilters
from plans.documents.grid import GROUPINGS, Grid, GridRow, taken_out
from plans.documents.leads import Leads
from plans.exports.actions import action_rows
from plans.forms.grid import CellForm, MoveForm
from plans.models import Action, Section
from plans.permissions import may_edit, may_report, may_write
from plans.views.access import for_writing, visible, visible_plan
from plans.workflow.grid import (
    CellClash,
    add_row,
    move_row,
    move_to_section,
    put_back,
    take_out,
    write_cell,
)
from records.moves import Refused
from records.saving import StaleVersion
from records.views import CONFLICT, attempt

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRONG = 422
ACTIONS = Action.objects.select_related("plan__partnership", "section")
EVERY_ACTION = Action.with_taken_out.select_related("plan__partnership", "section")


class ActionGrid(TemplateView):
    """All actions of a plan: a table to read, a grid to type in where it may be changed."""

    template_name = "plans/action_grid.html"

    def get_context_data(self, **kwargs):
        user, asked = self.request.user, self.request.GET
        plan = visible_plan(user, self.kwargs["plan"])
        quarter = asked_quarter(plan, asked.get("quarter"))
        grid = Grid(plan, timezone.localdate(), quarter)
        for row in grid.rows:
            row.may_report = may_report(user, row.action)
        by = asked.get("group") if asked.get("group") in GROUPINGS else "section"
        kept = {"plan": str(plan.uid), "quarter": quarter.key if quarter else "", "group": by}
        filters = ActionFilters(grid, asked, **kept)
        can_edit = may_edit(user, plan)
        gone = list(taken_out(plan)) if can_edit else []
        return super().get_context_data(**kwargs) | {
            "plan": plan,
            "partnership": plan.partnership,
            "room": "plans",
            "grid": grid,
            "filters": filters,
            "groups": grid.groups(filters.rows, by),
            "groupings": [
                (label, filters.query(group=name), name == by) for name, label in GROUPINGS.items()
            ],
            "columns": COLUMNS,
            "can_edit": can_edit,
            "can_write": may_write(user, plan),
            "taken_out": gone,
            "just_taken_out": next((a for a in gone if str(a.uid) == asked.get("taken")), None),
            "pasted": asked.get("pasted", "") if asked.get("pasted", "").isdecimal() else "",
        }


@require_POST
def action_cell(request, action):
    """Save one cell as the grid sends it, and say how the row reads now."""
    found = visible(ACTIONS.all(), request.user, action)
    for_writing(request.user, found.plan)
    form = CellForm(request.POST)
    if not form.is_valid():
        return JsonResponse(
            {"words": "This cell came incomplete. Load the page again."}, status=WRONG
        )
    typed, now = form.cleaned_data, timezone.now()
    try:
        row = write_cell(
            found,
            typed["column"],
            typed["value"],
            base_version=typed["base_version"],
            seen=typed["seen"],
            by=request.user,
            now=now,
        )
    except (Unclear, Refused) as wrong:
        return JsonResponse({"words": str(wrong)}, status=WRONG)
    except CellClash as clash:
        return _clash(clash.action, typed, clash.theirs, clash.who)
    except StaleVersion as stale:
        theirs = cell_texts(stale.current, Leads(found.plan))[typed["column"]]
        return _clash(stale.current, typed, theirs, "Somebody")
    return JsonResponse(_as_it_reads(row, typed["column"]) | {"saved": _clock(now)})


def _clash(row, typed, theirs, who):
    said = {"yours": typed["value"], "theirs": theirs, "who": who, "version": row.version}
    return JsonResponse(said, status=CONFLICT)


def _clock(now):
    return f"{timezone.localtime(now):%H:%M}"


def _as_it_reads(action, column):
    """A row's version, and each of its cells as text and as it is shown."""
    leads = Leads(action.plan)
    texts = cell_texts(action, leads)
    row = GridRow(action, 0, None, texts, leads.names(action), None)
    cells = {
        name: {
            "text": texts[name],
            "shown": render_to_string("plans/_grid_cell.html", {"row": row, "column": name}),
        }
        for name in COLUMNS
    }
    return {"version": action.version, "cells": cells, **cells[column]}


@require_POST
def action_row_add(request, section):
    """A new action at the end of a section, by what will be done alone."""
    sections = Section.objects.select_related("plan__partnership")
    found = visible(sections, request.user, section)
    for_writing(request.user, found.plan)
    now = timezone.now()
    try:
        action = add_row(found, request.POST.get("value", ""), by=request.user, now=now)
    except (Unclear, Refused) as wrong:
        return JsonResponse({"words": str(wrong)}, status=WRONG)
    grid = Grid(found.plan, timezone.localdate(now))
    row = next(row for row in grid.rows if row.action.pk == action.pk)
    row.may_report = may_report(request.user, action)
    shown = {"row": row, "columns": COLUMNS, "can_edit": True, "plan": found.plan}
    said = {"row": render_to_string("plans/_grid_row.html", shown), "saved": _clock(now)}
    return JsonResponse(said | {"uid": str(action.uid)})


@require_POST
def action_move(request, action):
    """One place up or down, or to the end of another section."""
    found = visible(ACTIONS.all(), request.user, action)
    for_writing(request.user, found.plan)
    by, now = request.user, timezone.now()
    if "section" in request.POST:
        form = MoveForm(Grid(found.plan, timezone.localdate(now)).entries, request.POST)
        if form.is_valid():
            section = form.cleaned_data["section"]
            attempt(request, lambda: move_to_section(found, section, by=by, now=now))
    else:
        up = request.POST.get("way") == "up"
        attempt(request, lambda: move_row(found, up=up, by=by, now=now))
    return redirect(f"{_grid_of(found.plan)}#row-{found.uid}")


@require_POST
def action_take_out(request, action):
    """Take an action out of the plan; the page offers to undo it."""
    found = visible(ACTIONS.all(), request.user, action)
    for_writing(request.user, found.plan)
    attempt(request, lambda: take_out(found, by=request.user, now=timezone.now()))
    return redirect(f"{_grid_of(found.plan)}?taken={found.uid}")


@require_POST
def action_put_back(request, action):
    """Put an action back that was taken out."""
    found = visible(EVERY_ACTION.all(), request.user, action)
    for_writing(request.user, found.plan)
    attempt(request, lambda: put_back(found, by=request.user, now=timezone.now()), "Put back.")
    return redirect(f"{_grid_of(found.plan)}#row-{found.uid}")


def _grid_of(plan):
    return reverse("plans:action_grid", args=[plan.uid])


@require_safe
def action_export(request, plan):
    """All actions as CSV, or as an Excel workbook."""
    found = visible_plan(request.user, plan)
    rows = action_rows(Grid(found, timezone.localdate()))
    name = f"{found.slug}-actions"
    if request.GET.get("format") == "xlsx":
        file = workbook(rows, title="Actions")
        return FileResponse(
            file, as_attachment=True, filename=f"{name}.xlsx", content_type=WORKBOOK
        )
    answer = HttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
