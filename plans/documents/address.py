from django.urls import reverse

from publishing.documents import Address


def public_address(plan):
    """Where the public finds a plan."""
    page = reverse("plans:plan_page", args=[plan.partnership.slug, plan.slug])
    return Address(page, "plan.pdf")
