"""What people type about plans, with the faults said beside the field."""

from plans.forms.actions import ActionForm
from plans.forms.approval import RecordForm
from plans.forms.blocks import LiveBlockForm, NewBlockForm, PictureForm, TextForm
from plans.forms.plans import PlanForm, SectionForm

__all__ = [
    "ActionForm",
    "LiveBlockForm",
    "NewBlockForm",
    "PictureForm",
    "PlanForm",
    "RecordForm",
    "SectionForm",
    "TextForm",
]
