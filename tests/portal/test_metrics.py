"""What Prometheus reads, for whom, and what the sweeper says of late jobs."""

import datetime
import logging
import os
import subprocess
import sys
from unittest import mock

import pytest
from django.test import override_settings
from django.utils import timezone
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.parser import text_string_to_metric_families

from partnership.workflow.letters import write
from plans.models import Plan
from plans.workflow.scheduling import publish_due
from portal import metrics
from portal.workflow.watching import Watch
from priorities.models import EvidenceImport
from publishing.models import Document, Rendition
from publishing.public_copy.asking import ask
from publishing.workflow import publish
from records.models import note
from tests import factories

TOKEN = "a-token-for-prometheus"
WITH_TOKEN = {"authorization": f"Bearer {TOKEN}"}
NOW = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)


def after(seconds):
    return NOW + datetime.timedelta(seconds=seconds)


@pytest.fixture
def read(client, db):
    """What /metrics tells: {name with labels: value}."""

    def ask():
        with override_settings(METRICS_TOKEN=TOKEN):
            answer = client.get("/metrics", headers=WITH_TOKEN)
        assert answer.status_code == 200
        samples = {}
        for family in text_string_to_metric_families(answer.content.decode()):
            for sample in family.samples:
                samples[(sample.name, *sample.labels.values())] = sample.value
        return samples

    return ask


