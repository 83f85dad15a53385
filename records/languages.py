"""What stands in two languages: the one that the page is read in, else the English one."""

from django.utils.translation import get_language

WELSH = "cy"


def is_welsh():
    """Whether what is composed now is read in Welsh."""
    return get_language() == WELSH


def has_welsh(thing, field):
    """Whether somebody wrote the Welsh of a field."""
    return bool(getattr(thing, f"{field}_cy", ""))


def in_language(thing, field):
    """A field in the language of the page; in English where nobody has written the Welsh."""
    if is_welsh() and has_welsh(thing, field):
        return getattr(thing, f"{field}_cy")
    return getattr(thing, field)


def fell_back(thing, field):
    """Whether a Welsh page shows English words here, and must say so to who listens to it."""
    return is_welsh() and bool(getattr(thing, field, "")) and not has_welsh(thing, field)
