"""A plan as the document that everybody reads: one fragment for page, PDF and every format."""

from plans.documents.compose import compose

__all__ = ["compose"]
