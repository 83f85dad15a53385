"""Asking for a document in another form, and how the request stands; no account needed."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from django.views.generic.edit import FormView

from partnership.models import ContactPoint, Partnership
from partnership.models.contacts import Purpose
from publishing.documents.promises import (
    KEPT_DAYS,
    WORKING_DAYS,
    forgotten_from,
    promised_from,
    reference_of,
)
from publishing.forms.requests import AskForm, document_named, wanted_for
from publishing.models import FormatRequest
from publishing.workflow import requests
from records.fields import valid_on
from records.languages import in_language

AT_MOST = 10  # requests from one network address
IN = 60 * 60  # seconds


class _OfPartnership:
    """What the public pages about requests have in common."""

    def dispatch(self, request, *args, **kwargs):
        found = Partnership.objects.published()
        self.partnership = get_object_or_404(found, slug=kwargs["partnership"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        of = self.partnership
        points = ContactPoint.objects.filter(partnership=of, purpose=Purpose.FORMATS)
        home = reverse("portal:partnership_home", args=[of.slug])
        return super().get_context_data(**kwargs) | {
            "partnership": of,
            "formats": points.filter(valid_on(timezone.localdate())).first(),
            "working_days": WORKING_DAYS,
            "kept_days": KEPT_DAYS,
            "crumbs": [
                (home, of.place_name),
                ("", _("Ask for another format")),
            ],
        }


@method_decorator(login_not_required, name="dispatch")
class FormatRequestAdd(_OfPartnership, FormView):
    """The form: which document, in which form, and how we reach you."""

    template_name = "publishing/format_request_add.html"
    form_class = AskForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"partnership": self.partnership}

    def get_initial(self):
        asked = self.request.GET
        return {
            "document": document_named(self.partnership, asked.get("document")),
            "wanted": wanted_for(asked.get("format", "")),
        }

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"promised_on": promised_from(timezone.localdate())}

    def form_valid(self, form):
        if form.by_a_program:
            form.data = form.data.copy()
            form.data["website"] = ""
            form.add_error(None, _("Something filled in a field that is hidden. Send it again."))
            return self.form_invalid(form)
        if not _may_ask_again(self.request, self.partnership):
            form.add_error(
                None, _("Many requests came from your network just now. Try again in an hour.")
            )
            return self.form_invalid(form)
        asked = requests.ask(form.instance, now=timezone.now())
        return redirect("publishing:format_request_page", self.partnership.slug, asked.uid)


def _may_ask_again(request, partnership):
    """Count requests by network address, which is kept as a hash for an hour and no longer."""
    address = get_adapter().get_client_ip(request)
    hashed = salted_hmac("publishing.requests", f"{partnership.uid} {address}").hexdigest()
    key = f"format-request-{hashed}"
    cache.add(key, 0, IN)
    return cache.incr(key) <= AT_MOST


@method_decorator([login_not_required, never_cache], name="dispatch")
class FormatRequestPage(_OfPartnership, TemplateView):
    """Thank you, and how the request stands: for whoever has its long address. No names."""

    template_name = "publishing/format_request_page.html"

    def get_context_data(self, **kwargs):
        found = FormatRequest.objects.for_partnership(self.partnership)
        asked = get_object_or_404(found.select_related("document"), uid=self.kwargs["asked"])
        document = asked.document
        return super().get_context_data(**kwargs) | {
            "asked": asked,
            "reference": reference_of(asked),
            "late": asked.state in requests.OPEN and asked.promised_on < timezone.localdate(),
            "title": in_language(document, "title") if document else "",
            "forgotten_on": forgotten_from(asked),
        }
