"""The formats beside the PDF: which are offered, in which order, and what if one fails."""

import csv
import io
import os
import time

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publishing.children import Made
from publishing.documents import Composed, content_hash
from publishing.making import PROGRAMS, Source, missing_programs
from publishing.making.books import book
from publishing.making.data import table
from publishing.models import Format, Rendition, State, suffix_of
from publishing.tasks import render
from publishing.workflow import make, publish_composed
from publishing.workflow import renditions as workflow
from tests.machine import program
from tests.publishing import opened
from tests.publishing.samples import FRAGMENT, SNAPSHOT

pytestmark = pytest.mark.once
DATA = {"figures": [{"measure": "Burglary", "change": "56"}]}


@pytest.fixture
def every(settings, document, officer, media, monkeypatch):
    """Publish an edition in every format, as on a machine that has all programs."""
    settings.FORMATS = []
    missing_programs.cache_clear()
    for name in {name for programs in PROGRAMS.values() for name, _ in programs}:
        program(name)

    def publish(words=FRAGMENT):
        data = SNAPSHOT | DATA
        text = Composed("Plan", words, data, content_hash(words, data))
        asked = {"change_note": "New", "by": officer, "now": timezone.now()}
        return publish_composed(document, text, every_format=True, **asked)

    yield publish
    missing_programs.cache_clear()


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Programs of a test's own, before those of the machine on PATH."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")

    def put(name, script):
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)

    return put


def states(edition):
    return {row.format: row.state for row in edition.renditions.all()}


def test_publish_offers_what_this_machine_makes_of_the_text(every, settings, monkeypatch, document):
    first = every()
    offered = set(Format) - {Format.ACTIONS, Format.MONEY, Format.EASY_READ}
    assert set(states(first)) == offered
    missing = {Format.AUDIO: ("espeak-ng",)}
    monkeypatch.setattr("publishing.making.missing_programs", lambda of: missing.get(of, ()))
    assert set(states(every(FRAGMENT + "<p>a</p>"))) == offered - {Format.AUDIO}
    settings.FORMATS = ["pdf", "epub"]
    assert set(states(every(FRAGMENT + "<p>b</p>"))) == {Format.PDF, Format.EPUB}
    settings.FORMATS, document.internal = [], True
    document.save()
    assert set(states(every(FRAGMENT + "<p>c</p>"))) == {Format.PDF}


def test_a_missing_program_is_named_with_its_package(monkeypatch, tmp_path):
    missing_programs.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert missing_programs(Format.AUDIO) == ("espeak-ng", "lame")
    assert missing_programs(Format.WORD) == ("pandoc", "librsvg2-bin")
    assert missing_programs(Format.TEXT) == ()
    missing_programs.cache_clear()


def test_a_program_that_fails_leaves_the_other_formats_alone(every, programs):
    edition = every()
    programs("pandoc", "echo broken >&2; exit 3")
    for row in edition.renditions.in_turn():
        make(row.pk, clock=timezone.now)
    failed = {Format.EPUB, Format.WORD, Format.OPEN}
    found = states(edition)
    assert {format for format, state in found.items() if state == State.FAILED} == failed
    assert {found[format] for format in found if format not in failed} == {State.READY}
    document = edition.document
    document.refresh_from_db()
    assert document.current_edition == edition
    for row in edition.renditions.exclude(format__in=failed):
        assert row.file.name.endswith("." + suffix_of(row.format).rpartition(".")[2])
        assert row.file.size == row.size > 0


def test_a_program_that_leaves_no_file_or_never_ends_has_failed(every, programs, settings):
    edition = every()
    programs("file2brl", "exit 0")
    programs("espeak-ng", "while :; do :; done")
    settings.RENDER_SECONDS = 1
    edition.renditions.filter(format=Format.PDF).update(state=State.FAILED, reason="Not here")
    for format in (Format.BRAILLE, Format.AUDIO):
        row = edition.renditions.get(format=format)
        make(row.pk, clock=timezone.now)
        row.refresh_from_db()
        # On a machine that is busy the clock on the wall strikes first, and that may pass.
        assert row.state == State.FAILED or "busy" in row.reason
        assert row.reason


def test_a_worker_takes_the_pdf_first_whatever_the_hint_was_about(every, monkeypatch):
    waiting = every()
    audio = waiting.renditions.get(format=Format.AUDIO)
    waiting.renditions.exclude(pk=audio.pk).update(state=State.FAILED, reason="Not in this test")
    newer = every(FRAGMENT + "<p>More</p>")
    made = []

    def making_one(edition, format, language, **watched):
        made.append((edition.number, format))
        return Made(b"whole", 1)

    monkeypatch.setattr(workflow, "file_of", making_one)
    render(audio.pk)
    render(audio.pk)
    assert made[0] == (newer.number, Format.PDF)
    assert len(made) == 2
    assert made[1][1] != Format.PDF


