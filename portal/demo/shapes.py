"""How the texts of the demonstration are written down, and what they become."""

from dataclasses import dataclass

from plans.models.blocks import BlockKind


@dataclass(frozen=True)
class Piece:
    """One block of a section: its kind, and its HTML or its caption where it has them."""

    kind: str
    html: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Chapter:
    """A section with its lasting anchor, its blocks, and the sections below it."""

    anchor: str
    title: str
    pieces: tuple = ()
    below: tuple = ()
    contents_title: str = ""


def text(words):
    """A text block: a blank line ends a paragraph; lines that begin with "- " are a list."""
    return Piece(BlockKind.TEXT, html(words))


def call_out(caption, words):
    return Piece(BlockKind.CALL_OUT, html(words), caption)


def live(kind, caption=""):
    """A block that is drawn from data."""
    return Piece(BlockKind(kind), caption=caption)


def html(words):
    return "".join(_element(part) for part in words.strip().split("\n\n"))


def _element(part):
    if not part.startswith("- "):
        return f"<p>{_joined(part)}</p>"
    items = ("\n" + part).split("\n- ")[1:]
    return "<ul>" + "".join(f"<li>{_joined(item)}</li>" for item in items) + "</ul>"


def _joined(words):
    return " ".join(words.split())
