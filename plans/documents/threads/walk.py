"""From one thing to all that it hangs on, up to what was said and down to what became of it."""

from functools import cached_property

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects

from events.models import Tag, Theme
from plans.documents.threads import inside, public
from plans.models import Plan, Response
from priorities.models import EvidenceChoice, Priority, Target

SHOWN = 12  # of a kind, at most: a thread is read, not searched
# Each kind that has a thread of its own, with what telling it needs.
KINDS = {
    "contribution": ["event__document", "workshop", "table", "redactions"],
    "theme": ["reported__workshop__event__document", "reported__workshop__event__partnership"],
    "finding": ["survey"],
    "figure": ["measure", "area"],
    "priority": ["listed__priority_list"],
    "action": [
        *("plan__document__current_edition", "plan__partnership", "section"),
        *("lead_group", "lead_organisations"),
    ],
    "answer": ["passed_to", "contribution__redactions"],
}


class Walk:
    """What hangs together with one thing, kind by kind; each kind is read once.

    ``readable`` says which rows there are for the reader: those of ``public`` or of ``inside``.
    """

    def __init__(self, kind, thing, *, everybody):
        self.kind, self.thing = kind, thing
        self.everybody = everybody
        self.readable = public if everybody else inside
        self.partnership = thing.owner
        self._start = {kind: [thing]}
        if kind == "answer":
            self._start |= _answered_by(thing)

    def _given(self, kind):
        return self._start.get(kind)

    def _own(self, queryset, **fields):
        owned = {queryset.model.owned_by: self.partnership} | fields
        return queryset.filter(**owned)

    def _some(self, kind, queryset):
        return _told(kind, queryset.order_by("pk").distinct()[:SHOWN])

    # ---- what was said

    @cached_property
    def contributions(self):
        given = self._given("contribution")
        if given is not None:
            return self._readable("contribution", self.readable.contributions(), given)
        if self.kind in ("finding", "figure") or not self.themes:
            return []
        rows = self.readable.contributions().filter(
            tags__ended_at=None, tags__theme__in=self._with_merged
        )
        return self._some("contribution", rows)

    @cached_property
    def entries(self):
        """How many words stand in the themes, shown here or not."""
        if not self.themes or self._given("contribution") is not None:
            return len(self.contributions)
        tags = Tag.objects.live().filter(theme__in=self._with_merged)
        return tags.values("contribution").distinct().count()

    @property
    def _with_merged(self):
        return Theme.objects.filter(Q(pk__in=_keys(self.themes)) | Q(root__in=_keys(self.themes)))

    @cached_property
    def themes(self):
        given = self._given("theme")
        if given is not None:
            return self._readable("theme", self.readable.themes(), given)
        rows = self._own(self.readable.themes())
        if self._given("contribution"):
            tagged = Tag.objects.filter(ended_at=None, contribution__in=self._given("contribution"))
            rows = rows.filter(
                Q(pk__in=tagged.values("theme")) | Q(pk__in=tagged.values("theme__root"))
            ).filter(root=None)
        elif self.kind in ("priority", "action"):
            rows = rows.filter(self._theme_of_priorities(), root=None)
        else:
            return []
        return self._some("theme", rows)

    def _theme_of_priorities(self):
        keys = _keys(self.priorities)
        chosen = EvidenceChoice.objects.filter(candidate__priority__in=keys, theme__isnull=False)
        answered = self.readable.responses().filter(priority__in=keys, theme__isnull=False)
        return Q(pk__in=chosen.values("theme")) | Q(pk__in=answered.values("theme"))

    @cached_property
    def findings(self):
        given = self._given("finding")
        if given is not None:
            return self._readable("finding", self.readable.findings(), given)
        if self.kind != "priority":
            return []
        chosen = EvidenceChoice.objects.filter(candidate__priority__in=_keys(self.priorities))
        rows = self._own(self.readable.findings()).filter(findings__in=chosen.values("finding"))
        return self._some("finding", rows)

    @cached_property
    def figures(self):
        given = self._given("figure")
        if given is not None:
            return self._readable("figure", self.readable.figures(), given)
        if self.kind != "priority":
            return []
        chosen = EvidenceChoice.objects.filter(candidate__priority__in=_keys(self.priorities))
        rows = self.readable.figures().filter(pk__in=chosen.values("figure"))
        return self._some("figure", rows)

    # ---- what was decided, and what is done

    @cached_property
    def priorities(self):
        given = self._given("priority")
        if given is not None:
            return self._readable("priority", self.readable.priorities(), given)
        rows = self._own(self.readable.priorities()).filter(state=Priority.State.STANDING)
        return self._some("priority", rows.filter(self._leads_to_priority()))

    def _leads_to_priority(self):
        if self._given("action"):
            return Q(actions__in=self._given("action"))
        if self._given("figure"):
            return self._by_figure(self._given("figure"))
        if self._given("finding"):
            chosen = EvidenceChoice.objects.filter(finding__statement__in=self._given("finding"))
            return Q(pk__in=chosen.values("candidate__priority"))
        keys = _keys(self.themes)
        chosen = EvidenceChoice.objects.filter(theme__in=keys)
        answered = self.readable.responses().filter(theme__in=keys)
        topics = [theme.topic_id for theme in self.themes if theme.topic_id]
        return (
            Q(pk__in=chosen.values("candidate__priority"))
            | Q(pk__in=answered.values("priority"))
            | Q(topics__in=topics)
        )

    def _by_figure(self, figures):
        measures = [figure.measure_id for figure in figures]
        chosen = EvidenceChoice.objects.filter(figure__in=_keys(figures))
        aims = Target.objects.filter(measure__in=measures, partnership=self.partnership)
        topics = [one.measure.topic_id for one in figures if one.measure.topic_id]
        return (
            Q(pk__in=chosen.values("candidate__priority"))
            | Q(pk__in=aims.values("priority"))
            | Q(topics__in=topics)
        )

    @cached_property
    def actions(self):
        given = self._given("action")
        if given is not None:
            return self._readable("action", self.readable.actions(), given)
        keys = _keys(self.priorities)
        lists = Plan.objects.filter(priority_list__entries__priority__in=keys)
        own = self.readable.actions().filter(priorities__in=keys)
        shared = Q(theme__priorities__in=keys) | Q(all_priorities=True, plan__in=lists)
        rows = self._own(self.readable.actions()).filter(Q(pk__in=own.values("pk")) | shared)
        rows = rows.annotate(
            is_own=Exists(own.filter(pk=OuterRef("pk"))),
            is_public=Q(plan__document__current_edition__isnull=False),
        )
        # Its own before those for all, what holds before a draft, this year's before last year's.
        ordered = rows.order_by(
            "-is_own", "-is_public", "-plan__starts_on", "section__order", "order", "pk"
        )
        return _told("action", ordered.distinct()[:SHOWN])

    @cached_property
    def updates(self):
        """What was reported, in the order of the actions, of each the newest first."""
        places = {key: place for place, key in enumerate(_keys(self.actions))}
        rows = self.readable.updates().filter(action__in=places).select_related("action")
        newest = rows.order_by("-year", "-quarter", "pk")
        return sorted(newest, key=lambda update: places[update.action_id])

    # ---- what was answered

    @cached_property
    def responses(self):
        given = self._given("answer")
        if given is not None:
            return self._readable("answer", self.readable.responses(), given)
        rows = self._own(self.readable.responses()).filter(self._leads_to_answer())
        return _told("answer", rows.order_by("-answered_on", "-pk").distinct()[:SHOWN])

    def _leads_to_answer(self):
        if self.kind == "contribution":
            whole = {"theme": None, "contribution": None, "finding": None}
            return (
                Q(contribution=self.thing)
                | Q(theme__in=_keys(self.themes))
                | Q(event=self.thing.event_id, **whole)
            )
        if self.kind == "theme":
            tagged = Tag.objects.live().filter(theme__in=self._with_merged)
            return Q(theme=self.thing) | Q(contribution__in=tagged.values("contribution"))
        if self.kind == "finding":
            return Q(finding=self.thing)
        if self.kind == "action":
            return Q(actions=self.thing)
        return Q(priority__in=_keys(self.priorities)) | Q(actions__in=_keys(self.actions))

    def _readable(self, kind, queryset, given):
        """Of what is given, what the reader may see."""
        if self.everybody:
            allowed = set(queryset.filter(pk__in=_keys(given)).values_list("pk", flat=True))
            given = [one for one in given if one.pk in allowed]
        return _told(kind, given)


def _answered_by(response: Response):
    """Where an answer's own thread begins: with all that it names."""
    one = {
        "contribution": response.contribution,
        "theme": response.theme,
        "finding": response.finding,
        "priority": response.priority,
    }
    named = {kind: [thing] for kind, thing in one.items() if thing}
    actions = list(response.actions.all())
    return named | {"figure": []} | ({"action": actions} if actions else {})


def _told(kind, things):
    """These things with all that telling them needs, read in few queries."""
    things = list(things)
    prefetch_related_objects(things, *KINDS[kind])
    return things


def _keys(things):
    return [thing.pk for thing in things]
