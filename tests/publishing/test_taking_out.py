"""An edition that named somebody is taken out: words, data and files go, the record stays."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.models import SearchEntry
from portal.workflow.indexing import index_due
from publishing.models import Edition, EditionText, Rendition
from publishing.public_copy import Folder
from publishing.workflow import retry, withdraw
from publishing.workflow.copying import copy_due
from publishing.workflow.renditions import claim, finish
from publishing.workflow.taking_out import delete_files, take_out, take_out_again
from records.models import Change, Erasure
from records.moves import Refused
from tests import factories
from tests.plans.editions import published
from tests.reading import words_of

pytestmark = pytest.mark.django_db
NAME = "Mr Joseph Bloggs"
REASON = "It named a resident."
NOW = timezone.now()


class Case:
    """A plan with two editions, of which the first names somebody in both languages."""

    def __init__(self):
        self.partnership = factories.partnership("small-place", public=True, uses_welsh=True)
        self.officer = factories.user("officer", self.partnership)
        self.plan = factories.plan(self.partnership, slug="small-plan", state="published")
        published(self.plan)
        self.document = self.plan.document
        first = Edition.objects.get()
        snapshot = first.snapshot | {"people": [NAME]}
        words = {
            "title": first.title, "fragment": f"<p>{NAME} said so.</p>", "snapshot": snapshot,
            "content_hash": "b" * 64, "published_at": NOW, "published_by_label": "Officer",
        }  # fmt: skip
        self.first = Edition.objects.create(
            document=self.document, number=2, change_note=f"Words of {NAME}", **words
        )
        EditionText.objects.create(edition=self.first, language="cy", **words)
        self.document.current_edition = self.first
        self.document.save()

    def file(self, content=b"%PDF the file", edition=None, **fields):
        name = default_storage.save(f"editions/{content[-4:].hex()}.pdf", ContentFile(content))
        return Rendition.objects.create(
            edition=edition or self.first, file=name, size=9, sha256="c" * 64,
            **{"format": "pdf", "state": "ready", "ready_at": NOW} | fields,
        )  # fmt: skip

    def correct(self):
        published(self.plan)
        self.document.refresh_from_db()
        return self.document.current_edition

    def take_out(self, **fields):
        asked = {"by": self.officer, "now": NOW, "reason": REASON} | fields
        return take_out(self.first, **asked)

    def page(self, more=""):
        return f"/small-place/plans/small-plan/editions/2/{more}"


@pytest.fixture
def case():
    return Case()


def test_take_out_leaves_the_name_in_no_row_and_the_record_whole(case):
    case.correct()
    before = Edition.objects.filter(pk=case.first.pk).values(
        "number", "title", "content_hash", "published_at", "published_by_label"
    )
    kept = before.get()
    erasure = case.take_out()
    for row in (Edition.objects.get(pk=case.first.pk), EditionText.objects.get()):
        assert NAME not in f"{row.fragment} {row.snapshot} {getattr(row, 'change_note', '')}"
        assert row.taken_out == erasure
    assert before.get() == kept
    assert (erasure.rule, erasure.subject, erasure.reason) == ("edition", case.first.uid, REASON)
    line = Change.objects.get(action="erasure.make")
    assert line.actor == case.officer.uid and line.reason == REASON


def test_an_edition_is_emptied_only_on_behalf_of_an_erasure(case):
    for row in (Edition.objects.filter(pk=case.first.pk), EditionText.objects.all()):
        with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
            row.update(fragment="")


@pytest.mark.parametrize("stage", ["current", "other", "no reason", "twice"])
def test_take_out_refuses_in_words(case, stage):
    words = {
        "current": "Correct it first", "other": "Officers of the partnership",
        "no reason": "Say why", "twice": "taken out already",
    }[stage]  # fmt: skip
    fields = {}
    if stage != "current":
        case.correct()
    if stage == "other":
        fields = {"by": factories.user("officer", factories.partnership())}
    if stage == "no reason":
        fields = {"reason": " "}
    if stage == "twice":
        case.take_out()
    with pytest.raises(Refused, match=words):
        case.take_out(**fields)


@pytest.mark.parametrize("welsh", ["", "/cy"])
def test_its_addresses_say_that_it_was_taken_out_and_lead_to_the_current_one(client, case, welsh):
    case.file()
    current = case.correct()
    assert client.get(welsh + case.page()).status_code == 200
    assert client.get(case.page("plan.pdf")).status_code == 200
    case.take_out()
    for more in ("", "plan.pdf", "changes/"):
        answer = client.get(welsh + case.page(more))
        assert answer.status_code == 410, more
        assert REASON in answer.text and NAME not in answer.text
        assert f'href="{welsh}/small-place/plans/small-plan/"' in answer.text
    today = client.get(f"{welsh}/small-place/plans/small-plan/")
    assert today.status_code == 200 and NAME not in today.text
    assert (
        f"{welsh}/small-place/plans/small-plan/editions/{current.number}/changes/" not in today.text
    )


def test_lists_feeds_and_data_go_on_without_it(client, case):
    case.correct()
    case.take_out()
    index_due(NOW)
    for address in (
        "/small-place/", "/small-place/plans/", "/small-place/feed.atom", "/sitemap.xml",
        "/api/partnerships/small-place/plans/", "/api/partnerships/small-place/plans/small-plan/",
        "/small-place/plans/small-plan/",
    ):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert NAME not in answer.text, address
    assert "Taken out on" in words_of(client.get("/small-place/plans/small-plan/").text)


@pytest.mark.parametrize(("prefix", "words"), [("", "Taken out"), ("/cy", "Tynnwyd allan")])
def test_news_tell_of_it_in_the_language_of_the_page(client, case, prefix, words):
    case.correct()
    case.take_out()
    assert words in words_of(client.get(f"{prefix}/small-place/feed.atom").text)


def test_an_older_edition_does_not_quote_the_note_of_one_that_was_taken_out(client, case):
    withdraw(case.document, reason="It names people.", by=case.officer, now=NOW)
    assert f"Words of {NAME}" in client.get("/small-place/plans/small-plan/editions/1/").text
    case.take_out()
    older = client.get("/small-place/plans/small-plan/editions/1/")
    assert older.status_code == 200 and "What changed:" not in older.text


def test_its_text_in_the_workspace_says_that_it_is_gone(client, case):
    case.correct()
    case.take_out()
    client.force_login(case.officer)
    text = client.get(reverse("plans:edition_text", args=[case.first.uid])).text
    assert REASON in text and "What changed" not in text


def test_a_withdrawn_plan_taken_out_is_found_nowhere(client, case):
    index_due(NOW)
    assert SearchEntry.objects.filter(text__contains=NAME).exists()
    withdraw(case.document, reason="It names people.", by=case.officer, now=NOW)
    case.take_out()
    assert not SearchEntry.objects.filter(text__contains=NAME).exists()
    index_due(NOW)
    assert not SearchEntry.objects.filter(text__contains=NAME).exists()
    answer = client.get("/small-place/plans/small-plan/")
    assert answer.status_code == 410 and REASON in answer.text
    for address in (
        "/small-place/",
        "/small-place/plans/",
        "/small-place/plans/small-plan/figures.csv",
    ):
        assert client.get(address).status_code < 500, address


def test_its_files_are_deleted_but_not_those_that_another_edition_has_too(
    case, django_capture_on_commit_callbacks
):
    own, shared = case.file(), case.file(b"%PDF both of them", format="large")
    current = case.correct()
    other = case.file(b"%PDF both of them", edition=current, format="large")
    names = own.file.name, shared.file.name
    with django_capture_on_commit_callbacks(execute=True):
        case.take_out()
    assert [default_storage.exists(name) for name in names] == [False, True]
    own.refresh_from_db()
    assert own.state == "gone" and not own.file and other.file
    with pytest.raises(Refused):
        retry(own, by=case.officer, now=NOW)


def test_files_that_a_dead_process_left_are_deleted_by_the_sweeper(case):
    own = case.file()
    name = own.file.name
    case.correct()
    case.take_out()  # its transaction never ends here, so nothing was deleted yet
    assert default_storage.exists(name)
    delete_files(NOW)
    assert not default_storage.exists(name)


def test_a_file_that_is_finished_afterwards_is_not_kept(case):
    rendition = Rendition.objects.create(edition=case.first, format="epub")
    held = claim(rendition.pk, now=NOW)
    case.correct()
    case.take_out()

    class Made:
        bytes, pages = b"words of a taken out edition", 1

    before = _files()
    assert finish(held, Made, now=NOW) is False
    assert _files() == before


def _files():
    return {path.name for path in Path(default_storage.path("editions")).rglob("*.*")}


def test_take_out_again_after_a_restore(case):
    case.correct()
    told = Erasure(
        at=NOW, rule="edition", subject=case.first.uid, actor_label="Officer", reason=REASON
    )
    for _ in range(2):
        take_out_again(told)
    assert Edition.objects.get(pk=case.first.pk).taken_out.reason == REASON
    assert NAME not in EditionText.objects.get().fragment
    assert Erasure.objects.count() == 1


# ---- the screen


def test_edition_take_out_asks_for_a_reason_then_does_it(client, case):
    case.correct()
    client.force_login(case.officer)
    address = reverse("publishing:edition_take_out", args=[case.first.uid])
    asked = client.get(address).text
    assert "Nobody can undo it" in asked and "Its title" in asked
    assert "Give the reason" in client.post(address, {"reason": ""}).text
    assert not Erasure.objects.exists()
    done = client.post(address, {"reason": REASON}, follow=True)
    assert "was taken out" in done.text and REASON in done.text
    state = words_of(client.get(reverse("plans:edition_detail", args=[case.first.uid])).text)
    assert "Taken out on" in state


def test_edition_take_out_says_what_to_do_first_with_the_current_one(client, case):
    client.force_login(case.officer)
    address = reverse("publishing:edition_take_out", args=[case.first.uid])
    assert "Correct it first" in client.get(address).text
    assert "Correct it first" in client.post(address, {"reason": REASON}).text
    assert NAME in Edition.objects.get(pk=case.first.pk).fragment


def test_copies_of_its_page_are_gone_with_it(case, settings, tmp_path):
    settings.PUBLIC_COPY = tmp_path
    case.correct()
    copy_due(NOW)
    folder = Folder(tmp_path, site=settings.SITE_URL)
    assert case.page() in str(folder.manifest_path.read_bytes())
    case.take_out()
    assert case.page() not in str(folder.manifest_path.read_bytes())
