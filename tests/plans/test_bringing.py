"""A Word file becomes a draft: every word of a real plan, and every odd file refused in words."""

import io
import re
import zipfile
from collections import Counter

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document

from plans.documents.outline import load_outline
from plans.importers import jobs as importing
from plans.importers import word
from plans.importers.originals import MOST_PARTS, kind_of, word_file
from plans.importers.word.parts import MOST_ELEMENTS
from plans.models import ApprovalStep, Picture, Plan, PlanImport, Section
from plans.tasks import read_word_file
from plans.workflow import bringing
from records import jobs, richtext
from records.models import Change
from records.moves import Refused
from records.sheets import Unreadable
from tests import factories
from tests.plans import words

COVER = {
    "title": "Partnership Plan Refresh",
    "kind": "refresh",
    "audience": "public",
    "year": "2011",
    "starts_on": "2011-04-01",
    "ends_on": "2012-03-31",
    "slug": "partnership-plan-2011-12",
}
CHAPTERS = [
    *("Introduction", "The Current Picture", "Developing The Plan", "Tackling The Priorities"),
    *("Performance Reporting", "Resourcing The Plan", "Summary"),
    *("Publication and Acknowledgements", "Want To Contribute?", "Contact Details"),
]
BELOW = {
    "Introduction": ["Background"],
    "The Current Picture": [
        "What you have said",
        "Key projects and achievements in 2010 / 2011",
    ],
    "Developing The Plan": [
        "Vision of South Lakeland CSP",
        "South Lakeland Partnership Structure",
        "The Priorities",
    ],
    "Tackling The Priorities": [
        "Alcohol related harm",
        "Domestic Violence",
        "Reducing re-offending",
        "Partnership Communications",
    ],
}


def read(document, name="Plan.docx"):
    """What the reader makes of a file: python-docx's document, or bytes."""
    data = document if isinstance(document, bytes) else words.saved(document)
    with word.opened(io.BytesIO(data)) as parts:
        return word.read(parts, name=name, keep=lambda name, data: None)


def html_of(found):
    blocks = [block for section in found["sections"] for block in section["blocks"]]
    return "".join(block.get("html", "") for block in blocks)


def left_out(found):
    return " | ".join(found["left_out"])


@pytest.fixture
def upload(officer, small, django_capture_on_commit_callbacks):
    """Choose a file on the page; the import that it became."""

    def upload_it(data, name="Old plan.docx"):
        data = data if isinstance(data, bytes) else words.saved(data)
        address = reverse("plans:plan_import_add", args=["small-place"])
        page = officer.post(address, {"file": SimpleUploadedFile(name, data)})
        batch = PlanImport.objects.order_by("pk").last()
        if page.status_code == 302 and batch.state == jobs.WAITING:
            read_word_file(batch.pk, batch.seen_at.isoformat())
            batch.refresh_from_db()
        return page, batch

    return upload_it


def address_of(batch, name="plan_import_detail"):
    return reverse(f"plans:{name}", args=[batch.uid])


# ---- a real plan


@pytest.mark.once
@pytest.mark.parametrize("styled", [True, False], ids=["heading styles", "bold numbered lines"])
def test_real_plan_gives_its_ten_chapters_with_what_stands_below_them(styled):
    found = read(words.south_lakeland(styled=styled))
    tree, chapter = {}, None
    for section in found["sections"]:
        if section.get("front"):
            continue
        if section["level"] == 1:
            chapter = section["title"]
            tree[chapter] = []
        else:
            tree[chapter].append(section["title"])
    assert list(tree) == CHAPTERS
    assert {title: below for title, below in tree.items() if below} == BELOW
    assert found["title"] == "South Lakeland CSP Partnership Plan Refresh"
    assert (found["kind"], found["years"]) == ("refresh", [2011, 2012])


def _said(text):
    """Words without marks, one blank between."""
    return " ".join(re.findall(r"[\w£%@.'’-]+", text))


