"""The admin screens: what administrators maintain, and officers within their partnership."""

from partnership.admin import changes, organisations, partnerships, people, places, site

__all__ = ["changes", "organisations", "partnerships", "people", "places", "site"]
