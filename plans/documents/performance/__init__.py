"""The performance report: a quarter composed from what the groups sent."""

from plans.documents.performance.compose import TEMPLATES, compose, composed_of
from plans.documents.performance.report import Performance

__all__ = ["TEMPLATES", "Performance", "compose", "composed_of"]
