"""Figures in words: every page, PDF and export takes its words from here, and so tells alike."""

from priorities.documents.values.changes import Change, Sign, change, change_sign
from priorities.documents.values.figures import (
    Shown,
    fewer_than,
    in_unit,
    is_provisional,
    is_queried,
    is_small,
    per,
    period_of,
    sentence,
    shown,
    stated_amount,
)
from priorities.documents.values.headlines import Headline, Line, arrow, headline, line, stated_sign

__all__ = [
    "Change",
    "Headline",
    "Line",
    "Shown",
    "Sign",
    "arrow",
    "change",
    "change_sign",
    "fewer_than",
    "headline",
    "in_unit",
    "is_provisional",
    "is_queried",
    "is_small",
    "line",
    "per",
    "period_of",
    "sentence",
    "shown",
    "stated_amount",
    "stated_sign",
]
