"""The evaluation of the Northern Division's event: published whole, word for word, as data."""

import html
import re

import pytest
from django.conf import settings
from django.utils import timezone

from events.models import Event, ReportedTheme
from events.models.themes import Part
from publishing.models import Rendition
from publishing.workflow import make
from records import richtext
from tests.portal.test_seed_facts import lacking, pdf_words, squeezed

SEED = settings.BASE_DIR / "portal/demo/data/our-partnership-challenge-northern-division.txt"
REPORT = "/lancashire/events/our-partnership-challenge-northern-division/report/"

# What the seed calls the parts of its report, and where the portal keeps their bullets.
PARTS = {
    "Key Themes Identified –": Part.KEY,
    "Key Challenges that have an impact at the Local / Neighbourhood level:": Part.LOCAL,
    "Key Challenges that have an impact at Divisional / County level:": Part.DIVISION,
    "Top Priorities for Community Safety:": Part.TOP_PRIORITY,
    "Main barriers identified included:": Part.BARRIER,
    "Examples of good practice:": Part.GOOD_PRACTICE,
    "Key issues and barriers identified included:": Part.ISSUE,
    "Actions to overcome barriers included:": Part.ACTION,
}
# The seed says these in one sentence, the portal in its own places.
ELSEWHERE = {
    "Northern Division Event - Lancaster and Wrye Council areas.": [
        "Northern Division",
        "Lancaster and Wrye Council areas",
    ],
    "Monday 23rd November at Lancaster Town Hall": ["Monday 23rd November", "Lancaster Town Hall"],
    "51 participants took part and they included representatives from:": ["51"],
    "The full list of data and information from the evening that the above report has been "
    "compiled from is available on request from Robert Ruston, Partnership & Performance Office:": [
        "available on request from Robert Ruston, Partnership & Performance Office"
    ],
    "E: robert.ruston@lancashire.gov.uk": ["robert.ruston@lancashire.gov.uk"],
}


def lines():
    """The seed line by line, without its marks for bold, italics, headings and links."""
    words = re.sub(r"</?sup>", "", SEED.read_text())
    words = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", words)
    for line in words.replace("*", "").splitlines():
        yield from filter(None, (part.strip("# \u00a0") for part in line.split("\t")))


def bullets():
    """(Part of the report, wording) in the seed's order."""
    part = None
    for line in lines():
        part = PARTS.get(line, part)
        if line.startswith("- "):
            yield part, line.removeprefix("- ")


def items():
    """Everything that the seed says, as the portal words it."""
    for line in lines():
        item = line.removeprefix("- ").rstrip(" –:").removesuffix(" included")
        yield from ELSEWHERE.get(line, [item])


def form(words):
    """Without what typography may change: case, spaces, hyphens, kinds of quotation marks."""
    return squeezed(words).casefold().translate(str.maketrans("’‘“”–", "''\"\"-")).replace("-", "")


@pytest.fixture
def report(demo, client):
    return html.unescape(richtext.words(client.get(REPORT).text))


def test_seed_has_what_the_issue_counts():
    assert len(list(bullets())) == 31
    assert len(list(items())) > 75


def test_every_line_of_the_seed_is_on_the_page(report):
    assert lacking(items(), report, form) == []


def test_every_line_of_the_seed_is_in_the_pdf(demo, tmp_path):
    rendition = Rendition.objects.get(edition__document__kind="event-report")
    if rendition.state != "ready":
        make(rendition.pk, clock=timezone.now)
        rendition.refresh_from_db()
    assert lacking(items(), pdf_words(rendition, tmp_path), form) == []


def test_every_bullet_is_a_theme_in_its_part_and_its_words(demo):
    stored = ReportedTheme.objects.filter(workshop__event__document__isnull=False)
    found = [(part, form(words)) for part, words in stored.values_list("part", "wording")]
    assert found == [(part, form(words)) for part, words in bullets()]


def test_event_is_kept_as_data(demo):
    event = Event.objects.get(slug=REPORT.split("/")[-3])
    assert (event.headcount, event.attendances.count(), event.workshops.count()) == (51, 17, 3)
    assert event.date_as_stated == "Monday 23rd November"
    assert f"{event.starts_on:%A %d %B %Y}" == "Monday 23 November 2009"
    assert {area.name for area in event.areas.all()} == {"Lancaster", "Wyre"}
    assert event.host.name == "Lancashire Police Authority"
    assert event.contact.email == "robert.ruston@lancashire.gov.uk"
    assert not event.contributions.exists()
