"""Numbers and amounts in words; what is missing is "not stated"."""

NOT_STATED = "not stated"


def plain_number(value):
    """277, 39.5, 28,442: no needless zeros."""
    return NOT_STATED if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


def pounds(value):
    """£28,442, with pence only where there are any."""
    return NOT_STATED if value is None else f"£{value:,.2f}".removesuffix(".00")