def test_audio_gives_way_to_a_pdf_that_comes_meanwhile(every, programs, monkeypatch):
    first = every()
    audio = first.renditions.get(format=Format.AUDIO)
    first.renditions.exclude(pk=audio.pk).update(state=State.FAILED, reason="Not in this test")
    programs("espeak-ng", "sleep 60")
    hints, seen = [], []
    monkeypatch.setattr(workflow, "ask_after_commit", lambda rows: hints.extend(rows))

    def meanwhile():
        seen.append(1)
        if len(seen) == 1:
            every(FRAGMENT + "<p>More</p>")

    started = time.monotonic()
    make(audio.pk, clock=timezone.now, meanwhile=meanwhile)
    assert time.monotonic() - started < 20
    audio.refresh_from_db()
    assert (audio.state, audio.attempts) == (State.WAITING, 0)
    assert hints == [audio]
    monkeypatch.setattr(workflow, "file_of", lambda *_, **__: Made(b"whole", 1))
    tried = set()
    while (made := workflow.make_next(clock=timezone.now, without=tried)) is not None:
        tried.add(made)
    assert not Rendition.objects.filter(state=State.WAITING).exists()


def test_books_fetch_nothing(listener, tmp_path, partnership):
    address, knocks = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret key of the portal")
    hostile = "".join(
        f'<img alt="x" src="{url}"><iframe src="{url}"></iframe><object data="{url}"></object>'
        f'<embed src="{url}"><video src="{url}"></video><audio src="{url}"></audio>'
        f'<link rel="stylesheet" href="{url}"><p style="background:url({url})">Words</p>'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title>'
        f'<image href="{url}" width="9" height="9"/></svg>'
        for url in (address, secret.as_uri(), str(secret))
    )
    source = Source(
        partnership, "Plan", f"<h2>One</h2>{hostile}", {}, "en", 1, timezone.now(), "a" * 64
    )
    for to in ("epub3", "docx", "odt"):
        program("pandoc")
        made = book(source, to=to, watch=lambda pages: True)
        assert b"secret key" not in b"".join(text.encode() for text in opened.parts(made).values())
    assert knocks == []


def test_spreadsheets_neutralise_formulas(partnership):
    rows = [{"measure": '=HYPERLINK("http://x")', "change": "-5", "who": ["+1", "b"]}]
    source = Source(partnership, "Plan", "", {"figures": rows}, "en", 1, timezone.now(), "a" * 64)
    file = table(source, of="figures", watch=None).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(file))
    assert row["measure"].startswith("'=")
    assert row["who"].startswith("'+")


def test_plan_page_says_what_could_not_be_made_and_the_officer_why(demo, client):
    edition = demo.partnership().documents.get(slug="partnership-plan-2011-12").current_edition
    asked = {"edition": edition, "language": "en"}
    Rendition.objects.create(
        format=Format.EPUB, state=State.FAILED, reason="It took too long.", attempts=1, **asked
    )
    Rendition.objects.create(format=Format.WORD, **asked)
    plan = reverse("plans:plan_page", args=["south-lakeland", edition.document.slug])
    said = opened.one_line(Client().get(plan).content.decode())
    start = said.index("<span>EPUB</span>")
    assert "Could not be made" in said[start : start + 250]
    assert "Ask for it" in said[start : start + 500]
    assert "It took too long." not in said
    assert "In preparation" in said[said.index("<span>Word</span>") :][:200]
    assert "Not offered here" in said[said.index("<span>Audio</span>") :][:250]
    client.force_login(demo.user("officer"))
    page = client.get(edition_state(edition)).content.decode()
    assert "It took too long." in page
    assert "Retry" in page


def edition_state(edition):
    return reverse("plans:edition_detail", args=[edition.uid])


@pytest.mark.parametrize("suffix", ["exe", "pdf.exe", "PDF", "epub%00", "mp3", "../plan.pdf"])
def test_a_format_that_is_not_there_is_a_plain_404(demo, client, suffix):
    page = reverse("plans:plan_page", args=["south-lakeland", "partnership-plan-2011-12"])
    assert client.get(f"{page}plan.{suffix}").status_code == 404
    assert client.get(f"{page}editions/1/plan.{suffix}").status_code == 404
    assert client.get(f"{page}editions/99/plan.pdf").status_code == 404
    assert client.get(f"/cy{page}plan.pdf").status_code == 404
