"""What waits to be done in the background: how much of it, since when, and what of it is late."""

import datetime
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from partnership.models import Letter
from partnership.models.letters import LetterState
from plans.models import Plan
from plans.models.plans import PlanState
from publishing.models import EditionText, Format, Rendition, State
from records.imports import FileImport, ImportState
from records.jobs import UNDER_WAY
from records.models import Change

# What docs/operations.md promises for what the public waits for.
PROMISED = datetime.timedelta(seconds=120)
# Other formats follow the PDFs; a long plan's audio takes its time.
FURTHER = datetime.timedelta(minutes=15)


@dataclass(frozen=True)
class Job:
    """Something that waits or is being done: what it is, and since when somebody waits for it."""

    kind: str
    key: str
    state: str
    about: str
    since: datetime.datetime
    promised: datetime.timedelta = PROMISED

    def is_late(self, now):
        return now - self.since > self.promised


def jobs(now):
    """Whatever is not done yet, but for mails that are due later. All letters are one job: where
    the mail server is away, they wait together."""
    return [*_renditions(), *_letters(now), *_imports(), *_plans(now)]


def counts():
    """How many jobs of each kind are in each state that somebody has to do with."""
    return {
        **_by_state("rendition", [Rendition], [State.WAITING, State.RENDERING, State.FAILED]),
        **_by_state(
            "letter", [Letter], [LetterState.WAITING, LetterState.SENDING, LetterState.FAILED]
        ),
        **_by_state("import", _import_models(), [*UNDER_WAY, ImportState.FAILED]),
        **_by_state("plan", [Plan], [PlanState.SCHEDULED]),
        ("plan", "refused"): Plan.objects.exclude(publish_refused="").count(),
    }


def _by_state(kind, models, states):
    found = dict.fromkeys([(kind, str(state)) for state in states], 0)
    rows = [_counted(model.objects.filter(state__in=states)) for model in models]
    for state, number in _together(rows):
        found[kind, state] += number
    return found


def _counted(rows):
    return rows.order_by().values_list("state").annotate(number=Count("pk"))


def _together(queries):
    """The rows of several queries, asked for at once."""
    first, *others = queries
    return first.union(*others, all=True)


def _renditions():
    """Since the edition was published, the Easy Read added, or somebody had it tried again."""
    retried = Change.objects.filter(target=OuterRef("uid"), action="rendition.retry")
    added = EditionText.objects.filter(
        edition=OuterRef("edition"), language=OuterRef("language"), form=OuterRef("format")
    )
    published = F("edition__published_at")
    since = Greatest(
        published,
        Coalesce(_latest(retried, "target", "at"), published),
        Coalesce(_latest(added, "edition", "published_at"), published),
    )
    waiting = Rendition.objects.filter(state__in=[State.WAITING, State.RENDERING])
    rows = waiting.annotate(since=since, slug=F("edition__document__partnership__slug"))
    for uid, state, format, slug, at in rows.values_list("uid", "state", "format", "slug", "since"):
        promised = PROMISED if format == Format.PDF else FURTHER
        yield Job("rendition", str(uid), state, f"{format} of {slug}", at, promised)


def _latest(rows, by, at):
    return Subquery(rows.order_by().values(by).annotate(last=Max(at)).values("last"))


def _letters(now):
    due = Q(state=LetterState.WAITING, not_before__lte=now) | Q(state=LetterState.SENDING)
    found = Letter.objects.filter(due).aggregate(number=Count("pk"), since=Min("not_before"))
    if found["number"]:
        yield Job("letters", "all", "due", f"{found['number']} mails", found["since"])


def _imports():
    """Since the last sign of life of whoever works on it."""
    for name, uid, state, since in _together([_under_way(model) for model in _import_models()]):
        yield Job("import", str(uid), state, name, since)


def _under_way(model):
    rows = model.objects.filter(state__in=UNDER_WAY).order_by()
    name = Value(str(model._meta.verbose_name))
    rows = rows.annotate(what=name, since=Coalesce("seen_at", "made_at"))
    return rows.values_list("what", "uid", "state", "since")


def _plans(now):
    """Since the time for which an officer set it."""
    rows = Plan.objects.filter(state=PlanState.SCHEDULED, publish_at__lte=now).order_by()
    for uid, slug, at in rows.values_list("uid", "partnership__slug", "publish_at"):
        yield Job("plan", str(uid), PlanState.SCHEDULED.value, f"of {slug}", at)


def _import_models():
    return [model for model in apps.get_models() if issubclass(model, FileImport)]
