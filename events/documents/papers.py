"""Papers of a meeting: their letters, and how they are handed out."""

from records.files import KINDS


def paper_kind(paper):
    """The kind of a paper that is kept as a file."""
    return KINDS[paper.file.name.rpartition(".")[2]]


def handed_out(paper):
    """How its file is sent: under a name of ours, to be kept and never shown by the browser."""
    kind = paper_kind(paper)
    return {
        "as_attachment": True,
        "filename": f"{paper.item.meeting.slug}-paper-{paper.label.lower()}.{kind.extension}",
        "content_type": kind.media_type,
    }


def what_it_is(paper):
    """What readers get when they follow a paper: “PDF, 85 KB”, “link”."""
    if paper.link:
        return "link"
    if paper.edition_id:
        return "PDF"
    size = max(1, round((paper.size or 0) / 1024))
    shown = f"{size:,} KB" if size < 1024 else f"{size / 1024:.1f} MB"
    return f"{paper_kind(paper).label}, {shown}"


def by_label(paper):
    """What puts papers into the order of their letters: Z before AA."""
    return len(paper.label), paper.label


def next_label(labels):
    """The label after those given already in a meeting: A, B … Z, AA; none is given twice."""
    highest = max((_number(label) for label in labels), default=0)
    return _letters(highest + 1)


def _number(label):
    number = 0
    for letter in label:
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number):
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
