"""The thread: where a thing came from and what became of it, in the order in which it happened."""

from plans.documents.threads.steps import Step, Thread

__all__ = ["Step", "Thread"]
