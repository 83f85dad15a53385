"""Which uploaded files speak of a person: opened one by one, as many as there is time for."""

from dataclasses import dataclass

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import FileField
from django.urls import NoReverseMatch, reverse

from portal.documents.file_texts import NotRead, text_of

MADE_HERE = {"publishing.Rendition"}  # they say what their edition says, which is searched
GONE = "The file is not there any more."
AWAY = "The storage does not give the file. Search again when it does, or ask whoever runs it."
BY_ITSELF = "The file goes by itself 365 days after the upload; what was taken in of it stays."
# How each kind of file is taken out. A test asks for one wherever files are kept.
TAKE_OUT = {
    "plans.PastPlan": "Delete the past plan, and add it again with a file without these words.",
    "plans.PlanImport": BY_ITSELF,
    "plans.ReportFile": "Take the file out of the group’s report before the report is accepted.",
    "events.Paper": "Take the paper off the meeting’s agenda, and add one without these words.",
    "events.ContributionImport": BY_ITSELF,
    "priorities.EvidenceImport": BY_ITSELF,
    "portal.PartnershipArchive": "Delete the archive; it goes by itself 7 days after it was made.",
    "partnership.RelatedDocument": "Choose another file for the document, or delete it.",
}


@dataclass(frozen=True)
class Kept:
    """An uploaded file: what it is of, where an administrator opens that, and what to do."""

    kind: str
    what: str
    address: str
    do: str
    why: str = ""  # it was not read


@dataclass(frozen=True)
class Looked:
    """One part of the search: from which file to which, of how many, and what was found."""

    first: int
    last: int
    total: int
    found: list
    unread: list

    @property
    def goes_on(self):
        return self.last < self.total


def files_about(asked, *, start, goes_on):
    """Search the files after the ``start``-th until there is none left, or no time."""
    places = list(_places())
    found, unread, last = [], [], start
    words = [each.lower() for each in asked.words if each]
    for model, pk, column in places[start:]:
        row = model._base_manager.filter(pk=pk).first()
        if row is not None:
            _look(row, column, words, found, unread)
        last += 1
        if not goes_on():
            break
    return Looked(min(start + 1, len(places)), last, len(places), found, unread)


def models_with_files():
    """Each model that keeps uploaded files, with its column."""
    for model in apps.get_models():
        if model._meta.label in MADE_HERE:
            continue
        for column in model._meta.local_concrete_fields:
            if isinstance(column, FileField):
                yield model, column.name


def _places():
    """All files in an order that does not change while somebody goes on."""
    for model, column in models_with_files():
        rows = model._base_manager.exclude(**{column: ""}).order_by("pk")
        for pk in rows.values_list("pk", flat=True):
            yield model, pk, column


def _look(row, column, words, found, unread):
    try:
        with default_storage.open(getattr(row, column).name) as file:
            text = text_of(file).lower()
    except FileNotFoundError:
        unread.append(_kept(row, GONE))
    except OSError:
        unread.append(_kept(row, AWAY))
    except NotRead as why:
        unread.append(_kept(row, str(why)))
    else:
        joined = " ".join(text.split())
        if any(" ".join(each.split()) in joined for each in words):
            found.append(_kept(row))


def _kept(row, why=""):
    label = row._meta.label
    kind = str(row._meta.verbose_name)
    try:
        address = reverse(
            f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]
        )
    except NoReverseMatch:
        address = ""
    return Kept(kind[0].upper() + kind[1:], str(row), address, TAKE_OUT.get(label, ""), why)
