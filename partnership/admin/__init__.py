"""The admin screens: what administrators maintain, and officers within their partnership."""

from partnership.admin import (
    case_reviews,
    changes,
    letters,
    library,
    linking,
    organisations,
    partnerships,
    people,
    places,
    second_factors,
    site,
)

__all__ = [
    "case_reviews",
    "changes",
    "letters",
    "library",
    "linking",
    "organisations",
    "partnerships",
    "people",
    "places",
    "second_factors",
    "site",
]
