"""Easy Read: an officer writes it row by row, the public reads it, alone and as a PDF."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from plans.models import EasyRead, EasyReadLine
from plans.workflow.easy_read import publish_easy_read
from publishing.models import EditionText, Rendition
from records.moves import Refused
from tests.plans.editions import published

PUBLIC = "/small-place/plans/small-plan/easy-read/"


def png():
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    return file.getvalue()


def page(name, small, thing=None):
    return reverse(f"plans:{name}", args=[thing.uid if thing else small.plan.uid])


def add(officer, small, words, **more):
    return officer.post(page("easy_read_line_add", small), {"words": words} | more)


@pytest.fixture
def written(small, officer):
    """A public plan and three rows, one with a picture."""
    published(small.plan)
    picture = SimpleUploadedFile("safe.png", png(), "image/png")
    add(officer, small, "Staying safe", heading="on")
    answer = add(officer, small, "We walk.", file=picture, description="A walk")
    assert answer.status_code == 302, answer.context["form"].errors
    add(officer, small, "We listen to you.")
    return small


def rows():
    return [line.words for line in EasyReadLine.objects.all()]


def test_an_officer_writes_it_row_by_row(written, officer):
    assert rows() == ["Staying safe", "We walk.", "We listen to you."]
    first, second, third = EasyReadLine.objects.all()
    assert second.picture.description == "A walk"
    officer.post(page("easy_read_line_move", written, third), {"way": "up"})
    assert rows() == ["Staying safe", "We listen to you.", "We walk."]
    change = page("easy_read_line_edit", written, first)
    typed = {"words": "Being safe", "heading": "on", "base_version": first.version}
    assert officer.post(change, typed).status_code == 302
    assert officer.post(change, typed | {"words": "Late"}).status_code == 409
    officer.post(page("easy_read_line_remove", written, second))
    assert rows() == ["Being safe", "We listen to you."]
    shown = officer.get(page("easy_read_edit", written)).content.decode()
    assert "Being safe" in shown and "Not public yet" in shown
    assert "Being safe" in officer.get(page("easy_read_preview", written)).content.decode()
    answer = add(officer, written, "", file=SimpleUploadedFile("a.png", png(), "image/png"))
    assert "Write the words of this row." in answer.content.decode()
    assert "Say what the new picture shows." in answer.content.decode()


def test_the_public_reads_what_was_published_and_nothing_later(written, client, monkeypatch):
    officer = client
    assert client.get(PUBLIC).status_code == 404
    officer.post(page("easy_read_publish", written))
    officer.post(page("easy_read_line_move", written, EasyReadLine.objects.last()), {"way": "up"})
    add(officer, written, "Not yet public.")
    client.logout()
    said = client.get(PUBLIC).content.decode()
    assert said.index("We walk.") < said.index("We listen to you.")
    assert "Not yet public." not in said and 'alt="A walk"' in said
    picture = EasyReadLine.objects.exclude(picture=None).get().picture
    assert client.get(f"/pictures/{picture.name}").status_code == 200
    row = Rendition.objects.get(format="easy_read")
    assert (row.state, row.language) == ("waiting", "en")
    assert client.get("/small-place/plans/small-plan/plan.easy-read.pdf").status_code == 404
    assert PUBLIC in client.get("/small-place/plans/small-plan/").content.decode()
    publish_easy_read(written.again(), by=written.officer, now=timezone.now())
    assert "Not yet public." in client.get(PUBLIC).content.decode()
    assert sorted(EditionText.objects.values_list("number", flat=True)) == [1, 2]
    with pytest.raises(Refused, match="Nothing has changed"):
        publish_easy_read(written.again(), by=written.officer, now=timezone.now())
    published(written.again())
    assert "The plan has changed since then." in client.get(PUBLIC).content.decode()


def test_it_needs_rows_a_public_plan_and_both_languages(small):
    now = timezone.now()
    with pytest.raises(Refused, match="Nothing is written"):
        publish_easy_read(small.plan, by=small.officer, now=now)
    text = EasyRead.objects.create(plan=small.plan, title="Easy")
    line = EasyReadLine.objects.create(easy_read=text, order=1, words="We walk.")
    with pytest.raises(Refused, match="cannot read the plan yet"):
        publish_easy_read(small.again(), by=small.officer, now=now)
    published(small.plan)
    with pytest.raises(Refused, match="Officers"):
        publish_easy_read(small.again(), by=small.executive, now=now)
    small.plan.in_welsh = True
    small.plan.save()
    with pytest.raises(Refused, match=r"no Welsh: “We walk\."):
        publish_easy_read(small.again(), by=small.officer, now=now)
    line.words_cy = "Rydym yn cerdded."
    line.save()
    publish_easy_read(small.again(), by=small.officer, now=now)
    welsh = EditionText.objects.get(form="easy_read", language="cy")
    assert "Rydym yn cerdded." in welsh.fragment
