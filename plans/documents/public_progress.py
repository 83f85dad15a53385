"""Progress as the public reads it: the published wording, and only what an officer approved."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.documents.quarters import KINDS
from plans.documents.rollup import Count, Tally
from plans.models import Action, ProgressUpdate
from plans.models.progress import Progress
from records.quarters import Quarter

NOTHING_YET = gettext_lazy("No progress published yet")
# Good news and bad alike, in the order in which an action moves.
ORDER = (Progress.COMPLETE, Progress.GREEN, Progress.AMBER, Progress.RED, Progress.GREY)
GROUPINGS = {
    "section": gettext_lazy("Section of the plan"),
    "priority": gettext_lazy("What it serves"),
}


def shown_words(update):
    """What the public reads of an update: its own words, or else the commentary as it stands."""
    return update.public_words or update.commentary


@dataclass(frozen=True)
class PublicUpdate:
    """One approved update: quarter, status and words."""

    update: ProgressUpdate

    @property
    def quarter(self):
        return Quarter(self.update.year, self.update.quarter)

    @property
    def kind(self):
        return KINDS[self.update.status]

    @property
    def words(self):
        return shown_words(self.update)


@dataclass
class PublicAction:
    """An action in the words of the edition, with its approved updates, the newest first."""

    frozen: dict
    uid: object = None
    updates: list = field(default_factory=list)

    @property
    def latest(self):
        return self.updates[0] if self.updates else None

    @property
    def earlier(self):
        return self.updates[1:]

    @property
    def anchor(self):
        return self.frozen["number"].replace(".", "-")


@dataclass
class PublicGroup:
    """Actions under one head; a section has its place in the plan."""

    title: str
    anchor: str = ""
    actions: list = field(default_factory=list)


def public_actions(plan, edition):
    """The actions of a published edition; what was written since is not for the public."""
    frozen = edition.snapshot.get("actions", [])
    told = {}
    for update in ProgressUpdate.objects.published().filter(action__plan=plan):
        told.setdefault(update.action_id, []).append(PublicUpdate(update))
    keys = _keys(plan, [one["wording"] for one in frozen], set(told))
    uids = dict(plan.actions.values_list("pk", "uid"))  # none where the draft has it no more
    return [
        PublicAction(one, uids.get(key), told.get(key, []))
        for one, key in zip(frozen, keys, strict=True)
    ]


def _keys(plan, wordings, told):
    """Which action each frozen wording is of, also where the draft words it anew by now."""
    living = Action.with_taken_out.filter(plan=plan).order_by("section__order", "order", "pk")
    by_wording = {}
    for wording, pk in living.values_list("wording", "pk"):
        by_wording.setdefault(wording, []).append(pk)
    keys = [by_wording[one].pop(0) if by_wording.get(one) else None for one in wordings]
    lost = told - set(keys)
    if lost:
        before = Action.history.filter(id__in=lost).order_by("-history_id")
        worded = dict(before.values_list("wording", "id"))
        keys = [
            worded.pop(one, None) if key is None else key
            for one, key in zip(wordings, keys, strict=True)
        ]
    return keys


def public_groups(actions, edition, by):
    """The actions under their sections, or under what they serve."""
    contents = {one["number"]: one for one in edition.snapshot["contents"]}
    groups = {}
    for action in actions:
        if by == "priority":
            title, anchor = action.frozen["serves"], ""
        else:
            number = action.frozen["number"].rpartition(".")[0]
            entry = contents.get(number, {"title": "", "anchor": ""})
            title, anchor = f"{number} {entry['title']}".strip(), entry["anchor"]
        groups.setdefault(title, PublicGroup(title, anchor)).actions.append(action)
    return list(groups.values())


def public_tally(actions):
    """How many actions stand how, by their newest approved update alone."""
    told = Counter(one.latest.update.status for one in actions if one.latest)
    counts = [
        Count(status, status.label, KINDS[status], told[status], "")
        for status in ORDER
        if told[status]
    ]
    silent = sum(one.latest is None for one in actions)
    if silent:
        counts.append(Count("none", NOTHING_YET, "none", silent, ""))
    return Tally(_("Actions of the plan"), len(actions), counts, "")
