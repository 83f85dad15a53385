"""A document for e-readers and for word processors."""

import io
import re
import uuid
import zipfile
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from publishing.children import converted
from publishing.documents import with_pictures
from publishing.making.source import flat, html_of, tree_of, with_drawings_as_pictures, words_of

LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}
NO_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip can name
FRAME = re.compile(r"<draw:image [^>]*/>(?=</draw:frame>)")
DATA_AS_WORDS = re.compile(r' descr="data:[^"]*"')


def book(source, *, to, watch):
    """EPUB 3, Word or OpenDocument, as ``to`` names it for the program: epub3, docx, odt."""
    body = tree_of(with_pictures(source.fragment))
    body = flat(with_drawings_as_pictures(body, watch=watch))
    made = converted(_page(source, body, to).encode(), _command(source, to), watch=watch)
    return _finished(made, [picture.get("alt", "") for picture in body.iter("img")])


def _command(source, to):
    """How pandoc is called. Its --sandbox is of no use here: Debian's finds no templates then."""
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"{source.content_hash}/{source.language}")
    return (
        *("env", f"SOURCE_DATE_EPOCH={int(source.published_at.timestamp())}"),
        *("pandoc", "--from=html", f"--to={to}", "--standalone"),
        # Chapters are the first level: the title is the book's own.
        *("--shift-heading-level-by=-1", "--toc-depth=2"),
        f"--metadata=lang={LANGUAGES[source.language]}",
        f"--metadata=identifier=urn:uuid:{identifier}",
        f"--metadata=toc-title={_('Contents')}",
        *("--output={target}", "{source}"),
    )


def _page(source, body, to):
    """The text as a page of its own; its head is the book's metadata."""
    partnership, edition = map(escape, source.colophon)
    # What stands before the first chapter is a chapter to an e-reader and needs a name.
    start = f"<h2>{edition}</h2><p>{partnership}</p>" if to == "epub3" else f"<p>{edition}</p>"
    contents = "" if to == "epub3" else _contents(body)
    return (
        f'<!doctype html><html lang="{LANGUAGES[source.language]}"><head>'
        f'<meta charset="utf-8"><title>{escape(source.title)}</title>'
        f'<meta name="author" content={quoteattr(source.publisher)}>'
        f"</head>{html_of(body).replace('<body>', f'<body>{start}{contents}', 1)}</html>"
    )


def _contents(body):
    """The chapters as links. A word processor's own list stands empty until it is asked for."""
    chapters = [heading for heading in body.iter("h2") if heading.get("id")]
    lines = [
        f"<li><a href={quoteattr('#' + heading.get('id'))}>{escape(words_of(heading))}</a></li>"
        for heading in chapters
    ]
    return f"<p><strong>{_('Contents')}</strong></p><ul>{''.join(lines)}</ul>" if lines else ""


def _finished(made, words):
    """The file with what each picture shows in words, and without the hour of its making.

    Pandoc forgets the words in OpenDocument, and in Word gives the picture's own bytes as a second
    description.
    """
    said = iter(words)

    def named(match):
        alternative = next(said, "")
        return match.group(0) + (
            f"<svg:title>{escape(alternative)}</svg:title>" if alternative else ""
        )

    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(result, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            part.date_time = NO_DAY
            if part.filename == "content.xml":
                content = FRAME.sub(named, content.decode()).encode()
            elif part.filename == "word/document.xml":
                content = DATA_AS_WORDS.sub(' descr=""', content.decode()).encode()
            new.writestr(part, content)
    return result.getvalue()
