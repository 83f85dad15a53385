"""Events and all their parts, maintained by officers; what people said is only read here."""

from events.admin import contributions, events, meetings, themes, workshops

__all__ = ["contributions", "events", "meetings", "themes", "workshops"]
