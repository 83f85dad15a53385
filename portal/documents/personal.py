"""Where the portal keeps something about a person: looked for in every table that it has.

No table is named here, so that one that is added tomorrow is searched too. ``personal_files``
opens uploaded files; finished files (PDF, EPUB …) say what their edition says, which is searched.
"""

from dataclasses import dataclass, field

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from partnership.models import User

# Whatever holds no words of people, or is a copy of what is searched.
NOT_SEARCHED = {"sessions", "contenttypes", "auth"}
COPIES = {"portal.SearchEntry", "portal.SearchMark"}
# Columns that name a person by uid, where no table may hold them back.
BY_UID = {"by", "actor", "target", "subject", "published_by", "recorded_by", "ended_by"}
SECRETS = {"password", "token", "token_sha256", "data", "pin"}
LONGEST = 1500  # characters of one text in an export; more are cut round the words


@dataclass(frozen=True)
class Asked:
    """Whom somebody asks about: what was typed, and the accounts that it means."""

    typed: str
    people: list
    words: set = field(default_factory=set)  # looked for within texts

    @classmethod
    def about(cls, typed):
        typed = typed.strip()
        people = list(User.objects.filter(Q(email__iexact=typed) | Q(post__iexact=typed))[:20])
        known = {email for one in people for email in one.history.values_list("email", flat=True)}
        return cls(typed, people, {typed, *known, *(one.email for one in people)})

    @property
    def address(self):
        """What was typed, where it is an address without an account."""
        return self.typed.lower() if "@" in self.typed and not self.people else ""


@dataclass(frozen=True)
class Found:
    """The rows of one table that are by or about somebody."""

    table: str
    where: str
    rows: models.QuerySet
    count: int


def found_about(asked):
    """Each table that holds something, those with the most first."""
    found = []
    for model in apps.get_models():
        if model._meta.app_label in NOT_SEARCHED or model._meta.label in COPIES:
            continue
        rows = _rows(model, asked)
        count = rows.count() if rows is not None else 0
        if count:
            found.append(Found(model._meta.label, _in_words(model), rows, count))
    return sorted(found, key=lambda one: (-one.count, one.where))


def _rows(model, asked):
    """The rows that name them; None where a table cannot."""
    rows, about = model._base_manager.all(), Q()
    for column in model._meta.concrete_fields:
        if is_text(column):
            # Data are searched as the text that they are written down in.
            rows = rows.alias(**{f"text_of_{column.name}": Cast(column.name, models.TextField())})
            for words in asked.words:
                about |= Q(**{f"text_of_{column.name}__icontains": words})
        else:
            about |= _by_key(model, column, asked)
    return rows.filter(about).order_by("pk") if about else None


def _by_key(model, column, asked):
    """By a key to an account, or by the uid of one."""
    if column.is_relation and column.related_model is User:
        return Q(**{f"{column.name}__in": asked.people})
    if isinstance(column, models.UUIDField) and (column.name in BY_UID or model is User):
        return Q(**{f"{column.name}__in": [one.uid for one in asked.people]})
    return Q()


def is_text(column):
    """Whether people's words may stand in a column: no secrets, no choices out of a list."""
    kinds = models.CharField | models.TextField | models.JSONField
    return isinstance(column, kinds) and not column.choices and column.name not in SECRETS


def _in_words(model):
    name = str(model._meta.verbose_name_plural)
    if name.startswith("historical "):
        name = f"earlier versions of {name.removeprefix('historical ')}"
    return f"{name[0].upper()}{name[1:]}"


def exported(asked):
    """All that is kept about somebody, for a machine: each table with its rows.

    ``what`` names the row as screens do; the other keys are the columns of its table.
    """
    return {
        "asked": asked.typed,
        "accounts": [
            {"uid": one.uid, "email": one.email, "post": one.post} for one in asked.people
        ],
        "found": [
            {
                "table": one.table,
                "where": one.where,
                "rows": [row_exported(row, asked) for row in one.rows.iterator(chunk_size=200)],
            }
            for one in found_about(asked)
        ],
        "not_searched": "Files that were uploaded: the data-protection page looks into them.",
    }


def row_exported(row, asked):
    """One row with its columns, without secrets; long texts are cut round the words."""
    columns = [one for one in row._meta.concrete_fields if one.name not in SECRETS]
    values = {one.attname: _cut(one.value_from_object(row), asked) for one in columns}
    return {"what": str(row), **values}


def _cut(value, asked):
    """A value as it is; of a long text what stands round the words."""
    if isinstance(value, models.fields.files.FieldFile):
        return value.name
    if not isinstance(value, str | dict | list) or len(str(value)) <= LONGEST:
        return value
    text = str(value)
    places = [text.lower().find(words.lower()) for words in asked.words]
    at = max(0, min([place for place in places if place >= 0], default=0) - LONGEST // 2)
    return f"… {text[at : at + LONGEST]} …"
