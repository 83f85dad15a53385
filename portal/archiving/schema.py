"""The JSON Schema of an archive, made of the models: docs/archive.schema.json."""

from portal.archiving.columns import NOTHING
from portal.archiving.contents import PARTNERSHIP
from portal.archiving.kinds import own_kinds, shared_kinds
from portal.archiving.writing import FORMAT, MANIFEST, VERSION

SCHEMA = "https://json-schema.org/draft/2020-12/schema"
ABOUT = (
    "All members of an archive of a partnership, by their names. docs/archive.md explains them."
    " What a column may hold besides is said there too: references lead somewhere, files are there."
)
TYPES = {
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer"},
    "decimal": {"type": "string", "pattern": r"^-?\d{1,30}(\.\d{1,30})?$"},
    "moment": {"type": "string", "format": "date-time"},
    "day": {"type": "string", "format": "date"},
    "time": {"type": "string", "format": "time"},
    "uid": {"type": "string", "format": "uuid"},
    "json": {},
    "text": {"type": "string"},
    "reference": {"type": "string"},
    "file": {"type": "string", "pattern": r"^(files/[A-Za-z0-9._-]{1,150})?$"},
}


def schema():
    """The whole schema: an object with each member of an archive under its name."""
    kinds = {**own_kinds(), **shared_kinds()}
    return {
        "$schema": SCHEMA,
        "title": "Archive of a partnership",
        "description": ABOUT,
        "type": "object",
        "properties": {
            MANIFEST: _manifest(),
            **{member: _list(kind) for member, kind in sorted(kinds.items())},
        },
        "required": [MANIFEST, "partnership/partnership.json"],
        "additionalProperties": False,
    }


def _manifest():
    return {
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "partnership": {"type": "string"},
            "name": {"type": "string"},
            "made_at": {"type": "string", "format": "date-time"},
            "made_by": {"type": "string"},
            "counts": {"type": "object"},
            "members": {
                "type": "object",
                "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            },
        },
        "required": ["format", "version"],
    }


def _list(kind):
    limits = {"minItems": 1, "maxItems": 1} if kind.label == PARTNERSHIP else {}
    return {"type": "array", "items": _object(kind), **limits}


def _object(kind):
    properties = {name: _column(column) for name, column in kind.columns.items()}
    for name, listed in kind.lists.items():
        properties[name] = {
            "type": "array",
            "items": {"type": "string"},
            "uniqueItems": True,
            "description": f"Names of {listed.remote_field.model._meta.verbose_name_plural}",
        }
    for name, part in kind.parts.items():
        properties[name] = {"type": "array", "items": _object(part)}
    if kind.is_shared:
        properties["key"] = {"type": "string", "description": "How other objects name it"}
    if "file" in kind.beside:
        properties["file"] = TYPES["file"]
    optional = {name for name, column in kind.columns.items() if column.is_optional}
    required = set(kind.columns) - optional - kind.derived
    return {
        "type": "object",
        "title": str(kind.model._meta.verbose_name),
        "properties": dict(sorted(properties.items())),
        "required": sorted(required | ({"key"} if kind.is_shared else set()) | kind.beside),
        "additionalProperties": False,
    }


def _column(column):
    field = column.field
    said = TYPES[column.kind] | _limits(column)
    if field.null and "type" in said:
        said["type"] = [said["type"], "null"]
    words = [str(field.help_text)] if field.help_text else []
    if column.target is not None:
        words.append(f"Names a {column.target._meta.verbose_name}")
    if words:
        said["description"] = ". ".join(words)
    if column.implied is not NOTHING:
        said["default"] = column.written(column.implied)
    return said


def _limits(column):
    field, limits = column.field, {}
    if field.flatchoices:
        choices = [getattr(value, "value", value) for value, _ in field.flatchoices]
        blank = [""] if column.kind == "text" and "" not in choices else []
        limits["enum"] = [*choices, *blank, *([None] if field.null else [])]
    if column.kind == "text" and field.max_length:
        limits["maxLength"] = field.max_length
    return limits
