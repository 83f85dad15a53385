"""What matters, maintained by officers: evidence, rounds, priorities and referrals."""

from priorities.admin import figures, lists, rounds, surveys, targets

__all__ = ["figures", "lists", "rounds", "surveys", "targets"]