@pytest.mark.parametrize(
    "given", ["", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer é"]
)
def test_nobody_reads_metrics_without_the_token(given, client, db):
    with override_settings(METRICS_TOKEN=TOKEN):
        answer = client.get("/metrics", headers={"authorization": given})
    assert answer.status_code == 401
    assert b"portal_" not in answer.content


def test_where_no_token_is_set_there_is_no_such_page(client, db):
    for given in ("", "Bearer ", "Bearer"):
        assert client.get("/metrics", headers={"authorization": given}).status_code == 404


def test_only_metrics_are_asked_for_by_any_name(client, db):
    stray = {**WITH_TOKEN, "host": "10.0.0.7:8000"}
    with override_settings(METRICS_TOKEN=TOKEN):
        assert client.get("/metrics", headers=stray).status_code == 200
    for address in ("/metrics-land/", "/metrics/", "/metricsland/plans/"):
        assert client.get(address, headers=stray).status_code == 400, address


def test_metrics_count_requests_by_route_and_never_by_address(client, read):
    factories.partnership("lakes")
    before = read().get(("portal_request_seconds_count", "portal:partnership_home", "2xx"), 0)
    for _ in range(3):
        client.get("/lakes/")
    client.get("/no-such-page-at-all/")
    found = read()
    assert found["portal_request_seconds_count", "portal:partnership_home", "2xx"] == before + 3
    assert not [key for key in found if "lakes" in "".join(key) or "no-such" in "".join(key)]


def test_what_is_copied_for_readers_is_no_reader(client, read):
    factories.partnership("lakes", public=True)
    count = ("portal_request_seconds_count", "portal:partnership_home", "2xx")
    before = read().get(count, 0)
    assert ask("/lakes/", until=None) is not None
    assert read().get(count, 0) == before
    client.get("/lakes/", headers={"portal.copying": "1", "Portal-Copying": "1"})
    assert read()[count] == before + 1


@pytest.fixture
def rendition(db):
    document = Document.objects.create(
        partnership=factories.partnership("lakes"), kind="plan", slug="plan", title="Plan"
    )
    text = {"title": "Plan", "fragment": "<p>Words.</p>", "snapshot": {}, "change_note": ""}
    edition = publish(document, **text, by=None, now=NOW)
    Rendition.objects.exclude(format="pdf").delete()
    return edition.pdf


def owe(partnership, number):
    for one in range(number):
        write(partnership, key=f"letter {one}", to="ada@example.org", subject="S", body="B",
              now=timezone.now() - datetime.timedelta(seconds=300))  # fmt: skip


def test_metrics_tell_what_waits_and_what_is_late(rendition, read):
    Rendition.objects.update(state="failed", reason="It broke")
    owe(rendition.owner, 3)
    note("account.sign_in_failure", by=None, now=timezone.now())
    note("account.sign_in_failure", by=None, now=timezone.now() - datetime.timedelta(hours=2))
    found = read()
    assert found["portal_jobs", "rendition", "failed"] == 1
    assert found["portal_jobs", "letter", "waiting"] == 3
    assert found["portal_jobs", "import", "reading"] == 0
    assert found["portal_jobs_late", "letters"] == 1
    assert found["portal_job_age_seconds", "letters"] >= 300
    assert found["portal_jobs_late", "rendition"] == 0
    assert found["portal_sign_in_failures",] == 1
    assert found["portal_editions",] == 1
    assert found["portal_database_up",] == 1
    assert found["portal_media_free_bytes",] > 0


def test_metrics_are_cheap(rendition, client, django_assert_max_num_queries):
    with override_settings(METRICS_TOKEN=TOKEN), django_assert_max_num_queries(12):
        client.get("/metrics", headers=WITH_TOKEN)


COUNT = """
import django
django.setup()
from portal.metrics import REQUESTS
REQUESTS.labels("of:another", "2xx").observe(0.2)
"""


@pytest.mark.once
def test_what_ended_processes_counted_is_kept_in_one_file(read):
    for _ in range(2):
        subprocess.run([sys.executable, "-c", COUNT], check=True)
    for _ in range(2):
        assert read()["portal_request_seconds_count", "of:another", "2xx"] == 2
    folder = metrics.FOLDER
    assert {int(file.stem.split("_")[1]) for file in folder.glob("*.db")} == {0, os.getpid()}
    kept = MmapedDict.read_all_values_from_file(str(folder / "histogram_0.db"))
    assert any("of:another" in key for key, *_ in kept)


# ---- alerts


@pytest.fixture
def said(caplog):
    """What the sweeper says in one sweep: (level, words)."""
    caplog.set_level(logging.INFO, "portal.workflow.watching")
    watch = Watch()

    def sweep(now):
        caplog.clear()
        watch(now)
        return [(one.levelname, one.getMessage()) for one in caplog.records]

    return sweep


@pytest.fixture(autouse=True)
def _everything_is_found(monkeypatch):
    """What search follows is asked in one test alone."""
    monkeypatch.setattr("portal.workflow.watching.SEARCHED", {})


def test_a_late_file_has_one_line_and_one_when_it_is_over(rendition, said):
    assert said(after(110)) == []
    [(level, words)] = said(after(130))
    assert level == "ERROR"
    assert words.startswith(f"Late: rendition {rendition.uid} (pdf of lakes) is waiting")
    assert said(after(145)) == []
    Rendition.objects.update(state="failed", reason="It broke")
    assert said(after(160)) == [("WARNING", f"No longer late: rendition {rendition.uid}.")]
    assert said(after(175)) == []


def test_a_late_file_that_comes_into_another_state_has_another_line(rendition, said):
    assert len(said(after(130))) == 1
    Rendition.objects.update(state="rendering", leased_by="x", lease_until=after(600))
    [(level, words)] = said(after(145))
    assert (level, "is rendering" in words) == ("ERROR", True)


def test_a_file_that_is_tried_again_is_late_from_then_on(rendition, said):
    note("rendition.retry", by=None, now=after(1000), target=rendition)
    assert said(after(1100)) == []
    assert len(said(after(1130))) == 1


def test_other_formats_may_take_longer(rendition, said):
    Rendition.objects.update(format="mp3")
    assert said(after(600)) == []
    assert len(said(after(901))) == 1


def test_mails_that_wait_together_have_one_line(said, db):
    owe(factories.partnership("lakes"), 5)
    now = timezone.now()
    [(level, words)] = said(now)
    assert (level, "5 mails" in words, "ada@" in words) == ("ERROR", True, False)
    assert said(now) == []


def test_words_that_search_does_not_find_are_late(said, db, monkeypatch):
    class Behind:
        def mark(self, today):
            return "further on"

    monkeypatch.setattr("portal.workflow.watching.SEARCHED", {"plan": Behind()})
    assert said(after(0)) == []
    assert said(after(100)) == []
    [(level, words)] = said(after(121))
    assert (level, words.startswith("Late: search plan")) == ("ERROR", True)


def test_an_import_without_a_sign_of_life_is_late(said, db):
    lakes = factories.partnership("lakes")
    sent = factories.user("officer", lakes)
    EvidenceImport.objects.create(
        partnership=lakes, dataset="c2", name="c2.csv", sha256="0" * 64, state="reading",
        made_at=NOW, seen_at=after(100), by=sent,
    )  # fmt: skip
    assert said(after(200)) == []
    [(_, words)] = said(after(230))
    assert "import" in words and "is reading" in words


@pytest.fixture
def scheduled(db):
    """A plan that is to be published at NOW."""
    plan = factories.plan(factories.partnership("lakes"), state="scheduled", publish_at=NOW)
    later = NOW.replace(year=2999)
    factories.plan(factories.partnership("dales"), state="scheduled", publish_at=later)
    return plan


def test_a_plan_that_missed_its_time_is_late_until_it_is_public(scheduled, said):
    assert said(after(-60)) == said(after(110)) == []
    [(level, words)] = said(after(130))
    assert level == "ERROR"
    assert words.startswith(f"Late: plan {scheduled.uid} (of lakes) is scheduled, and waits for")
    assert said(after(145)) == []
    Plan.objects.filter(pk=scheduled.pk).update(state="published", publish_at=None)
    assert said(after(160)) == [("WARNING", f"No longer late: plan {scheduled.uid}.")]


def test_metrics_tell_of_plans_that_are_late_and_of_those_refused(scheduled, read):
    found = read()
    assert found["portal_jobs", "plan", "scheduled"] == 2
    assert found["portal_jobs_late", "plan"] == 1
    assert found["portal_job_age_seconds", "plan"] > 120
    stored = {"state": "agreed", "publish_at": None, "publish_refused": "The text changed."}
    Plan.objects.filter(pk=scheduled.pk).update(**stored)
    found = read()
    assert (found["portal_jobs_late", "plan"], found["portal_jobs", "plan", "refused"]) == (0, 1)


def test_a_sweep_that_cannot_publish_says_so_and_the_plan_is_late(scheduled, said, caplog):
    """Not what an officer could mend: whatever broke, the next sweep tries again."""
    with mock.patch("plans.workflow.scheduling._publish", side_effect=OSError("No room")):
        publish_due(after(130))
    assert "could not be published; trying again soon" in caplog.text
    assert len(said(after(130))) == 1
