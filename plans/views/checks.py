"""Asking somebody without an account to check a section, and ending their link."""

from functools import cached_property
from smtplib import SMTPException
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from plans.documents.outline import load_outline
from plans.forms.review import CheckForm
from plans.models import Check, Section
from plans.permissions import may_ask_check
from plans.views.access import visible
from plans.workflow.checks import ask, revoke
from records.moves import Refused
from records.views import attempt


@method_decorator(never_cache, name="dispatch")
class CheckAdd(FormView):
    """The form that makes a link; the link itself is shown in its answer, this once."""

    template_name = "plans/check_add.html"
    form_class = CheckForm

    @cached_property
    def section(self):
        sections = Section.objects.select_related("plan__partnership", "plan__document")
        found = visible(sections, self.request.user, self.kwargs["section"])
        if not may_ask_check(self.request.user, found.plan):
            raise PermissionDenied("Officers of the partnership ask for checks.")
        return found

    @cached_property
    def earlier(self):
        """The check that is asked for again, with a new link."""
        uid = self.request.GET.get("again", "")
        return next((one for one in self.section.checks.all() if str(one.uid) == uid), None)

    def get_initial(self):
        old = self.earlier
        return {"name": old.name, "email": old.email, "question": old.question} if old else {}

    def get_form_kwargs(self):
        self.section  # noqa: B018 - 404 or 403 before anything is read of the form
        return {**super().get_form_kwargs(), "today": localdate(timezone.now())}

    def form_valid(self, form):
        try:
            check, token = ask(
                self.section,
                by=self.request.user,
                now=timezone.now(),
                instead_of=self.earlier,
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, **shown(check, token)))

    def get_context_data(self, **kwargs):
        plan = self.section.plan
        entries = load_outline(plan).walk()
        entry = next(e for e in entries if e.section.pk == self.section.pk)
        return {
            **super().get_context_data(**kwargs),
            "plan": plan,
            "partnership": plan.partnership,
            "room": "plans",
            "about": f"{entry.number} {self.section.title}".strip(),
            "back": f"{reverse('plans:section_detail', args=[self.section.uid])}#checks",
            "again": self.earlier,
        }


def shown(check, token):
    """The link in full, ready words for a mail of one's own, and whether the portal sent one."""
    link = settings.SITE_URL + reverse("plans:check_page", args=[token])
    words = {"check": check, "plan": check.section.plan, "link": link, "section": check.section}
    subject = f"Please check: {check.section.title}"
    body = render_to_string("plans/mail/check.txt", words)
    return {
        "check": check,
        "link": link,
        "mailto": f"mailto:{quote(check.email)}?subject={quote(subject)}&body={quote(body)}",
        "sent": sent(check, subject, body),
    }


def sent(check, subject, body):
    """Whether the portal has sent the link; None where it has no address to send it to."""
    if not check.email:
        return None
    try:
        return bool(send_mail(" ".join(subject.split()), body, None, [check.email]))
    except (OSError, SMTPException):
        return False  # the page says so, and still shows the link


@require_POST
def check_revoke(request, check):
    """End a link."""
    checks = Check.objects.select_related("section__plan__partnership")
    found = visible(checks, request.user, check)
    if not may_ask_check(request.user, found.section.plan):
        raise PermissionDenied("Officers of the partnership end the links of checks.")
    attempt(
        request,
        lambda: revoke(found, by=request.user, now=timezone.now()),
        f"The link of {found.name} no longer works. What was said with it stays.",
    )
    page = "plans:comment_list" if found.section.taken_out_at else "plans:section_detail"
    where = found.section.plan.uid if found.section.taken_out_at else found.section.uid
    return HttpResponseRedirect(f"{reverse(page, args=[where])}#checks")
