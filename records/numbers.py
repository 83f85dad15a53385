"""Numbers and amounts in words; what is missing is "not stated"."""

from django.utils.translation import gettext_lazy as _

NOT_STATED = _("not stated")


def plain_number(value):
    """277, 39.5, 28,442: no needless zeros."""
    return str(NOT_STATED) if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


def pounds(value):
    """£28,442, with pence only where there are any."""
    return str(NOT_STATED) if value is None else f"£{value:,.2f}".removesuffix(".00")
