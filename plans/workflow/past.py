"""Plans that were published elsewhere: their files are kept as they came, and listed."""

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.text import slugify

from partnership.permissions import is_officer
from plans.models import PastPlan
from records.models import note
from records.moves import Refused
from records.saving import save_new, save_over

NOT_YOURS = "Officers keep the past plans of their partnership."
NO_SUMMARY = "Write the summary first: it is what people read who cannot open the file."
GONE = "The file of “{}” is no longer here. Take it out of the list, then choose it again."


def keep_original(file, sha256, extension):
    """Keep a file as it came, under its own fingerprint; returns where."""
    return default_storage.save(f"past/{sha256[:2]}/{sha256}.{extension}", file)


def drop_original(name):
    """Remove a file that waited to be described, unless a past plan has the same."""
    if not PastPlan.objects.filter(original=name).exists():
        default_storage.delete(name)


@transaction.atomic
def add(plans, *, by, now):
    """Keep these past plans, all or none."""
    for plan in plans:
        if not is_officer(by, plan.partnership):
            raise Refused(NOT_YOURS)
        if not default_storage.exists(plan.original.name):
            raise Refused(GONE.format(plan.original_name))
        plan.slug = free_slug(plan)
        save_new(plan, by=by)
        after = {"file": plan.original_name, "sha256": plan.sha256, "public": plan.public}
        note("past_plan.add", by=by, now=now, target=plan, after=after)


def free_slug(plan):
    """An address that no other past plan of the partnership has."""
    base = slugify(f"{plan.title[:60]}-{plan.years}")
    taken = set(plan.partnership.past_plans.values_list("slug", flat=True))
    tries = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in tries if slug not in taken)


@transaction.atomic
def show(plan, *, public, by, now):
    """Put a past plan on the public site, or take it off."""
    plan = PastPlan.objects.select_for_update().select_related("partnership").get(pk=plan.pk)
    if not is_officer(by, plan.partnership):
        raise Refused(NOT_YOURS)
    if plan.public == public:
        return plan
    if public and not plan.summary.strip():
        raise Refused(NO_SUMMARY)
    plan.public = public
    save_over(plan, base_version=plan.version, by=by)
    note("past_plan.show" if public else "past_plan.hide", by=by, now=now, target=plan)
    return plan
