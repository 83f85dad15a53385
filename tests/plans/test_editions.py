"""A correction becomes a new edition; the one before stays as it was, byte for byte."""

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing.models import Rendition
from publishing.rendering import renderer_available
from publishing.workflow import make
from records.saving import save_over
from tests.reading import as_frozen

PLAN = "/small-place/plans/small-plan/"


def make_files():
    for rendition in Rendition.objects.exclude(state="ready"):
        make(rendition.pk, clock=timezone.now)


def bytes_of(client, address):
    return b"".join(client.get(address))


@pytest.mark.skipif(not renderer_available(), reason="The PDF renderer is not installed.")
def test_correction_becomes_edition_2_and_edition_1_stays(client, small):
    small.submit()
    small.answer()
    small.publish()
    make_files()
    first = small.again().document.newest_edition
    pdf = bytes_of(client, f"{PLAN}editions/1/plan.pdf")
    assert pdf.startswith(b"%PDF")
    assert first.fragment in as_frozen(client.get(f"{PLAN}editions/1/").text)

    small.reopen()
    small.figure.change = 280
    save_over(small.figure, base_version=1, by=small.officer)
    assert "277 offences" in client.get(PLAN).text
    small.submit()
    small.answer()
    small.publish("A number corrected.")
    assert "277 offences" in client.get(PLAN).text  # until the new files are whole
    make_files()

    assert "280 offences" in client.get(PLAN).text
    assert "A number corrected." in client.get(PLAN).text
    assert first.fragment in as_frozen(client.get(f"{PLAN}editions/1/").text)
    assert bytes_of(client, f"{PLAN}editions/1/plan.pdf") == pdf
    assert bytes_of(client, f"{PLAN}plan.pdf") != pdf


def test_edition_detail_names_the_formats_and_their_states(officer, small):
    small.submit()
    small.answer()
    edition = small.publish()
    page = officer.get(reverse("plans:edition_detail", args=[edition.uid]))
    assert page.status_code == 200
    assert "PDF" in page.text


@pytest.mark.skipif(not renderer_available(), reason="The PDF renderer is not installed.")
def test_edition_detail_tells_those_who_listen_when_its_files_are_made(officer, small):
    small.submit()
    small.answer()
    address = reverse("plans:edition_detail", args=[small.publish().uid])
    waiting = officer.get(address, headers={"HX-Request": "true"}).text
    assert 'hx-trigger="every 3s"' in waiting
    assert "All formats are ready" not in waiting
    make_files()
    made = officer.get(address, headers={"HX-Request": "true"}).text
    assert "hx-trigger" not in made
    news = made.partition('id="formats-news"')[2]
    assert "All formats are ready" in news
    assert 'role="status"' not in made.partition('id="formats-news"')[0]


def test_edition_withdraw_needs_a_reason(officer, small):
    small.submit()
    small.answer()
    edition = small.publish()
    make_files()
    address = reverse("plans:edition_withdraw", args=[edition.uid])
    assert "There is a problem" in officer.post(address, {"reason": ""}).text
    assert not small.again().document.withdrawn
    officer.post(address, {"reason": "The numbers were wrong."})
    assert "The numbers were wrong." in officer.get(PLAN).text
