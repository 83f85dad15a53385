"""Files of an edition, opened as their readers' programs open them: what stands in each."""

import io
import re
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

import tinyhtml5

from tests.machine import program

NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
PAGE_NUMBER = re.compile(r" {2,}#[a-j]+$")
KBITS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
KBITS_LOW = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


@dataclass
class Content:
    """The words of a file in one line, its headings with their levels, its pictures' words."""

    words: str
    headings: list
    pictures: list

    @property
    def numbers(self):
        return set(NUMBER.findall(self.words))


def one_line(words):
    return " ".join(words.split())


def _name(element):
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _all(element, *names):
    return [part for part in element.iter() if _name(part) in names]


def _attribute(element, name):
    return next((words for key, words in element.items() if key.rpartition("}")[2] == name), "")


def _html(roots, *, shift=0):
    content = Content("", [], [])
    for root in roots:
        hidden = {
            part
            for around in root.iter()
            if around.get("aria-hidden") or "permalink" in around.get("class", "")
            for part in around.iter()
        }
        parts = [part for part in root.iter() if part not in hidden]
        for part in parts:
            name, words = _name(part), one_line("".join(part.itertext()))
            if re.fullmatch("h[1-6]", name):
                content.headings.append((int(name[1]) - shift, words.removesuffix("#").strip()))
            elif name == "img":
                content.pictures.append(part.get("alt", ""))
            elif name == "svg":
                said = [one_line("".join(e.itertext())) for e in part if _name(e) == "title"]
                content.pictures += said
        content.words += " " + one_line(" ".join(root.itertext()))
    return content


def frozen(fragment):
    """What the edition itself says: all that must be in every file of it."""
    body = tinyhtml5.parse(fragment, namespace_html_elements=False).find("body")
    return _html([body], shift=1)


def epub(file):
    with zipfile.ZipFile(io.BytesIO(file)) as book:
        names = sorted(name for name in book.namelist() if "/text/ch" in name)
        return _html([ElementTree.fromstring(book.read(name)).find("{*}body") for name in names])


def word(file):
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        body = ElementTree.fromstring(opened.read("word/document.xml"))
    paragraphs = []
    for paragraph in _all(body, "p"):
        style = next((_attribute(e, "val") for e in _all(paragraph, "pStyle")), "")
        paragraphs.append((style, "".join(e.text or "" for e in _all(paragraph, "t"))))
    return Content(
        one_line(" ".join(words for _, words in paragraphs)),
        [(int(style[7:]), one_line(said)) for style, said in paragraphs if "Heading" in style[:7]],
        [picture.get("descr", "") for picture in _all(body, "docPr")],
    )


def open_document(file):
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        assert opened.infolist()[0].filename == "mimetype"
        body = ElementTree.fromstring(opened.read("content.xml")).find("{*}body")
    paragraphs = _all(body, "p", "h")
    spaced = " ".join("".join(e.itertext()) for e in paragraphs)
    return Content(
        one_line(spaced),
        [
            (int(_attribute(e, "outline-level")), one_line("".join(e.itertext())))
            for e in paragraphs
            if _name(e) == "h"
        ],
        ["".join(e.text for e in _all(frame, "title")) for frame in _all(body, "frame")],
    )


def braille_numbers(file):
    """The groups of digits in Braille, as the cells of a number write them."""
    numbers = re.findall(r'#[a-j]+(?:[-1-4."][a-j]+)*', file.decode())
    letters = str.maketrans("abcdefghij", "1234567890")
    return set(re.findall(r"[0-9]+", re.sub(r"[^a-j]", " ", " ".join(numbers)).translate(letters)))


def braille_read_back(file, table):
    """The Braille as print again, without the numbers of its pages."""
    pages = []
    for page in file.decode().split("\f"):
        lines = page.replace("\r", "").strip("\n").split("\n")
        pages.append("\n".join([*lines[:-1], PAGE_NUMBER.sub("", lines[-1])]))
    command = [program("file2brl"), "-b", f"-CliteraryTextTable={table}"]
    with tempfile.TemporaryDirectory() as folder:  # it leaves a file where it works
        braille = "\n".join(pages).encode()
        done = subprocess.run(command, input=braille, cwd=folder, capture_output=True, check=True)
    read = tinyhtml5.parse(done.stdout.decode(), namespace_html_elements=False)
    return one_line("".join(read.find("body").itertext()))


def seconds_of(mp3):
    """How long an MP3 plays, by its frames."""
    at = 10 + sum(byte << 7 * n for n, byte in enumerate(mp3[9:5:-1])) if mp3[:3] == b"ID3" else 0
    while mp3[at] != 0xFF or mp3[at + 1] & 0xE0 != 0xE0:
        at += 1
    played = 0
    while at + 4 <= len(mp3) and mp3[at] == 0xFF and mp3[at + 1] & 0xE0 == 0xE0:
        full = mp3[at + 1] >> 3 & 3 == 3
        rate = (44100, 48000, 32000)[mp3[at + 2] >> 2 & 3] // (
            1 if full else 2 if mp3[at + 1] >> 3 & 3 == 2 else 4
        )
        kbits = (KBITS if full else KBITS_LOW)[mp3[at + 2] >> 4]
        samples = 1152 if full else 576
        at += samples // 8 * kbits * 1000 // rate + (mp3[at + 2] >> 1 & 1)
        played += samples / rate
    assert len(mp3) - at <= 128, "the last frame is whole"
    return played


def parts(file):
    """The texts in a file that is a zip, by name."""
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        names = [n for n in opened.namelist() if n.endswith(("xml", "xhtml", "opf", "ncx"))]
        return {name: opened.read(name).decode() for name in names}
