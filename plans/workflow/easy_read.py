"""How the Easy Read text of a plan is put in order, and given to the public."""

from django.db import transaction
from django.db.models import Max

from plans.documents.easy_read import compose_easy_read, lacks_welsh, languages_of
from plans.models import EasyRead
from plans.permissions import may_publish
from publishing import workflow as publishing
from records.models import note
from records.moves import Refused
from records.saving import change_places, save_new


@transaction.atomic
def add_line(line, *, by):
    """A new row at the end; the first one begins the text."""
    if line.easy_read.pk is None:
        line.easy_read = save_new(line.easy_read, by=by)
    EasyRead.objects.select_for_update().get(pk=line.easy_read_id)
    last = line.easy_read.lines.aggregate(last=Max("order"))["last"] or 0
    line.order = last + 1
    return save_new(line, by=by)


@transaction.atomic
def move_line(line, *, up, by):
    """Change places with the row above or below."""
    EasyRead.objects.select_for_update().get(pk=line.easy_read_id)
    rows = list(line.easy_read.lines.order_by("order", "pk"))
    if line not in rows:
        raise Refused("This row was removed meanwhile.")
    change_places(rows, line, up=up, by=by)


@transaction.atomic
def remove_line(line, *, by, now):
    """Take a row out; what of it was published stays published."""
    note("easy_read.remove_line", by=by, now=now, target=line, before={"words": line.words})
    line._history_user = by
    line.delete()


@transaction.atomic
def publish_easy_read(plan, *, by, now):
    """Give the Easy Read text to the public, with the edition of the plan that they read now."""
    if not may_publish(by, plan):
        raise Refused("Officers publish the Easy Read text.")
    easy_read = EasyRead.objects.select_for_update().filter(plan=plan).first()
    if easy_read is None or not easy_read.lines.exists():
        raise Refused("Nothing is written yet. Add the first row.")
    if not (plan.is_public and plan.document and plan.document.current_edition):
        raise Refused("The public cannot read the plan yet, so there is nothing to explain.")
    if plan.document.withdrawn:
        raise Refused("The plan is withdrawn. Publish it again first.")
    missing = lacks_welsh(easy_read)
    if missing:
        raise Refused(
            f"The plan is published in English and Welsh, and {len(missing)} of the rows "
            f"{'has' if len(missing) == 1 else 'have'} no Welsh: “{missing[0].words}”."
        )
    languages = languages_of(easy_read)
    texts = {language: compose_easy_read(easy_read, language) for language in languages}
    made = publishing.publish_easy_read(plan.document.current_edition, texts, by=by, now=now)
    note("easy_read.publish", by=by, now=now, target=plan, after={"number": made})
    return made