def _lines_of_file(data):
    """Every paragraph of a Word file, wherever it stands, with deleted words and comments."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = [
            packed.read(name).decode()
            for name in packed.namelist()
            if re.fullmatch(r"word/(document|comments|footer\d+|header\d+).xml", name)
        ]
    for part in parts:
        for paragraph in re.findall(r"<w:p[ >].*?</w:p>", part, flags=re.DOTALL):
            deleted = re.findall(r"<w:delText[^>]*>([^<]*)", paragraph)
            yield from deleted
            kept = re.sub(r"<w:tab/>", "\t", paragraph)
            kept = re.sub(r"<w:del .*?</w:del>", "", kept, flags=re.DOTALL)
            yield "".join(
                re.findall(r"<w:t(?: [^>]*)?>([^<]*)|(\t)", kept)
                and [text or tab for text, tab in re.findall(r"<w:t(?: [^>]*)?>([^<]*)|(\t)", kept)]
            )


@pytest.mark.parametrize("styled", [True, False], ids=["heading styles", "bold numbered lines"])
def test_draft_has_every_word_of_the_file_and_the_rest_is_listed(upload, officer, small, styled):
    data = words.saved(words.south_lakeland(styled=styled))
    _, batch = upload(data)
    assert batch.state == jobs.READ, batch.reason
    answers = {"description_0": "The logo of the partnership", "description_1": words.MAP_WORDS}
    page = officer.post(address_of(batch), COVER | answers)
    assert page.status_code == 302
    batch.refresh_from_db()
    assert page.url == reverse("plans:plan_detail", args=[batch.plan.uid])
    entries = list(load_outline(batch.plan).walk())
    texts = [batch.plan.title, *batch.preview["left_out"]]
    for entry in entries:
        texts += [entry.section.title, *(richtext.words(block.text) for block in entry.blocks)]
    there = _said(" ".join(texts).replace("&amp;", "&"))
    missing = [
        line
        for line in map(str.strip, _lines_of_file(data))
        if line
        and not words.LISTED.fullmatch(line)  # of the list of contents
        and _said(re.sub(r"^\d+(\.\d+)?\.? ", "", line.replace("&amp;", "&"))) not in there
    ]
    title = ["South Lakeland CSP Partnership Plan Refresh 2011-2012"] if styled else []
    assert missing == [*title, "Contents", "page"][: len(missing)]
    assert "The list of contents, 22 lines" in left_out(batch.preview)
    numbers = {entry.number: entry.section.title for entry in entries if entry.level == 1}
    assert list(filter(None, numbers)) == [str(number) for number in range(1, 11)]


def test_draft_has_lists_tables_and_pictures_of_the_file(upload, officer, small):
    _, batch = upload(words.south_lakeland())
    answers = {"description_0": "The logo of the partnership", "description_1": words.MAP_WORDS}
    officer.post(address_of(batch), COVER | answers)
    batch.refresh_from_db()
    blocks = [block for section in batch.plan.sections.all() for block in section.blocks.all()]
    html = "".join(block.text for block in blocks)
    points = sum(line.startswith("- ") for line in words.SEED.read_text().splitlines())
    assert len(re.findall("<li[ >]", html)) == points
    assert len(re.findall("<table[ >]", html)) == 1
    assert "<strong>reduced</strong> by 277 offences" in html
    assert 'scope="col">Who</th>' in html
    assert Counter(block.kind for block in blocks)["picture"] == 2
    said = set(Picture.objects.values_list("description", flat=True))
    assert said == {"The logo of the partnership", words.MAP_WORDS}
    picture = Picture.objects.first()
    assert officer.get(f"/pictures/{picture.name}").status_code == 200
    assert officer.get(reverse("plans:plan_preview", args=[batch.plan.uid])).status_code == 200
    step = ApprovalStep.objects.get(plan=batch.plan)
    assert step.group == small.step.group
    assert Change.objects.filter(action="plan.from_word", target=batch.uid).exists()


# ---- what Word files hold


@pytest.mark.once
def test_nested_lists_links_and_emphasis_are_kept():
    document = words.word(("Aims", "Heading 1"), ("One", "List Bullet"))
    document.add_paragraph("Below one", style="List Bullet 2")
    document.add_paragraph("First", style="List Number")
    link = document.part.relate_to("https://example.org/a", _LINK, is_external=True)
    lost = document.part.relate_to("file:///C:/plans/old.doc", _LINK, is_external=True)
    paragraph = document.add_paragraph("See ")
    for key, text in ((link, "the web"), (lost, "the old plan")):
        run = f"<w:r><w:t>{text}</w:t></w:r>"
        paragraph._p.append(words.raw(f'<w:hyperlink r:id="{key}">{run}</w:hyperlink>'))
    paragraph.add_run(" now").italic = True
    found = read(document)
    html = html_of(found)
    assert "<li>One<ul><li>Below one</li></ul></li>" in html
    assert "<ol><li>First</li></ol>" in html
    assert '<a href="https://example.org/a">the web</a>' in html
    assert "<em> now</em>" in html
    assert "file:" not in html
    assert "the old plan” (file:///C:/plans/old.doc)" in left_out(found)


_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


@pytest.mark.once
def test_footnotes_stand_in_brackets_where_they_were():
    document = words.word(("Aims", "Heading 1"), "Crime fell")
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    document.paragraphs[-1]._p.append(words.raw(reference))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = (
        f'<w:footnotes {space}><w:footnote w:id="2"><w:p><w:r><w:t>Source: police</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    found = read(words.with_parts(words.saved(document), {"word/footnotes.xml": notes.encode()}))
    assert "Crime fell [Source: police]" in html_of(found)
    assert "square brackets" in left_out(found)


@pytest.mark.once
def test_charts_smartart_and_objects_are_listed_with_their_place():
    document = words.word(("Our money", "Heading 1"), "Before")
    for uri in ("drawingml/2006/chart", "drawingml/2006/diagram"):
        data = f'<a:graphicData uri="http://schemas.openxmlformats.org/{uri}"/>'
        drawing = f"<wp:inline><a:graphic>{data}</a:graphic></wp:inline>"
        document.add_paragraph()._p.append(
            words.raw(f"<w:r><w:drawing>{drawing}</w:drawing></w:r>")
        )
    thing = '<w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object>'
    document.add_paragraph()._p.append(words.raw(f"<w:r>{thing}</w:r>"))
    said = left_out(read(document))
    for what in ("a chart", "a SmartArt diagram", "something made with Excel"):
        assert f"In “Our money”: {what}" in said


@pytest.mark.once
def test_picture_in_a_format_of_windows_is_listed_and_an_unreadable_one_too():
    document = words.word(("Map", "Heading 1"))
    document.add_picture(words.png())
    data = words.saved(document)
    relations = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        links = packed.read(relations).replace(b"media/image1.png", b"media/image1.emf")
    found = read(words.with_parts(data, {relations: links, "word/media/image1.emf": b"EMF"}))
    assert "In “Map”: a picture in a format of Windows" in left_out(found)
    found = read(words.with_parts(data, {"word/media/image1.png": b"no picture"}))
    assert "In “Map”: a picture that could not be taken." in left_out(found)
    assert found["pictures"] == []


@pytest.mark.once
def test_words_of_a_text_box_are_taken_once():
    document = words.word(("Aims", "Heading 1"), "Beside the box")
    content = "<w:txbxContent><w:p><w:r><w:t>Boxed words</w:t></w:r></w:p></w:txbxContent>"
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    newer = (
        f'<w:drawing><wp:inline><a:graphic><a:graphicData uri="{shape}">'
        f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    older = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    both = f'<mc:Choice Requires="wps">{newer}</mc:Choice><mc:Fallback>{older}</mc:Fallback>'
    document.paragraphs[-1]._p.append(
        words.raw(f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>")
    )
    found = read(document)
    assert html_of(found).count("Boxed words") == 1
    assert "In “Aims”: the words of a text box" in left_out(found)


@pytest.mark.once
def test_table_of_one_cell_becomes_a_call_out():
    document = words.word(("Aims", "Heading 1"))
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Call 999 in an emergency"
    block = read(document)["sections"][0]["blocks"][0]
    assert block["kind"] == "call_out"
    assert "Call 999" in block["html"]


@pytest.mark.once
def test_levels_that_jump_are_closed_up_and_deep_ones_stand_in_the_text():
    found = read(
        words.word(
            *(("Plan", "Heading 1"), ("Jump", "Heading 3"), ("Deep", "Heading 5"), "Words"),
            ("Next", "Heading 1"),
        )
    )
    assert [(s["title"], s["level"]) for s in found["sections"]] == [
        *(("Plan", 1), ("Jump", 2), ("Next", 1)),
    ]
    assert "<h4>Deep</h4>" in html_of(found)


@pytest.mark.once
def test_title_alone_on_its_level_is_the_title_of_the_plan():
    found = read(words.word(("Safer Shire 2008-11", "Heading 1"), ("Aims", "Heading 2"), "Words"))
    assert (found["title"], found["years"]) == ("Safer Shire", [2008, 2011])
    assert [(s["title"], s["level"]) for s in found["sections"]] == [("Aims", 1)]


@pytest.mark.once
def test_scripts_and_odd_letters_of_a_file_stay_words():
    found = read(
        words.word(("Aims", "Heading 1"), "<script>alert(1)</script> \ue0000\ue001 & more")
    )
    assert "&lt;script&gt;" in html_of(found)
    assert found["pictures"] == []


# ---- files that cannot be read


def zipped(**parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return target.getvalue()


def old_office(stream):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream.encode("utf-16-le")


ODD = {
    "pdf": (b"%PDF-1.7 ...", "This is a PDF"),
    "old word": (old_office("WordDocument"), "Word document (.docx)"),
    "password": (old_office("EncryptedPackage"), "locked with a password"),
    "old excel": (old_office("Workbook"), "not a document that can be kept"),
    "rich text": (b"{\\rtf1 ...", "Rich Text Format"),
    "text": (b"Just words", "not a document that can be kept"),
    "nothing": (b"", "empty"),
    "broken zip": (b"PK\x03\x04 and no more", "damaged"),
    "workbook": (zipped(xl__workbook_xml="<x/>"), "not a Word or OpenDocument text"),
    "odt": (zipped(mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument text (.odt)"),
    "macros": (
        words.with_parts(words.saved(Document()), {"word/vbaProject.bin": b"x"}),
        "holds macros",
    ),
    "many parts": (
        words.with_parts(
            words.saved(Document()), {f"more/{n}.xml": b"" for n in range(MOST_PARTS)}
        ),
        "unfolds to far more",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_plan_import_add_refuses_what_is_no_word_file_beside_the_field(upload, name):
    data, said = ODD[name]
    page, batch = upload(data, "plan.docx")
    assert page.status_code == 200
    assert 'id="id_file_error"' in page.text
    assert said in page.text
    assert batch is None


@pytest.mark.once
def test_file_that_unfolds_without_end_is_refused_before_it_is_read(monkeypatch):
    big = words.with_parts(words.saved(Document()), {"word/media/a.bin": bytes(201 * 2**20)})
    assert len(big) < 2**20
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    with pytest.raises(Unreadable, match="unfolds to far more"):
        kind_of(io.BytesIO(big))


BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:document>'
BOMB = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + BODY.format(
    "<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>"
)


@pytest.mark.once
@pytest.mark.parametrize(
    ("document", "said"),
    [
        (BOMB, "damaged"),
        (BODY.format("<w:body>"), "damaged"),
        (BODY.format("<w:body>" + "<w:p>" * 200 + "</w:p>" * 200 + "</w:body>"), "unfolds"),
        (BODY.format("<w:body>" + "<w:p/>" * MOST_ELEMENTS + "</w:body>"), "unfolds"),
        (BODY.format(""), "damaged"),
        (BODY.format("<w:body/>"), "no words"),
    ],
    ids=["entities", "cut off", "deep", "many", "no body", "empty"],
)
def test_odd_xml_is_refused_with_words(document, said):
    data = words.with_parts(words.saved(Document()), {"word/document.xml": document.encode()})
    word_file(io.BytesIO(data))
    with pytest.raises(Unreadable, match=said):
        read(data)


def test_plan_import_add_refuses_a_file_over_20_mb(upload, monkeypatch):
    monkeypatch.setattr("plans.forms.bringing.LARGEST_FILE", 1000)
    page, batch = upload(words.word("A plan"))
    assert "at most 20 MB" in page.text
    assert batch is None


# ---- the pages and the queue


@pytest.fixture
def batch(upload):
    """A small file with two pictures that was read."""
    document = words.word(("Aims", "Heading 1"), "Words")
    document.add_picture(words.png("red"))
    document.add_paragraph("More")
    document.add_picture(words.png("green"))
    return upload(document)[1]


def test_plan_import_detail_blocks_on_a_picture_without_an_answer_and_keeps_what_was_typed(
    officer, batch, small
):
    page = officer.post(address_of(batch), COVER | {"title": "My title", "description_0": "A map"})
    assert page.status_code == 200
    assert 'id="id_description_1_error"' in page.text
    assert 'id="id_description_0_error"' not in page.text
    assert "Picture 2: Say what it shows" in page.text
    assert "A map" in page.text
    assert "My title" in page.text
    assert Plan.objects.count() == 1
    assert not Picture.objects.exists()


def test_plan_import_detail_takes_decoration_as_an_answer(officer, batch, small):
    answers = {"description_0": "A map", "leave_1": "on"}
    assert officer.post(address_of(batch), COVER | answers).status_code == 302
    assert Picture.objects.get().description == "A map"
    batch.refresh_from_db()
    kinds = [block.kind for block in batch.plan.sections.get().blocks.all()]
    assert kinds == ["text", "picture", "text"]


def test_second_press_of_make_the_draft_leads_to_the_one_draft(officer, batch, small):
    answers = COVER | {"leave_0": "on", "leave_1": "on"}
    first = officer.post(address_of(batch), answers)
    second = officer.post(address_of(batch), answers)
    assert first.url == second.url
    assert Plan.objects.count() == 2


def test_plan_import_detail_says_faults_of_the_cover_beside_their_fields(officer, batch):
    answers = COVER | {"slug": "small-plan", "starts_on": "", "leave_0": "on", "leave_1": "on"}
    page = officer.post(address_of(batch), answers)
    assert 'id="id_slug_error"' in page.text
    assert 'id="id_starts_on_error"' in page.text
    assert Plan.objects.count() == 1


def test_draft_is_made_once_even_where_two_pages_ask_at_the_same_moment(batch, small):
    def make(slug):
        plan = Plan(partnership=small.partnership, title="X", slug=slug, year=2011)
        plan.starts_on, plan.ends_on = small.plan.starts_on, small.plan.ends_on
        said = {"descriptions": [None, None], "by": small.officer, "now": timezone.now()}
        bringing.make_draft(batch, plan, **said)

    make("first")
    with pytest.raises(Refused, match="a draft already"):
        make("second")
    assert Plan.objects.count() == 2


def test_draft_that_fails_on_its_way_leaves_nothing(batch, small, monkeypatch):
    monkeypatch.setattr(bringing, "_blocks", lambda *_: 1 / 0)
    plan = Plan(partnership=small.partnership, title="X", slug="x", year=2011)
    plan.starts_on, plan.ends_on = small.plan.starts_on, small.plan.ends_on
    with pytest.raises(ZeroDivisionError):
        bringing.make_draft(
            batch, plan, descriptions=[None, None], by=small.officer, now=timezone.now()
        )
    assert Plan.objects.count() == 1
    assert Section.objects.count() == 1
    assert PlanImport.objects.get().state == jobs.READ


def test_plan_import_discard_removes_the_file_and_keeps_the_line(
    officer, batch, django_capture_on_commit_callbacks
):
    path = batch.file.name
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(address_of(batch, "plan_import_discard"))
    batch.refresh_from_db()
    assert batch.state == jobs.FAILED
    assert "Discarded by the partnership officer" in officer.get(address_of(batch)).text
    assert not default_storage.exists(path)
    assert officer.get(address_of(batch, "plan_import_file")).status_code == 404


def test_plan_import_file_and_pictures_are_for_officers(officer, batch, small, client):
    file = officer.get(address_of(batch, "plan_import_file"))
    assert b"".join(file.streaming_content).startswith(b"PK")
    assert 'filename="small-place-' in file.headers["Content-Disposition"]
    picture = reverse("plans:plan_import_picture", args=[batch.uid, 1])
    assert officer.get(picture).status_code == 200
    assert officer.get(reverse("plans:plan_import_picture", args=[batch.uid, 3])).status_code == 404
    client.force_login(small.executive)
    assert client.get(picture).status_code == 403
    client.force_login(factories.user("officer", factories.partnership()))
    assert client.get(picture).status_code == 404


def test_same_file_while_it_waits_leads_to_the_import_that_is_there(upload):
    data = words.saved(words.word(("Aims", "Heading 1"), "Words"))
    _, first = upload(data)
    page, again = upload(data)
    assert again == first
    assert page.url == address_of(first)


def test_file_that_cannot_be_read_ends_with_its_reason(officer, upload):
    _, batch = upload(words.with_parts(words.saved(Document()), {"word/document.xml": b"<x"}))
    assert batch.state == jobs.FAILED
    assert "damaged" in officer.get(address_of(batch)).text


def test_import_whose_worker_was_lost_starts_again(officer, batch):
    long_ago = timezone.now() - 2 * jobs.PATIENCE
    PlanImport.objects.update(state=jobs.READING, seen_at=long_ago, preview={})
    assert "Nobody seems to work on it" in officer.get(address_of(batch)).text
    officer.post(address_of(batch, "plan_import_restart"))
    batch.refresh_from_db()
    assert batch.state == jobs.WAITING
    read_word_file(batch.pk, long_ago.isoformat())  # the lost worker's message changes nothing
    batch.refresh_from_db()
    assert batch.state == jobs.WAITING
    read_word_file(batch.pk, batch.seen_at.isoformat())
    batch.refresh_from_db()
    assert batch.state == jobs.READ


def test_worker_that_was_overtaken_keeps_nothing(batch):
    sign = timezone.now()
    PlanImport.objects.update(state=jobs.WAITING, seen_at=sign, preview={})

    def clock():
        PlanImport.objects.filter(state=jobs.READING).update(seen_at=timezone.now())
        return timezone.now()

    importing.work(batch.pk, sign=sign, clock=clock)
    batch.refresh_from_db()
    assert batch.state == jobs.READING
    assert batch.preview == {}


def test_making_a_draft_asks_as_much_per_section_for_few_and_many(
    upload, officer, small, django_assert_max_num_queries
):
    lines = [(f"Chapter {number}", "Heading 1") for number in range(40)]
    _, batch = upload(words.word(*lines))
    with django_assert_max_num_queries(40 * 4 + 80):
        officer.post(address_of(batch), COVER)
    assert Section.objects.filter(plan__slug=COVER["slug"]).count() == 40


def test_kept_picture_is_the_one_that_was_asked_about(batch):
    name = batch.preview["pictures"][0]["name"]
    assert default_storage.exists(bringing.picture_path(batch, name))
