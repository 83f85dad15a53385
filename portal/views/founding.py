"""How an administrator sets up a partnership: one thing a page, then all of it or nothing."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.generic import FormView, TemplateView

from partnership.models import Invitation, Partnership
from partnership.workflow.founding import found
from portal.checks import mails_leave
from portal.documents.suggesting import found_areas
from portal.views.founding_draft import DRAFT, NAMES, STEPS, TICKED, Founding
from portal.workflow.area_files import areas_are_here, bring_in_areas
from records.moves import Refused

FOUNDED = "founded"  # what was made, until somebody reads the next page


class FoundingStart(Founding, TemplateView):
    """What it takes; the button brings in the areas of the country, once, and begins."""

    template_name = "portal/founding_start.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            areas_are_here=areas_are_here(), begun=bool(self.draft), **kwargs
        )

    def post(self, request):
        bring_in_areas(by=request.user, now=timezone.now())
        for begun in (DRAFT, TICKED):
            request.session.pop(begun, None)
        return redirect("portal:founding_step", NAMES[0])


class FoundingStep(Founding, FormView):
    """One question."""

    template_name = "portal/founding_step.html"

    def dispatch(self, request, *args, **kwargs):
        if kwargs["step"] not in STEPS:
            raise Http404
        self.step, self.found, self.more = kwargs["step"], [], False
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        missing = self.missing()
        if missing and NAMES.index(missing) < NAMES.index(self.step):
            return redirect("portal:founding_step", missing)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if "search" in request.POST:
            return self.search(request)
        return super().post(request, *args, **kwargs)

    def search(self, request):
        """Look for areas; what is ticked stays ticked."""
        self.request.session[TICKED] = request.POST.getlist("areas")
        words = urlencode({"q": request.POST.get("q", "")})
        return redirect(f"{request.path}?{words}")

    @property
    def words(self):
        return (self.request.POST.get("q") or self.request.GET.get("q", "")).strip()[:100]

    def get_form(self, form_class=None):
        more = {}
        if self.step == "areas":
            self.found, self.more = found_areas(self.words, self.today)
            more = {"on": self.today, "offered": self.found}
        return STEPS[self.step].form(**self.get_form_kwargs() | more)

    def get_form_kwargs(self):
        known = super().get_form_kwargs()
        known.pop("instance", None)
        return known

    def get_initial(self):
        if self.step == "areas":
            ticked = self.request.session.get(TICKED)
            return self.draft.get("areas", {}) if ticked is None else {"areas": ticked}
        return self.draft.get(self.step) or self.suggestions().get(self.step, {})

    def form_valid(self, form):
        self.keep(self.step, {name: form[name].data for name in form.fields})
        if self.step == "areas":
            self.request.session.pop(TICKED, None)
        missing = self.missing()
        if missing:
            return redirect("portal:founding_step", missing)
        return redirect("portal:founding_check")

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", self.get_form())  # which looks for areas
        place = NAMES.index(self.step)
        if not self.missing():
            back = reverse("portal:founding_check")
        elif place:
            back = reverse("portal:founding_step", args=[NAMES[place - 1]])
        else:
            back = reverse("portal:founding_start")
        return super().get_context_data(
            step=self.step, about=STEPS[self.step], number=place + 1, of=len(NAMES),
            back=back, words=self.words, found=self.found, more=self.more,
            **kwargs,
        )  # fmt: skip


class FoundingCheck(Founding, TemplateView):
    """All that was said, each with a way to change it; the button makes it so."""

    template_name = "portal/founding_check.html"

    def get(self, request):
        self.forms = {name: self.bound(name) for name in NAMES}
        wrong = next((name for name, form in self.forms.items() if not form.is_valid()), None)
        if self.missing() or wrong:
            return redirect("portal:founding_step", self.missing() or wrong)
        return super().get(request)

    def post(self, request):
        self.forms = {name: self.bound(name) for name in NAMES}
        if not all(form.is_valid() for form in self.forms.values()):
            return redirect("portal:founding_check")
        try:
            made = self.make()
        except Refused as refused:
            return self.render_to_response(self.get_context_data(refused=str(refused)))
        for used in (DRAFT, TICKED):
            request.session.pop(used, None)
        request.session[FOUNDED] = {
            "partnership": str(made.partnership.uid),
            "invitation": str(made.invitation.uid),
        }
        return redirect("portal:founding_done")

    def make(self):
        said = {name: form.cleaned_data for name, form in self.forms.items()}
        return found(
            said["name"] | said["address"] | said["language"],
            areas=said["areas"]["areas"],
            bodies=self.forms["bodies"].bodies(),
            group_name=said["group"]["name"],
            officer=said["officer"],
            by=self.request.user,
            now=timezone.now(),
        )

    def get_context_data(self, **kwargs):
        said = {name: form.cleaned_data for name, form in self.forms.items()}
        return super().get_context_data(said=said, site=settings.SITE_URL, **kwargs)


class FoundingDone(Founding, TemplateView):
    """What was made and what comes next; the invitation's link, once, where no mail took it."""

    template_name = "portal/founding_done.html"

    def get(self, request):
        if FOUNDED not in request.session:
            return redirect("portal:administration")
        return super().get(request)

    def get_context_data(self, **kwargs):
        made = self.request.session[FOUNDED]
        partnership = Partnership.objects.get(uid=made["partnership"])
        return super().get_context_data(
            founded=partnership, link=self.link(made), mailed=mails_leave(), **kwargs
        )

    def link(self, made):
        """The link of the invitation, unless a mail took it or it was shown already."""
        shown = Invitation.objects.filter(uid=made.pop("invitation", None)).first()
        self.request.session[FOUNDED] = made
        if shown is None or (shown.sent_at and mails_leave()):
            return ""
        return settings.SITE_URL + reverse("partnership:accept_invitation", args=[shown.token])
