"""Copies of the pages and files that everybody may read, answered before Django.

Database and storage are the truth; this folder may be deleted at any time. Three parts:

- ``folder`` keeps bodies by the hash of their contents, one manifest that says which address
  shows which of them, and a tree of links by address for nginx.
- ``asking`` asks Django itself for an address, as anybody would, so that a copy is what Django
  answers and nothing else. ``publishing.workflow.copying`` decides what is asked for and when.
- ``serving`` stands before Django in each web process and answers from the manifest.
"""

from publishing.public_copy.bodies import Page
from publishing.public_copy.folder import Folder
from publishing.public_copy.serving import PublicCopy

__all__ = ["Folder", "Page", "PublicCopy"]
