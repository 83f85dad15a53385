"""What everybody reads of who a partnership is: members, contacts, documents, case reviews."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from partnership.models import CaseReview, CaseReviewYear, ContactPoint, Membership, RelatedDocument
from tests import factories

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a small one"


@pytest.fixture
def lakes():
    return factories.partnership("lakes", uses_welsh=True)


def _page(client, path):
    return client.get(path).content.decode()


def test_about_names_the_members_of_today_by_their_capacity(client, lakes):
    now, gone = factories.organisation("Lakes Council"), factories.organisation("Old Authority")
    Membership.objects.create(partnership=lakes, organisation=now, kind="responsible")
    Membership.objects.create(
        partnership=lakes, organisation=gone, to_date=datetime.date(2009, 3, 31)
    )
    factories.group(lakes, "Task group", "task_and_finish")
    page = _page(client, "/lakes/about/")
    assert page.index("Responsible authority") < page.index("Lakes Council")
    assert "Task group" in page
    assert "Old Authority" not in page


def test_contacts_are_those_that_hold_today(client, lakes):
    ContactPoint.objects.create(partnership=lakes, purpose="council", name="Desk", phone="01539 1")
    ContactPoint.objects.create(
        partnership=lakes,
        purpose="plan",
        name="Gone",
        phone="01539 2",
        to_date=datetime.date(2011, 3, 31),
    )
    page = _page(client, "/lakes/contacts/")
    assert 'href="tel:015391"' in page
    assert "01539 2" not in page


def test_library_shows_public_documents_with_owner_date_and_file(client, lakes):
    body = factories.organisation("County Council")
    held = RelatedDocument(
        partnership=lakes,
        title="County strategy",
        title_cy="Strategaeth y sir",
        owner_organisation=body,
        kind="strategy",
        date_as_stated="October 2010",
    )
    held.file.save("strategy.pdf", ContentFile(PDF))
    members = RelatedDocument(partnership=lakes, title="Sharing protocol", public=False)
    members.file.save("protocol.pdf", ContentFile(PDF))

    page = _page(client, "/lakes/library/")
    assert all(words in page for words in ("County strategy", "County Council", "October 2010"))
    assert "Sharing protocol" not in page
    assert "Strategaeth y sir" in _page(client, "/cy/lakes/library/")
    file = client.get(f"/lakes/library/{held.uid}/")
    assert b"".join(file.streaming_content) == PDF
    assert file.headers["Content-Disposition"] == 'attachment; filename="county-strategy.pdf"'
    assert client.get(f"/lakes/library/{members.uid}/").status_code == 404
    assert client.get(f"/shire/library/{held.uid}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("strategy.pdf", PDF, ""),
        ("page.pdf", b"<html><script>alert(1)</script></html>", "cannot be handed round"),
        ("empty.pdf", b" ", "cannot be handed round"),
    ],
)
def test_library_file_is_taken_by_what_it_is(client, lakes, name, content, said):
    client.force_login(factories.user("officer", lakes))
    answer = client.post(
        "/admin/partnership/relateddocument/add/",
        {
            "partnership": lakes.pk,
            "title": "Strategy",
            "kind": "strategy",
            "public": "on",
            "file": SimpleUploadedFile(name, content),
        },
    )
    if said:
        assert said in answer.content.decode()
        assert not RelatedDocument.objects.exists()
    else:
        kept = RelatedDocument.objects.get()
        assert answer.status_code == 302
        assert kept.file_name == "strategy.pdf"
        assert kept.file.name.endswith(".pdf")


def test_case_review_tells_the_threshold_and_each_years_four_counts(client, lakes):
    assert "not yet written its procedure" in _page(client, "/lakes/asb-case-review/")
    CaseReview.objects.create(
        partnership=lakes,
        threshold="<p>Three reports in six months<script>x</script></p>",
        threshold_cy="<p>Tri adroddiad mewn chwe mis</p>",
        how_to_apply="<p>Call us</p>",
        phone="01539 733333",
    )
    CaseReviewYear.objects.create(
        partnership=lakes, year=2023, applications=12, below_threshold=5, reviews=7, note="Merged"
    )
    page = _page(client, "/lakes/asb-case-review/")
    row = page[page.index("2023-24") :]
    assert "<p>Three reports in six months</p>" in page
    assert [words for words in ("12", "5", "7", "not stated", "Merged") if words not in row] == []
    assert "Tri adroddiad mewn chwe mis" in _page(client, "/cy/lakes/asb-case-review/")


def test_case_review_year_cannot_recommend_more_than_it_reviewed(lakes):
    year = CaseReviewYear(partnership=lakes, year=2023, reviews=2, recommendations=3)
    with pytest.raises(Exception, match="more of these than reviews"):
        year.full_clean()
