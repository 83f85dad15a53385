"""How documents of the round are written, agreed and published."""

from plans.workflow.agreeing import (
    MOVES,
    ask_executive_group,
    record,
    renew,
    reopen,
    steps_open,
    submit,
)
from plans.workflow.assessments import start_assessment, start_summary
from plans.workflow.parts import move_block
from plans.workflow.scheduling import ContentChanged, publish, schedule, unschedule

__all__ = [
    "MOVES",
    "ContentChanged",
    "ask_executive_group",
    "move_block",
    "publish",
    "record",
    "renew",
    "reopen",
    "schedule",
    "start_assessment",
    "start_summary",
    "steps_open",
    "submit",
    "unschedule",
]
