"""The Easy Read text of a plan, composed: one thought a row, its picture at the left."""

from plans.models import EasyRead, EasyReadLine
from publishing.documents import Composed, composed, formats_line
from publishing.models import EditionText, Language
from publishing.models.texts import Form
from records.languages import is_welsh


def easy_read_of(plan):
    """The plan's Easy Read text, or a new one that is not saved yet."""
    found = EasyRead.objects.filter(plan=plan).first()
    return found or EasyRead(plan=plan, title=f"{plan.title}: Easy Read"[:180])


def lines_of(easy_read):
    """Its rows in order, with their pictures, in one query."""
    if easy_read.pk is None:
        return []
    return list(easy_read.lines.select_related("picture").order_by("order", "pk"))


def compose_easy_read(easy_read, language=Language.ENGLISH) -> Composed:
    """What readers would have in this language."""
    lines, title = lines_of(easy_read), _in(easy_read, "title", language)
    rows = [_row(line, number, language) for number, line in enumerate(lines, start=1)]
    plan = easy_read.plan
    contact = plan.partnership.contact_points.filter(purpose="formats").first()
    snapshot = {
        "title": title,
        "partnership": _in(plan.partnership, "name", language),
        "years": plan.years,
        "formats_line": formats_line(contact),
        "contents": [
            {"number": "", "title": row["words"], "anchor": row["anchor"], "level": 1}
            for row in rows
            if row["heading"]
        ],
        "pictures": sorted({line.picture.name for line in lines if line.picture}),
    }
    return composed(title, "plans/documents/easy_read.html", {"rows": rows}, snapshot, language)


def _row(line: EasyReadLine, number, language):
    picture = line.picture
    return {
        "heading": line.heading,
        "words": _in(line, "words", language),
        "anchor": f"line-{number}",
        "picture": picture,
        "described": _in(picture, "description", language) if picture else "",
    }


def _in(thing, field, language):
    welsh = getattr(thing, f"{field}_cy") if language == Language.WELSH else ""
    return welsh or getattr(thing, field)


def languages_of(easy_read):
    """English, and Welsh where the plan is published in both."""
    both = [Language.ENGLISH, Language.WELSH]
    return both if easy_read.plan.in_welsh else both[:1]


def lacks_welsh(easy_read):
    """The rows of a plan in both languages whose Welsh is not written."""
    if not easy_read.plan.in_welsh:
        return []
    return [line for line in lines_of(easy_read) if not line.words_cy]


def public_easy_reads(document):
    """The Easy Read texts that the public may read, the one that counts first."""
    texts = EditionText.objects.filter(
        edition__document=document,
        edition__number__lte=document.current_edition.number,
        form=Form.EASY_READ,
        taken_out=None,
    )
    return texts.select_related("edition").order_by("-edition__number", "-number")


def public_easy_read(document):
    """The Easy Read in the language of the page, else in the one there is; None: none."""
    newest = public_easy_reads(document).first()
    if newest is None:
        return None
    wanted = Language.WELSH if is_welsh() else Language.ENGLISH
    same = public_easy_reads(document).filter(edition=newest.edition, number=newest.number)
    return same.filter(language=wanted).first() or newest
