"""The sweeper's look at itself and at what is late: an alert is a line of the log."""

import logging

from django.utils.timezone import localdate

from portal import health
from portal.documents.searched import SEARCHED
from portal.documents.waiting import Job, jobs
from portal.models import SearchMark

log = logging.getLogger(__name__)


class Watch:
    """What one sweeper has said already, so that each late job has one line and not one a sweep."""

    def __init__(self):
        self.said = {}  # late jobs by kind, key and state
        self.behind = {}  # kinds of things whose words are not found yet, since when

    def __call__(self, now):
        self._come_by(now)
        late = [job for job in [*jobs(now), *self._search(now)] if job.is_late(now)]
        late = {(job.kind, job.key, job.state): job for job in late}
        for key in late.keys() - self.said.keys():
            self._say(late[key], now)
        still = {key[:2] for key in late}
        for key in self.said.keys() - late.keys():
            if key[:2] not in still:
                log.warning("No longer late: %s %s.", *key[:2], extra=_fields(self.said[key]))
        self.said = late

    def _come_by(self, now):
        try:
            health.swept(now)
        except Exception as error:  # whatever a cache may raise; what is late is said all the same
            log.warning("That the sweeper came by could not be noted (%s).", error)

    def _say(self, job, now):
        log.error(
            "Late: %s %s (%s) is %s, and waits for %d s.",
            job.kind, job.key, job.about, job.state, (now - job.since).total_seconds(),
            extra=_fields(job),
        )  # fmt: skip

    def _search(self, now):
        """What cannot be found yet as it is published; indexing came before in the same sweep."""
        today = localdate(now)
        marks = dict(SearchMark.objects.values_list("kind", "mark"))
        behind = [kind for kind, of in SEARCHED.items() if marks.get(kind) != of.mark(today)]
        self.behind = {kind: self.behind.get(kind, now) for kind in behind}
        for kind, since in self.behind.items():
            yield Job("search", kind, "behind", "words to be found", since)


def _fields(job):
    return {"job": f"{job.kind} {job.key}"}


watch = Watch()
