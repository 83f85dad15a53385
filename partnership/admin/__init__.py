"""The admin screens: what administrators maintain, and officers within their partnership."""

from partnership.admin import changes, letters, organisations, partnerships, people, places, site

__all__ = ["changes", "letters", "organisations", "partnerships", "people", "places", "site"]
