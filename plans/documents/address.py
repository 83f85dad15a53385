from dataclasses import dataclass

from django.urls import reverse

from publishing.documents import Address
from publishing.models import Edition, Format


def public_address(plan):
    """Where the public finds a plan."""
    page = reverse("plans:plan_page", args=[plan.partnership.slug, plan.slug])
    return Address(page, "plan")


def address_of(document):
    """Where the public finds the plan that a document is of."""
    return public_address(document.plan)


@dataclass(frozen=True)
class WorkspaceAddress:
    """Where its own people find an edition that is not for the public."""

    of: Edition

    def edition(self, number):
        return reverse("plans:edition_text", args=[self.of.uid])

    def edition_file(self, number, format=Format.PDF):
        return reverse("plans:edition_text_pdf", args=[self.of.uid])


def readers_address(plan, edition):
    """Where those for whom a plan is written read an edition of it."""
    return public_address(plan) if plan.is_public else WorkspaceAddress(edition)
