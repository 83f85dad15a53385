"""The pages that a public site owes its readers, and the files that machines look for."""

import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from portal import models
from records import richtext
from records.languages import in_language


@method_decorator(login_not_required, name="dispatch")
class SiteText(TemplateView):
    """The accessibility statement, privacy notice and the like, as the administrator wrote them."""

    template_name = "portal/site_text.html"

    def get_context_data(self, **kwargs):
        if self.kwargs["kind"] not in models.SiteText.Kind.values:
            raise Http404("No such page.")
        text = get_object_or_404(models.SiteText, kind=self.kwargs["kind"])
        return {
            **super().get_context_data(**kwargs),
            "text": text,
            "body": richtext.raised(in_language(text, "body")),
        }


@login_not_required
def security_txt(request):
    """Whom to tell of a weakness in security (RFC 9116); valid for half a year from today."""
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    expires += datetime.timedelta(days=182)
    page = settings.SITE_URL + reverse("portal:site_text", args=["security"])
    lines = [
        f"Contact: {settings.SECURITY_CONTACT or page}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en, cy",
        f"Canonical: {settings.SITE_URL}{reverse('portal:security_txt')}",
        f"Policy: {page}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
def robots_txt(request):
    """Search engines read what is public, and find it by the sitemap."""
    private = ("workspace", "admin", "accounts", "capture", "check")
    lines = ["User-agent: *", *(f"Disallow: /{part}/" for part in private)]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('portal:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
