"""What an archive holds of each table, and what it leaves out and why.

A test insists that every model is decided about, so that one of tomorrow is not forgotten.
"""

from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Q

PARTNERSHIP = "partnership.Partnership"
SIGN_IN = "How people sign in stays where they sign in."
MADE_ANEW = "A copy, which the portal makes anew."
OF_A_MOMENT = "Who is looking at or making what just now."
BETWEEN_TWO = "An agreement of two partnerships of one installation: the group is lent anew."
LINKED = "It ties partnerships of one installation together: they are tied anew."
TAKEN_IN = "It was taken in: what it said is here, its file goes after a while."

# Earlier versions of rows are left out as a whole: docs/decisions/0035-archive.md says why.
HISTORY = "The audit travels; each row begins its history anew where it is brought in."
LEFT_OUT = {
    "admin.LogEntry": "The audit tells of the same deeds.",
    "auth.Group": SIGN_IN,
    "auth.Group_permissions": SIGN_IN,
    "auth.Permission": SIGN_IN,
    "contenttypes.ContentType": MADE_ANEW,
    "sessions.Session": SIGN_IN,
    "account.EmailAddress": SIGN_IN,
    "account.EmailConfirmation": SIGN_IN,
    "mfa.Authenticator": SIGN_IN,
    "partnership.User_groups": SIGN_IN,
    "partnership.User_user_permissions": SIGN_IN,
    "partnership.Invitation": "Its link is the secret of one address: invite anew.",
    "partnership.Group_lent_to": BETWEEN_TWO,
    "partnership.PartnershipLink": LINKED,
    "partnership.Succession": LINKED,
    "plans.ReturnShare": LINKED,
    "priorities.AssessmentRound_shared_with": LINKED,
    "portal.SiteText": "Belongs to the installation: no partnership owns it.",
    "portal.PartnershipArchive": OF_A_MOMENT,
    "portal.SearchEntry": MADE_ANEW,
    "portal.SearchMark": MADE_ANEW,
    "plans.Presence": OF_A_MOMENT,
    "plans.SectionLook": OF_A_MOMENT,
    "plans.PlanLook": OF_A_MOMENT,
    "plans.SeenText": "A copy of a text for whoever saw it last.",
    "events.CaptureDevice": "Names of devices and addresses, kept for one evening.",
}
COLUMNS_LEFT_OUT = {
    "partnership.Group.lent_to": BETWEEN_TWO,
    "priorities.AssessmentRound.shared_with": LINKED,
    "priorities.PriorityList.drawn_from": LINKED,
    "partnership.KnownAs.organisation": "Names of what is shared travel with it.",
    "partnership.KnownAs.area": "Names of what is shared travel with it.",
    "partnership.Letter.lease_until": OF_A_MOMENT,
    "partnership.Letter.leased_by": OF_A_MOMENT,
    "publishing.Document.turn": "Tells the copies of one installation's pages apart.",
    "publishing.Rendition.lease_until": OF_A_MOMENT,
    "publishing.Rendition.leased_by": OF_A_MOMENT,
    "plans.PlanImport.file": TAKEN_IN,
    "events.ContributionImport.file": TAKEN_IN,
    "priorities.EvidenceImport.file": TAKEN_IN,
}
# Jobs under way stay where they run; what is done is part of the record.
ONLY = {
    "partnership.Letter": Q(state="sent"),
    "plans.PlanImport": Q(state="done"),
    "events.ContributionImport": Q(state="done"),
    "priorities.EvidenceImport": Q(state="done"),
}
# The ways from a row to its partnership where its model does not declare the one itself.
OWNED_BY = {
    PARTNERSHIP: ("pk",),
    "partnership.KnownAs": ("partnership", "group__partnership"),
    "records.Change": (),  # by the partnership's uid
}


@dataclass(frozen=True)
class Shared:
    """Something that partnerships share: it travels as a description, is matched or made.

    ``same`` are the columns that tell which one is meant, tried one after the other. ``parts``
    are rows that come with it where it is made: {name: (model, column that names it, columns)}.
    """

    label: str
    same: tuple
    without: tuple = ("version",)
    parts: dict = field(default_factory=dict)

    @property
    def model(self):
        return apps.get_model(self.label)

    @property
    def member(self):
        return f"shared/{self.model._meta.model_name}.json"


DATES = ("from_date", "to_date")
NAMES = ("name", "short_name", *DATES)
OTHER_NAMES = "partnership.KnownAs"
SHARED = {
    one.label: one
    for one in (
        Shared(
            "partnership.Organisation",
            (("uid",), ("name",)),
            parts={
                "aliases": ("partnership.OrganisationAlias", "organisation", ("name",)),
                "other_names": (OTHER_NAMES, "organisation", NAMES),
            },
        ),
        Shared(
            "partnership.Area",
            (("uid",), ("code",), ("name", "kind", "code")),
            parts={
                "aliases": ("partnership.AreaAlias", "area", ("name",)),
                "other_names": (OTHER_NAMES, "area", NAMES),
                "postcode_districts": ("partnership.PostcodeDistrict", "area", ("district",)),
                "within": ("partnership.AreaLink", "child", ("parent", *DATES)),
            },
        ),
        Shared(
            "partnership.Topic",
            (("uid",), ("name",)),
            parts={"aliases": ("partnership.TopicAlias", "topic", ("name",))},
        ),
        Shared(
            "partnership.User",
            (("uid",), ("email",)),
            ("password", "last_login", "is_superuser", "groups", "user_permissions"),
        ),
        # Those of the whole country; what a partnership counts itself is its own.
        Shared("priorities.Measure", (("uid",), ("code",)), ("version", "partnership")),
        Shared(
            "priorities.Figure",
            (("measure", "area", "starts_on", "ends_on"),),
            ("version", "uid", "batch", "revised_by", "rows"),
        ),
        # Every installation comes with them, each under its code.
        Shared("plans.Requirement", (("code",),), ("version", "uid")),
        Shared("records.Erasure", (("uid",),), ()),
        # A group that another partnership lends.
        Shared(
            "partnership.Group",
            (("uid",),),
            ("version", "partnership", "lent_to", "state", "shared_with"),
        ),
    )
}


def own_models():
    """The models whose rows an archive holds as a partnership's own."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.auto_created and paths_of(model) is not None
    ]


def paths_of(model):
    """The ways from a row to the partnership that owns it; None where none does."""
    label = model._meta.label
    if label in OWNED_BY:
        return OWNED_BY[label]
    if label in LEFT_OUT:
        return None
    path = getattr(model, "owned_by", None)
    return (path,) if path and not is_history(model) else None


def is_history(model):
    """Whether a model keeps the earlier versions of another one's rows."""
    return hasattr(model, "instance_type") and model.__name__.startswith("Historical")


def rows_of(model, partnership, using):
    """The rows of a model that a partnership owns, in the order in which they were made."""
    if model._meta.label == "records.Change":
        owned = Q(partnership=partnership.uid)
    else:
        owned = Q()
        for path in paths_of(model):
            owned |= Q(**{path: partnership.pk})
    only = ONLY.get(model._meta.label, Q())
    return model._base_manager.using(using).filter(owned & only).order_by("pk")
