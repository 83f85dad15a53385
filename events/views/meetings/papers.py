"""Papers of a meeting: handed round, taken back, read by members."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from events.documents.papers import handed_out
from events.forms.meetings_agenda import PaperForm
from events.models import Meeting, Paper
from events.views.meetings.access import for_running, visible
from events.views.meetings.agenda import agenda_address, runnable_item
from events.views.meetings.setting_up import MeetingPage
from events.workflow import papers
from publishing.public_views import pdf_of
from records.views import attempt

PAPERS = Paper.objects.select_related("item__meeting__partnership", "edition__document")


class PaperAdd(MeetingPage):
    """Something to read for an item: a file, a link, or a report made here."""

    form_class = PaperForm
    template_name = "events/paper_add.html"

    def get_record(self):
        return Paper(item=runnable_item(self.request.user, self.kwargs["item"]))

    def get_meeting(self):
        return self.object.item.meeting

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"now": timezone.now()}

    def get_success_url(self):
        return f"{self.get_back_url()}#item-{self.object.item.uid}"


@require_POST
def paper_remove(request, paper):
    """Take a paper back."""
    found = visible(PAPERS.all(), request.user, paper)
    for_running(request.user, found.item.meeting)
    asked = {"by": request.user, "now": timezone.now()}
    attempt(request, lambda: papers.remove_paper(found, **asked), f"{found} was taken back.")
    return redirect(agenda_address(found.item.meeting))


@require_POST
def paper_show(request, paper):
    """Say whether the public may read a paper."""
    found = visible(PAPERS.all(), request.user, paper)
    for_running(request.user, found.item.meeting)
    public = request.POST.get("public") == "1"
    done = "The public may read it." if public else "The public can no longer read it."
    asked = {"public": public, "by": request.user, "now": timezone.now()}
    attempt(request, lambda: papers.show(found, **asked), done)
    return redirect(f"{agenda_address(found.item.meeting)}#item-{found.item.uid}")


@require_safe
def paper_file(request, paper):
    """A paper for members of the partnership: its file, its report, or where it lies."""
    meetings = Meeting.objects.visible_to(request.user)
    found = get_object_or_404(PAPERS.filter(item__meeting__in=meetings), uid=paper)
    if found.link:
        return redirect(found.link)
    if found.edition:
        return pdf_of(found.edition)
    return FileResponse(found.file.open("rb"), **handed_out(found))
