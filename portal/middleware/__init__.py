"""What holds for every request, whichever room answers it."""

from portal.middleware.compressing import compressed
from portal.middleware.downloads import downloads_noted
from portal.middleware.guarding import guarded
from portal.middleware.hosts import own_address
from portal.middleware.languages import language_from_path
from portal.middleware.naming import named
from portal.middleware.probing import probed

__all__ = [
    "compressed",
    "downloads_noted",
    "guarded",
    "language_from_path",
    "named",
    "own_address",
    "probed",
]
