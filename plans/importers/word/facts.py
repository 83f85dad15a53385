"""What a Word file says of itself: its title, its kind, the years it is for. Guesses to check."""

import re

from plans.importers.word.parts import q
from plans.models.plans import PlanKind

LONGEST_TITLE = 180
YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:-|–|/|to|_)\s*((?:19|20)?\d\d)(?!\d)")
LONGEST_PERIOD = 10
DOCUMENT = re.compile(r"\b(plan|strategy|assessment|review|summary|agreement)\b", re.IGNORECASE)
KINDS = (
    ("strategic assessment", PlanKind.ASSESSMENT),
    ("refresh", PlanKind.REFRESH),
    ("annual review", PlanKind.REVIEW),
    ("delivery plan", PlanKind.DELIVERY),
    ("action plan", PlanKind.DELIVERY),
    ("agreement", PlanKind.AGREEMENT),
    ("summary", PlanKind.SUMMARY),
    ("strategy", PlanKind.STRATEGY),
)


def kind_of(words):
    """The kind of plan that a title or a file name speaks of."""
    said = words.lower().replace("_", " ").replace("-", " ")
    return next((kind.value for name, kind in KINDS if name in said), PlanKind.FULL.value)


def years_of(words):
    """The first years that are named as in "2008-11": (2008, 2011), or None."""
    for match in YEARS.finditer(words):
        first, last = int(match.group(1)), int(match.group(2))
        last += (first // 100) * 100 if last < 100 else 0
        if first < last <= first + LONGEST_PERIOD:
            return first, last
    return None


def title_of(words):
    """A title or the name of a file without its years, which are said beside it."""
    spaced = " ".join(words.replace("_", " ").split())
    plain = " ".join(YEARS.sub(" ", spaced).split()).strip(" -–:,()")
    return (plain or spaced)[:LONGEST_TITLE]


def stated_title(parts):
    """The title that the file's properties give."""
    tree = parts.tree("docProps/core.xml")
    found = tree.find(q("dc:title")) if tree is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""


def _first_line(lines):
    """The first line of the front page, where it names a plan."""
    line = lines[0] if lines else ""
    return line if len(line) <= LONGEST_TITLE and DOCUMENT.search(line) else ""


def facts(title, stated, lines, name):
    """Title, kind and years, from the best place that tells each; ``lines``: of the front page."""
    stem, front = name.rpartition(".")[0] or name, " ".join(lines)
    shown = title or _first_line(lines) or stated or stem
    years = next(filter(None, map(years_of, (title, stated, front, stem))), None)
    return {
        "title": title_of(shown),
        "kind": kind_of(" ".join((shown, stem))),
        "years": list(years) if years else None,
    }
