"""What anybody reaches of who takes part: invitations, who a partnership is, its documents."""

from partnership.public_views.about import About, Contacts
from partnership.public_views.case_reviews import CaseReview
from partnership.public_views.invitations import AcceptInvitation
from partnership.public_views.library import Library, library_file

__all__ = [
    "About",
    "AcceptInvitation",
    "CaseReview",
    "Contacts",
    "Library",
    "library_file",
]
