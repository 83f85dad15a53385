"""What Prometheus reads: how the portal does, for who brings the token."""

import datetime
import secrets
import shutil

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_LATEST
from prometheus_client.core import GaugeMetricFamily

from portal import health
from portal.documents import waiting
from portal.metrics import text
from publishing.models import Edition
from records.models import Change

HOUR = datetime.timedelta(hours=1)


@login_not_required
@never_cache
def metrics(request):
    """Without a token in the settings there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404("No such page.")
    given = request.headers.get("Authorization", "")
    if not secrets.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse("A token is needed.\n", "text/plain", status=401)
    return HttpResponse(text(Gauges(timezone.now())), content_type=CONTENT_TYPE_LATEST)


class Gauges:
    """How things are at this moment; while the database is away, only that it is."""

    def __init__(self, now):
        self.now = now

    def describe(self):
        return []

    def collect(self):
        dead = health.faults_of([health.DATABASE])
        yield _gauge("database_up", "Whether the database answers", 0 if dead else 1)
        yield _gauge("media_free_bytes", "Room left for published files", _room())
        if not dead:
            yield from self._work()
            yield _gauge("sweeper_age_seconds", "Since the sweeper came by", health.silent_for())
            yield _gauge("editions", "Editions published so far", Edition.objects.count())
            yield _gauge("sign_in_failures", "Failed sign-ins of the last hour", self._failures())

    def _work(self):
        numbers = GaugeMetricFamily("portal_jobs", "Jobs by state", labels=["kind", "state"])
        for labels, value in waiting.counts().items():
            numbers.add_metric(labels, value)
        yield numbers
        late = GaugeMetricFamily("portal_jobs_late", "Later than promised", labels=["kind"])
        oldest = GaugeMetricFamily("portal_job_age_seconds", "Of the oldest job", labels=["kind"])
        jobs = waiting.jobs(self.now)
        for kind in ("rendition", "letters", "import", "plan"):
            found = [job for job in jobs if job.kind == kind]
            ages = [(self.now - job.since).total_seconds() for job in found]
            late.add_metric([kind], sum(job.is_late(self.now) for job in found))
            oldest.add_metric([kind], max([0, *ages]))
        yield from (late, oldest)

    def _failures(self):
        rows = Change.objects.filter(at__gt=self.now - HOUR, action="account.sign_in_failure")
        return rows.count()


def _room():
    """The folder is made with the first file."""
    made = settings.MEDIA_ROOT if settings.MEDIA_ROOT.exists() else settings.VAR_DIR
    return shutil.disk_usage(made).free


def _gauge(name, what, value):
    return GaugeMetricFamily(f"portal_{name}", what, value=value)
