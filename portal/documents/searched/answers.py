"""Answers to what people said, in the words that everybody may read."""

from django.db.models import Count, Sum

from events.models import Contribution, Theme
from plans.documents.answers import public_answers, told, with_words
from plans.models import Response, ResponseUpdate
from portal.documents.searched.thing import Hit, Source, Thing, Words, among, in_both, one_line
from portal.models import SearchKind

STAMPED = (
    *("version", "approved_at", "contribution__version", "theme__version"),
    *("taken_out", "updates_made", "updates_changed"),
)


class Answers(Source):
    kind = SearchKind.ANSWER
    watched = (Response, ResponseUpdate, Contribution, Theme)

    def stamps(self, today, keys=None):
        found = among(public_answers(today), keys).order_by()
        rows = found.annotate(
            taken_out=Count("contribution__redactions", distinct=True),
            updates_made=Count("updates", distinct=True),
            updates_changed=Sum("updates__version"),
        ).values_list("pk", *STAMPED)
        return {pk: " ".join(map(_short, stamp)) for pk, *stamp in rows}

    def things(self, keys, today):
        for response in with_words(among(public_answers(today), keys)):
            yield Thing(
                response.pk,
                response.partnership_id,
                response.answered_on or response.due_on,
                in_both(lambda one=response: [_words(told(one, today))]),
            )

    def hits(self, keys, today):
        stamps = self.stamps(today, keys)
        found = with_words(among(public_answers(today), keys))
        return {one.pk: _hit(stamps.get(one.pk, ""), told(one, today)) for one in found}


def _short(value):
    """A moment to the second, a number as it is; nothing where there is none."""
    return value.strftime("%y%m%d%H%M%S") if hasattr(value, "strftime") else str(value or "-")


def _words(one):
    since = [update.words for update in one.updates]
    return Words(one.title, one_line(one.asked, one.said, one.did, one.changed, *since))


def _hit(stamp, one):
    response = one.response
    return Hit(
        stamp,
        response.partnership,
        one.title,
        one.address,
        response.answered_on or response.due_on,
        note=one.status[1],
        example=response.example,
    )
