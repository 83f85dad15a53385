"""What was published, and what readers ask for and are told."""

from publishing.admin import documents, readers

__all__ = ["documents", "readers"]
