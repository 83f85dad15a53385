"""A past plan's file as readers meet it: its kind, its name with us, where it lies."""

from django.utils.translation import gettext_lazy as _

from plans.models import PastPlan

PDF = "application/pdf"
LABELS = {
    "pdf": "PDF",
    "docx": _("Word document"),
    "doc": _("Word document of the old kind"),
    "odt": _("OpenDocument text"),
}


def extension_of(plan):
    return plan.original.name.rpartition(".")[2]


def handed_out(plan):
    """How its file is sent: under our own name, and only a PDF is shown in the browser."""
    return {
        "filename": f"{plan.partnership.slug}-{plan.slug}.{extension_of(plan)}",
        "content_type": plan.media_type,
        "as_attachment": plan.media_type != PDF,
    }


def file_label(plan):
    """What kind of file it is, in words."""
    return LABELS[extension_of(plan)]


def shown_past_plans(partnership):
    """The past plans that a partnership shows to everybody, with the kind of each file."""
    plans = PastPlan.objects.published().filter(partnership=partnership)
    return [(plan, file_label(plan)) for plan in plans]
