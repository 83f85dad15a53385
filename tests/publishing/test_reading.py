"""A published text on the site: links to each paragraph, words explained, nothing reworded."""

import re

import pytest

from publishing.documents.reading import Ways, for_reading
from tests.reading import as_frozen

pytestmark = pytest.mark.once

TEXT = """<section class="chapter" id="one">
<div class="heading"><h2>MARAC</h2> <a class="permalink" href="#one">Link to this</a></div>
<p id="p-aaaaaaaa">A MARAC and an <a href="/x">IDVA</a>, a MARAC &amp; IDVAs.</p>
<p>The same words.</p><p>The same words.</p>
<ul><li>Neighbourhood <strong>Policing</strong> team<ul><li>within</li></ul></li></ul>
<figure><figcaption>IDVA</figcaption><svg viewBox="0 0 1 1"><text>IDVA</text></svg></figure>
<table><tr><td title="a > b"><p>MARACs are no MARAC</p></td></tr></table>
<ol class="actions"><li id="action-1-1"><p>Support the IDVA.</p></li></ol>
</section>
<section class="chapter" id="two">
<ol class="priorities-list"><li>Violence &amp; harm</li>
<li>Another</li></ol>
<p>MARAC again; <!-- an IDVA --> plan and plan year &lt;b&gt;.</p></section>"""
TERMS = [
    ("MARAC", "A meeting."),
    ("IDVA", "An adviser."),
    ("plan", "What is <written>."),
    ("plan year", "April to March."),
    ("b & c", "Never used."),
]


def test_the_text_stays_as_it_was_published():
    ways = Ways({"action-1-1": ("/thread/", "1.1")}, {"Violence & harm": "/violence/"})
    assert as_frozen(for_reading(TEXT, TERMS, ways)) == TEXT
    for odd in (
        "",
        "<",
        "a < b",
        "<p>",
        "</p></p>",
        "<p><p>x",
        "<section class='chapter'>",
        "<!-- ",
    ):
        assert as_frozen(for_reading(odd, TERMS)) == odd


def test_every_paragraph_has_a_link_that_lasts():
    page = for_reading(TEXT)
    links = re.findall(r'permalink--here" href="#([^"]+)"', page)
    assert links[0] == "p-aaaaaaaa"
    assert len(links) == len(set(links)) == 8  # none for what stands in a table or a list point
    assert all(page.count(f'id="{link}"') == 1 for link in links)
    assert for_reading(TEXT) == page
    # The same words in another section are another paragraph.
    elsewhere = for_reading(TEXT.replace('id="one"', 'id="three"'))
    assert links[1] in page
    assert links[1] not in elsewhere


def test_terms_are_explained_where_a_chapter_first_uses_them():
    one, two = for_reading(TEXT, TERMS).split('<section class="chapter" id="two">')
    assert '<p id="p-aaaaaaaa">A <a class="term" id="use-one-1" href="#word-one-1">MARAC</a>' in one
    assert one.count('class="term"') == 2
    assert '&amp; <a class="term" id="use-one-2" href="#word-one-2">IDVAs</a>.' in one
    assert "Support the IDVA." in one
    assert "<h2>MARAC</h2>" in one
    assert '<a href="/x">IDVA</a>' in one
    assert "<text>IDVA</text>" in one
    assert 'href="#use-one-2">Back to the text<span class="visually-hidden">: IDVA<' in one
    assert ">plan year</a>" in two
    assert ">plan</a>" in two
    assert "What is &lt;written&gt;." in two
    assert "<!-- an IDVA -->" in two
    assert two.index('id="word-two-') < two.index("</section>")
    assert "Never used" not in one + two


def test_words_explained_are_found_as_they_are_written():
    def marked(words, term):
        text = f'<section class="chapter" id="a"><p>{words}</p></section>'
        return 'class="term"' in for_reading(text, [(term, "x")])

    assert marked("Restorative justice helps", "restorative justice")
    assert marked("Crime &amp; Disorder Act", "Crime & Disorder")
    assert marked("two\nlines", "two lines")
    assert not marked("a marac", "MARAC")
    assert marked("two IDVAs", "IDVA")
    assert not marked("IDVAst", "IDVA")
    assert not marked("plans", "plan")
    assert not marked("re-CSP", "CSP")
    assert not marked("words", " ")


def test_an_action_leads_to_what_became_of_it():
    page = for_reading(TEXT, ways=Ways({"action-1-1": ("/thread/?a&b", "1.1")}))
    assert 'href="/thread/?a&amp;b">Follow this action<span class="visually-hidden">: 1.1' in page
    assert "Follow" not in for_reading(TEXT)


def test_a_priority_leads_to_how_it_is_going():
    page = for_reading(TEXT, ways=Ways(priorities={"Violence & harm": "/v/", "MARAC": "/m/"}))
    assert page.count("How it is going") == 1
    assert 'href="/v/">How it is going<span class="visually-hidden">: Violence &amp; harm<' in page
