"""A paste from a spreadsheet into the actions of a plan: looked at first, then applied whole."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from plans.documents.grid import Grid
from plans.forms.grid import PasteForm
from plans.importers.pasted_rows import FAULTY, SAME, Paste
from plans.importers.pasting import file_text, stamp, text_cells
from plans.views.access import for_writing, visible_plan
from plans.workflow.pasting import apply_paste, undo_paste
from records.moves import Refused
from records.sheets import Unreadable
from records.views import attempt

LOOK_AGAIN = "The rows or the plan are no longer what you looked at. Look again, then apply."


class ActionPaste(FormView):
    """Rows from a spreadsheet: what they would add or change, and nothing written until asked."""

    form_class = PasteForm
    template_name = "plans/action_paste.html"

    def dispatch(self, request, *args, **kwargs):
        self.plan = visible_plan(request.user, self.kwargs["plan"])
        for_writing(request.user, self.plan)
        self.grid = Grid(self.plan, timezone.localdate())
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"entries": self.grid.entries}

    def form_valid(self, form):
        """Show what the rows would do; apply them where that is what was looked at."""
        typed = form.cleaned_data
        try:
            text = file_text(typed["file"]) if typed["file"] else typed["text"]
            paste = self._read(text, typed)
        except Unreadable as wrong:
            form.add_error("file" if typed["file"] else "text", str(wrong))
            return self.form_invalid(form)
        made_of = stamp(text, (typed["section"], typed["start"], typed["below"]), paste.lines)
        if self.request.POST.get("act") == "apply" and not paste.of_kind(FAULTY):
            if made_of == typed["stamp"]:
                return self._apply(form, paste)
            messages.error(self.request, LOOK_AGAIN)
        form.data = form.data.copy()
        form.data["text"], form.data["stamp"] = text, made_of
        return self.render_to_response(self.get_context_data(form=form, paste=paste))

    def _read(self, text, typed):
        below = [uid for uid in typed["below"].split(",") if uid]
        return Paste(
            text_cells(text),
            self.grid,
            start=typed["start"],
            below=below,
            section=typed["section"],
        )

    def _apply(self, form, paste):
        try:
            done = apply_paste(self.plan, paste.steps, by=self.request.user, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        address = reverse("plans:action_grid", args=[self.plan.uid])
        return redirect(f"{address}?pasted={done.pk}")

    def get_context_data(self, **kwargs):
        paste = kwargs.get("paste")
        return super().get_context_data(**kwargs) | {
            "plan": self.plan,
            "partnership": self.plan.partnership,
            "room": "plans",
            "changes": len(paste.steps) if paste else 0,
            "faults": paste.of_kind(FAULTY) if paste else [],
            "same": SAME,
        }


@require_POST
def paste_undo(request, plan):
    """Take back a whole paste, where nobody changed its rows since."""
    found = visible_plan(request.user, plan)
    for_writing(request.user, found)
    number = request.POST.get("paste", "")
    number = int(number) if number.isdecimal() and len(number) < 12 else 0
    by, now = request.user, timezone.now()
    attempt(request, lambda: undo_paste(found, number, by=by, now=now), "The paste was undone.")
    return redirect("plans:action_grid", found.uid)
