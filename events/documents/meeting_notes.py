"""A meeting as it is held: who is there, what each item came to, who may own an action."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, prefetch_related_objects

from events.documents.agendas import items_of, timed
from events.models import MeetingAttendance, MeetingDecision
from partnership.models import GroupMember, Membership, Organisation
from partnership.models.groups import GroupKind
from partnership.models.names import alike
from partnership.models.organisations import MembershipKind
from records.fields import valid_on

State = MeetingAttendance.State


@dataclass(frozen=True)
class Body:
    """A body that is expected, or was added, and what is recorded of it."""

    organisation: Organisation | None
    row: MeetingAttendance | None

    @property
    def label(self):
        return str(self.organisation or self.row.post)

    @property
    def state(self):
        return self.row.state if self.row else ""

    @property
    def state_words(self):
        return self.row.get_state_display() if self.state else "Not recorded"

    @property
    def substitute(self):
        return self.row.substitute if self.row else ""

    @property
    def key(self):
        return self.organisation.uid if self.organisation else self.row.uid


@dataclass(frozen=True)
class Attendance:
    """The list of a meeting with its counts; not recorded is never taken for absent."""

    bodies: list

    def _count(self, state):
        return sum(body.state == state for body in self.bodies)

    @property
    def present(self):
        return self._count(State.PRESENT)

    @property
    def apologies(self):
        return self._count(State.APOLOGIES)

    @property
    def substitutes(self):
        return self._count(State.SUBSTITUTE)

    @property
    def to_record(self):
        return self._count("")


def attendance(meeting):
    """Members of the groups that meet, and whoever was added, by name."""
    rows = list(meeting.attendances.select_related("organisation"))
    bodies = {row.organisation_id: Body(row.organisation, row) for row in rows if row.organisation}
    for organisation in _expected(meeting):
        bodies.setdefault(organisation.pk, Body(organisation, None))
    posts = [Body(None, row) for row in rows if not row.organisation]
    return Attendance(sorted([*bodies.values(), *posts], key=lambda body: body.label.casefold()))


def _expected(meeting):
    """Organisations in the groups on the day; in the executive also responsible authorities."""
    on, groups = meeting.held_on, list(meeting.groups.all())
    members = GroupMember.objects.filter(valid_on(on), group__in=groups)
    expected = Q(pk__in=members.values("organisation"))
    if any(group.kind == GroupKind.EXECUTIVE for group in groups):
        responsible = Membership.objects.filter(
            valid_on(on), partnership=meeting.partnership_id, kind=MembershipKind.RESPONSIBLE
        )
        expected |= Q(pk__in=responsible.values("organisation"))
    return Organisation.objects.filter(expected, merged_into=None)


def live_lines(meeting):
    """The agenda with its times; each item with its papers, its decisions and what they did."""
    decisions = MeetingDecision.objects.select_related(
        "group", "corrects", "corrected_by", "priority_decision__priority"
    )
    items = items_of(meeting)
    prefetch_related_objects(items, Prefetch("decisions", decisions))
    return timed(items, meeting.starts_at)


def owner_named(words, meeting):
    """Who somebody means by “Cumbria Constabulary” or “the Chair”: (organisation, post)."""
    wanted = alike(words)
    for body in attendance(meeting).bodies:
        known = body.organisation
        if known and wanted in {alike(known.name), alike(known.short_name)}:
            return known, ""
    found = Organisation.objects.named(words)
    return (found, "") if found else (None, words.strip())


def owners_offered(meeting, here):
    """Names that the list of owners offers: the bodies of the meeting, and posts in its groups."""
    groups = list(meeting.groups.all())
    posts = GroupMember.objects.filter(valid_on(meeting.held_on), group__in=groups).exclude(post="")
    names = [body.label for body in here.bodies]
    return [*names, *sorted(set(posts.values_list("post", flat=True)) - set(names))]
