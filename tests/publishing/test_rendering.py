"""The renderer: tagged for everybody, fetching nothing, within its limits."""

import base64
import io
import time

import page
import pytest
from django.utils import timezone
from PIL import Image

from partnership.models import Partnership
from publishing.children import Abandoned, RenderFailed
from publishing.documents import content_hash, print_html
from publishing.rendering import render_pdf
from tests.publishing.samples import FRAGMENT, SNAPSHOT, slow_fragment

pytestmark = pytest.mark.once
PAGE = '<!doctype html><html lang="en"><head><title>A</title>{}</head><body>{}</body></html>'


def printed(fragment=FRAGMENT, **changes):
    partnership = Partnership(name="South Lakeland Community Safety Partnership")
    return print_html(
        title="Plan 2011-2012",
        fragment=fragment,
        snapshot=SNAPSHOT,
        partnership=partnership,
        **changes,
    )


@pytest.mark.parametrize("number", [2, None])
def test_print_passes_pdf_ua_1(tmp_path, number):
    pdf = render_pdf(printed(edition_number=number, published_at=number and timezone.now()))
    file = tmp_path / "plan.pdf"
    file.write_bytes(pdf.bytes)
    report = page.validate_pdf(file, profile="ua1")
    assert [(fault.rule_id, fault.message) for fault in report.failures] == []
    assert report.is_compliant


def test_print_passes_pdf_ua_1_fails_on_an_untagged_picture(tmp_path):
    """The gate itself: a picture without words must not pass."""
    pdf = render_pdf(
        printed(FRAGMENT.replace("<title>The executive group reports to the board</title>", ""))
    )
    file = tmp_path / "plan.pdf"
    file.write_bytes(pdf.bytes)
    assert not page.validate_pdf(file, profile="ua1").is_compliant


def test_print_is_the_same_every_time():
    html = printed(edition_number=2)
    assert render_pdf(html).bytes == render_pdf(html).bytes


def test_content_hash_changes_with_a_word_or_a_figure_but_not_with_their_order():
    one = content_hash("<p>a</p>", {"a": 1, "b": 2})
    assert one == content_hash("<p>a</p>", {"b": 2, "a": 1})
    assert one != content_hash("<p>a </p>", {"a": 1, "b": 2})
    assert one != content_hash("<p>a</p>", {"a": 1, "b": 3})


def test_render_fetches_nothing(listener, tmp_path):
    address, knocks = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret key of the portal")
    picture = tmp_path / "secret.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<rect width="7" height="7" fill="#abcdef"/></svg>'
    )
    hostile = []
    for url in (address, secret.as_uri(), picture.as_uri(), str(secret), f"FILE://{secret}"):
        hostile += [
            f'<link rel="stylesheet" href="{url}/a.css">',
            f'<link rel="attachment" href="{url}">',
            f'<style>@import url("{url}/b.css"); @font-face {{ font-family: x; '
            f'src: url("{url}/c.woff2") }} body {{ background: url("{url}"); font-family: x }}'
            "</style>",
            f'<img alt="x" src="{url}"><object data="{url}"></object><embed src="{url}">',
            f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title>'
            f'<image href="{url}" width="9" height="9"/><use href="{url}#a"/></svg>',
        ]
    quiet = render_pdf(PAGE.format("", "<p>Quiet</p>"))
    made = render_pdf(PAGE.format("".join(hostile), "<p>Hostile</p>" + "".join(hostile)))
    assert made.pages == 1
    assert knocks == []
    assert b"EmbeddedFile" not in made.bytes
    assert b"secret" not in made.bytes
    assert len(made.bytes) < len(quiet.bytes) + 5_000


def test_render_shows_a_picture_that_is_inside(tmp_path):
    inside = (
        '<img alt="A dot" src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 '
        'width=%2290%22 height=%2290%22%3E%3Crect width=%2250%22 height=%2250%22/%3E%3C/svg%3E">'
    )
    with_it = render_pdf(PAGE.format("", inside)).bytes
    without = render_pdf(PAGE.format("", inside.replace("rect", "nothing"))).bytes
    assert len(with_it) > len(without)


def test_render_ends_within_its_time(settings):
    settings.RENDER_SECONDS = 3
    bomb = "<div style='display:flex'>" * 14 + "word " * 200
    started = time.monotonic()
    with pytest.raises(RenderFailed, match="took too long") as failure:
        render_pdf(PAGE.format("", bomb))
    assert time.monotonic() - started < 30
    # On a machine that is busy the clock on the wall strikes first, and that may pass.
    assert failure.value.passing == ("busy" in str(failure.value))


def test_render_ends_within_its_memory(settings):
    settings.RENDER_MEMORY = 500 * 1024 * 1024
    file = io.BytesIO()
    Image.new("RGB", (13_000, 13_000)).save(file, "PNG")
    picture = base64.b64encode(file.getvalue()).decode()
    with pytest.raises(RenderFailed, match="too much memory"):
        render_pdf(PAGE.format("", f'<img alt="Black" src="data:image/png;base64,{picture}">'))


def test_render_says_what_is_nested_too_deeply():
    with pytest.raises(RenderFailed, match="nested too deeply"):
        render_pdf(PAGE.format("", "<div>" * 1000))


def test_render_tells_its_pages_and_stops_when_nobody_wants_it():
    seen = []

    def watch(pages):
        seen.append(pages)
        return pages < 2

    started = time.monotonic()
    with pytest.raises(Abandoned):
        render_pdf(printed(slow_fragment(3000)), watch=watch, every=0.2)
    assert seen[-1] >= 2
    assert time.monotonic() - started < 30
