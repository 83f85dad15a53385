"""Consultations that stand in a register already: a file is chosen, looked at, and taken in."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView

from events.forms.consultations import CarriedFileForm, ConsultationFileForm, carried
from events.importers.consultation_rows import COLUMNS, read
from events.importers.consultations import compared, take_in
from events.views.setup.series import my_partnership
from records.moves import Refused
from records.sheets import Unreadable


class ConsultationImport(FormView):
    """Choose a file; see every fault, or every record as it was understood; take them in."""

    form_class = ConsultationFileForm
    template_name = "events/consultation_import.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.partnership = None
        if request.user.is_authenticated:
            self.partnership = my_partnership(request.user, kwargs["partnership"])

    def post(self, request, *args, **kwargs):
        return self.confirm() if "carried" in request.POST else super().post(request)

    def form_valid(self, form):
        """The file is looked at, and nothing is kept yet."""
        file = form.cleaned_data["file"]
        kept = carried(file)  # first, because whoever reads the file closes it
        try:
            reading = read(file)
        except Unreadable as unreadable:
            form.add_error("file", str(unreadable))
            return self.form_invalid(form)
        context = {"form": ConsultationFileForm(), "name": file.name, "reading": reading}
        if not reading.faults:
            found = compared(self.partnership, reading)
            context |= {"found": found, "new": sum(one.here is None for one in found)}
            context["carried"] = CarriedFileForm(initial={"carried": kept})
        return self.render_to_response(self.get_context_data(**context))

    def confirm(self):
        """The file of the page before is taken in."""
        sent = CarriedFileForm(self.request.POST)
        if not sent.is_valid():
            messages.error(self.request, sent.errors["carried"][0])
            return redirect(self.request.path)
        file = sent.cleaned_data["carried"]
        try:
            made = take_in(
                self.partnership,
                read(file),
                name=file.name,
                by=self.request.user,
                now=timezone.now(),
            )
        except (Unreadable, Refused) as refused:
            messages.error(self.request, str(refused))
            return redirect(self.request.path)
        messages.success(self.request, _said(len(made)))
        return redirect("events:workspace_event_list")

    def get_context_data(self, **kwargs):
        context = {"partnership": self.partnership, "room": "events", "columns": COLUMNS}
        return super().get_context_data(**kwargs) | context


def _said(number):
    if not number:
        return "All of them are here already. Nothing was changed."
    imported = "1 consultation is" if number == 1 else f"{number} consultations are"
    return f"{imported} imported. The public does not see {'it' if number == 1 else 'them'} yet."
