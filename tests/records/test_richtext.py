"""What rich text may hold, what is said about the rest, and cells that never run."""

import pytest

from records import cells, richtext


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>a</p><script>alert(1)</script>", "<p>a</p>"),
        ("<style>p{color:red}</style><p>a</p>", "<p>a</p>"),
        ('<p style="color:red" class="x" id="y">a</p>', "<p>a</p>"),
        ('<p onclick="alert(1)">a</p>', "<p>a</p>"),
        ('<p>a<img src="https://elsewhere.example/x.png"></p>', "<p>a</p>"),
        ("<p>a<iframe src='https://elsewhere.example'></iframe></p>", "<p>a</p>"),
        ("<p>a<!-- secret --></p>", "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="JaVaScRiPt:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<a href="file:///etc/passwd">a</a>', "<a>a</a>"),
        ("<h1>a</h1>", "a"),
    ],
)
def test_clean_drops(html, kept):
    assert richtext.clean(html) == kept


@pytest.mark.parametrize(
    "html",
    [
        "<h3>a</h3><ul><li><strong>b</strong></li></ul><ol><li><em>c</em></li></ol>",
        '<a href="https://www.gov.uk/">a</a>',
        '<a href="mailto:team@example.org">a</a>',
        '<table><tbody><tr><th scope="row">a</th><td colspan="2">b</td></tr></tbody></table>',
    ],
)
def test_clean_keeps(html):
    assert richtext.clean(html) == html
    assert richtext.faults(html) == []


@pytest.mark.parametrize(("width", "kept"), [("12", True), ("13", False), ("100000", False)])
def test_clean_caps_colspan(width, kept):
    html = f'<table><tbody><tr><td colspan="{width}">a</td></tr></tbody></table>'
    assert ("colspan" in richtext.clean(html)) is kept


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ("<script>alert(1)</script>", "scripts and styles"),
        ("<p\nonclick='alert(1)'>a</p>", "scripts and styles"),
        ('<p style="color:red">a</p>', "scripts and styles"),
        ('<p\tstyle="color:red">a</p>', "scripts and styles"),
        ('<IMG src="x.png">', "images and embedded pages"),
        ("<object data='x'></object>", "images and embedded pages"),
        ('<a href="javascript:alert(1)">a</a>', "links other than http, https and mailto"),
        ("<a href=javascript:alert(1)>a</a>", "links other than http, https and mailto"),
        ('<a href=" java&#115;cript:alert(1)">a</a>', "links other than http, https and mailto"),
        ('<a href="tel:08450504434">a</a>', "links other than http, https and mailto"),
    ],
)
def test_faults_name_what_is_not_kept(html, named):
    assert richtext.faults(html) == [named]


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>The words style= and &lt;script&gt; may be written about: href=x.</p>",
        # As the editor itself hands over a table.
        '<table style="min-width: 50px"><colgroup><col style="min-width: 25px"></colgroup>'
        "<tbody><tr><td colspan='1' rowspan='1'><p>a</p></td></tr></tbody></table>",
    ],
)
def test_faults_find_none_in_what_an_officer_may_write(html):
    assert richtext.faults(html) == []


def test_words_keep_a_space_between_blocks():
    assert richtext.words("<p>One</p><p>two  <em>three</em></p>") == "One two three"


@pytest.mark.parametrize("risky", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_cells_show_formulas_and_never_run_them(risky):
    assert cells.safe(risky) == "'" + risky


@pytest.mark.parametrize("plain", ["Words", "", 277, -3, None])
def test_cells_leave_the_rest_alone(plain):
    assert cells.safe(plain) is plain
