"""The guides for each reader stay true: their words stand on the screen, their links lead on.

In a guide **bold** words are words of a page. The comment ``<!-- walk: PERSON > LINK > LINK -->``
of a section says on which pages: the test goes there as that person does, link by link.
"""

import html
import re
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import pytest

from events.models import Table
from partnership.models import User
from tests import factories

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
GUIDES = ["officer", "executive", "lead", "scribe", "administrator"]
DOCUMENTS = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted(DOCS.rglob("*.md"))]
LARGEST_PICTURE = 100 * 1024

WALK = re.compile(r"<!-- walk: (\S+) > (.+?) -->")
SHOWN = re.compile(r"\*\*(.+?)\*\*", re.S)
LINK = re.compile(r'<a\s[^>]*?href="([^"]+)"[^>]*>(.*?)</a>', re.S)
TARGET = re.compile(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")


def plain(words):
    inside = re.sub(r"</?(?:span|strong|small)\b[^>]*>", "", words)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", inside)).split())


def sections(guide):
    """(heading, text) of each part of a guide."""
    first, *others = re.split(r"^## ", (DOCS / f"{guide}.md").read_text(), flags=re.M)
    yield "", first
    for other in others:
        heading, _, text = other.partition("\n")
        yield heading, text


@cache
def written():
    """The words of all templates and programs: what a page says in another state of things."""
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("static/src/**/*.js")]
    for app in ("records", "partnership", "publishing", "events", "priorities", "plans", "portal"):
        files += (path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
    return "\n".join(plain(path.read_text()) for path in files)


def walked(client, email, steps):
    """The words of each page on the way, link by link."""
    client.force_login(User.objects.get(email=email))
    page, said = client.get("/workspace/"), []
    for step in [name for name in steps.split(" > ") if name != "Start"]:
        said.append(plain(page.text))
        found = [to for to, words in LINK.findall(page.text) if plain(words).startswith(step)]
        found.sort(key=lambda to: "/workspace/" not in to and not to.startswith("?"))
        assert found, f"no link “{step}” on the way {steps}"
        page = client.get(urljoin(page.request["PATH_INFO"], html.unescape(found[0])), follow=True)
        assert page.status_code == 200
    return " ".join([*said, plain(page.text)])


@pytest.mark.once
@pytest.mark.parametrize("guide", [name for name in GUIDES if name != "scribe"])
def test_the_words_of_a_guide_stand_on_the_screen(guide, demo, client):
    missing = []
    for heading, text in sections(guide):
        screen = " ".join(walked(client, *walk) for walk in WALK.findall(text))
        missing += [
            f"{heading}: {shown}"
            for shown in map(plain, SHOWN.findall(text))
            if shown.rstrip(".") not in screen and shown not in written() and shown != "bold"
        ]
    # What begins a line of a list is the guide's own.
    own = set(
        re.findall(r"^- \*\*(.+?)\*\*", (DOCS / f"{guide}.md").read_text(), flags=re.M | re.S)
    )
    own = {plain(words) for words in own}
    assert [one for one in missing if one.partition(": ")[2] not in own] == []


@pytest.mark.once
def test_the_words_of_the_scribes_page_stand_on_the_screen(demo, client):
    table = Table.objects.filter(event__title__contains="Eastern").first()
    address = f"/capture/{table.token}/"
    screen = plain(client.get(address).text)
    client.post(address, {"pin": table.pin})
    screen += plain(client.get(address).text)
    before = (DOCS / "scribe.md").read_text().partition("## If something")[0]
    shown = {plain(words).rstrip(".") for words in SHOWN.findall(before)} - {"bold"}
    assert {words for words in shown if words not in screen} == set()


@pytest.mark.once
@pytest.mark.parametrize("guide", GUIDES)
def test_guide_detail_shows_a_guide_with_its_pictures(guide, db, client):
    client.force_login(factories.administrator())
    assert f"/workspace/help/{guide}/" in client.get("/workspace/help/").text
    page = client.get(f"/workspace/help/{guide}/").text
    inside = page.split("<article")[1].split("</article>")[0]
    assert "<!--" not in inside and page.count("<h1>") == 1
    for address in re.findall(r'(?:src|href)="([^"]+)"', inside):
        assert client.get(address).status_code == 200
    assert client.get("/workspace/help/nonsense/").status_code == 404
    assert client.get("/workspace/help/pictures/nonsense.png").status_code == 404


@pytest.mark.once
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_and_pictures_of_documents_lead_somewhere(document):
    text = re.sub(r"```.*?```|`[^`]*`", "", document.read_text(), flags=re.S)
    targets = ["".join(found) for found in TARGET.findall(text)]
    inside = [to for to in targets if not re.match(r"[a-z]+:", to)]
    broken = []
    for target in inside:
        path, _, place = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        if not file.exists() or (place and place not in anchors(file)):
            broken.append(target)
    assert broken == []


def anchors(file):
    """The places in a document that a link can name, as GitHub makes them of its headings."""
    headings = re.findall(r"^#+ (.+)$", file.read_text(), flags=re.M)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings
    }


@pytest.mark.once
def test_every_picture_is_shown_and_small():
    shown = "".join(document.read_text() for document in DOCUMENTS)
    pictures = sorted((DOCS / "pictures").iterdir())
    assert [path.name for path in pictures if f"pictures/{path.name}" not in shown] == []
    assert [path.name for path in pictures if path.stat().st_size > LARGEST_PICTURE] == []
    made = (ROOT / "bench" / "screenshots.py").read_text()
    assert [path.stem for path in pictures if f'"{path.stem}"' not in made] == []
