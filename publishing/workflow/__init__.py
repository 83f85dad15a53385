"""How a document becomes public: publish, make its files, show it, retry, withdraw.

The ``Rendition`` rows are the queue. A message to a worker is only a hint that may be lost or
come twice: each step is one conditional change of a row, and who holds the lease makes the file.
"""

from publishing.workflow.easy_read import publish_easy_read
from publishing.workflow.editions import (
    new_document,
    publish,
    publish_composed,
    refuse_needless,
    withdraw,
)
from publishing.workflow.hints import RENDER
from publishing.workflow.renditions import give_up, make, make_next, retry

__all__ = [
    "RENDER",
    "give_up",
    "make",
    "make_next",
    "new_document",
    "publish",
    "publish_composed",
    "publish_easy_read",
    "refuse_needless",
    "retry",
    "withdraw",
]
