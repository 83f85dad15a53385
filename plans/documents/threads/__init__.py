"""The thread: where a thing came from and what became of it, in the order in which it happened."""

from plans.documents.threads import inside, public
from plans.documents.threads.steps import Step, Thread
from plans.documents.threads.walk import KINDS, Walk
from plans.documents.threads.weave import thread_of, woven

__all__ = ["KINDS", "Step", "Thread", "Walk", "inside", "public", "thread_of", "woven"]
