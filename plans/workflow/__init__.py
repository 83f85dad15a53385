"""How documents of the round are written, agreed and published."""

from plans.workflow.agreeing import (
    MOVES,
    ContentChanged,
    ask_executive_group,
    publish,
    record,
    reopen,
    steps_open,
    submit,
)
from plans.workflow.assessments import start_assessment, start_summary
from plans.workflow.parts import move_block, move_section, remove_block

__all__ = [
    "MOVES",
    "ContentChanged",
    "ask_executive_group",
    "move_block",
    "move_section",
    "publish",
    "record",
    "remove_block",
    "reopen",
    "start_assessment",
    "start_summary",
    "steps_open",
    "submit",
]
