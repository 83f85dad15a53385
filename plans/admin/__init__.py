"""Plans and their parts, maintained by officers while a plan is a draft."""

from plans.admin import actions, approval, money, plans, sections

__all__ = ["actions", "approval", "money", "plans", "sections"]
