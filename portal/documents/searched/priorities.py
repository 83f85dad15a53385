"""Priorities that stand in a public list, in the wording of the newest one."""

from django.urls import reverse

from portal.documents.searched.thing import Hit, Source, Thing, Words, in_both, one_line
from portal.models import SearchKind
from priorities.documents.standing import agreed
from priorities.models import ListedPriority, Priority, PriorityList
from records.languages import in_language


class Priorities(Source):
    kind = SearchKind.PRIORITY
    watched = (ListedPriority, Priority, PriorityList)

    def _newest(self, keys):
        """{key of a priority: its entry in the newest public list}"""
        found = ListedPriority.objects.filter(
            priority_list__in=PriorityList.objects.published(), priority__merged_into=None
        ).exclude(priority__slug="")
        if keys is not None:
            found = found.filter(priority__in=keys)
        found = found.select_related("priority_list__partnership", "priority__partnership")
        return {
            entry.priority_id: entry for entry in found.order_by("priority_list__starts_on", "pk")
        }

    def stamps(self, today, keys=None):
        return {key: _stamp(entry) for key, entry in self._newest(keys).items()}

    def things(self, keys, today):
        for key, entry in self._newest(keys).items():
            yield Thing(
                key,
                entry.priority.partnership_id,
                entry.priority_list.starts_on,
                in_both(lambda entry=entry: [_words(entry)]),
            )

    def hits(self, keys, today):
        return {
            key: Hit(
                _stamp(entry),
                entry.priority.partnership,
                in_language(entry, "wording"),
                reverse(
                    "priorities:priority_page",
                    args=[entry.priority.partnership.slug, entry.priority.slug],
                ),
                entry.priority_list.starts_on,
                note=in_language(entry.priority_list, "title"),
                example=entry.priority_list.example,
            )
            for key, entry in self._newest(keys).items()
        }


def _stamp(entry):
    return f"entry {entry.pk} {entry.version} {entry.priority.version}"


def _words(entry):
    listed = entry.priority_list
    return Words(
        in_language(entry, "wording"),
        one_line(
            in_language(entry.priority, "title"), in_language(listed, "title"), agreed(listed)
        ),
    )
