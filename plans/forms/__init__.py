"""What people type about plans, with the faults said beside the field."""

from plans.forms.actions import ActionForm
from plans.forms.blocks import LiveBlockForm, NewBlockForm, PictureForm, TextForm
from plans.forms.plans import NewPlanForm, PlanForm, SectionForm

__all__ = [
    "ActionForm",
    "LiveBlockForm",
    "NewBlockForm",
    "NewPlanForm",
    "PictureForm",
    "PlanForm",
    "SectionForm",
    "TextForm",
]
