"""How a document becomes public: publish, make its files, show it, retry, withdraw.

The ``Rendition`` rows are the queue. A message to a worker is only a hint that may be lost or
come twice: each step is one conditional change of a row, and who holds the lease makes the file.
"""

from publishing.workflow.editions import (
    formats_offered,
    new_document,
    publish,
    publish_composed,
    refuse_needless,
    withdraw,
)
from publishing.workflow.hints import RENDER
from publishing.workflow.renditions import give_up, make, retry

__all__ = [
    "RENDER",
    "formats_offered",
    "give_up",
    "make",
    "new_document",
    "publish",
    "publish_composed",
    "refuse_needless",
    "retry",
    "withdraw",
]
