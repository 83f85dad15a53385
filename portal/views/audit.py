"""The audit: who did what, when and why, for administrators and, of their own, for officers."""

import csv
import datetime
import json

from django.core.exceptions import PermissionDenied
from django.http import Http404, StreamingHttpResponse
from django.utils import timezone
from django.views.generic import TemplateView

from partnership.models import Partnership
from partnership.permissions import is_administrator, officer_of
from portal.documents.audit import Line, changes_seen, narrowed, partnerships_seen
from portal.documents.thing_history import happenings, model_of
from portal.forms.audit import AuditForm
from records.cells import safe
from records.models import Owned, note
from records.pages import KeysetPage

COLUMNS = [
    *("at", "actor_label", "actor", "action", "kind", "target_label", "target", "partnership"),
    *("reason", "before", "after", "request"),
]


class _ForKeepers:
    """Whoever keeps nothing has no audit to read."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            _keeper(request.user)
        return super().dispatch(request, *args, **kwargs)


def _keeper(user):
    if not user.is_staff:
        raise PermissionDenied


class AuditList(_ForKeepers, TemplateView):
    """The newest lines first; each field of the form narrows them."""

    template_name = "portal/audit_list.html"

    def get_context_data(self, **kwargs):
        user, asked = self.request.user, self.request.GET
        form = AuditForm(asked or None, partnerships=partnerships_seen(user))
        page = KeysetPage.of(narrowed(changes_seen(user), form.asked), asked)
        words = asked.copy()
        for name in ("before", "after"):
            words.pop(name, None)
        return super().get_context_data(
            form=form,
            lines=[Line.of(change) for change in page.rows],
            page=page,
            asked=words.urlencode(),
            room="administration",
            **kwargs,
        )


class AuditThing(_ForKeepers, TemplateView):
    """Everything that happened to one thing: moves, and each save with what it changed."""

    template_name = "portal/audit_thing.html"

    def get_context_data(self, **kwargs):
        user, uid = self.request.user, kwargs["thing"]
        model = model_of(kwargs["kind"])
        if model is None or not hasattr(model, "uid"):
            raise Http404
        thing = model._base_manager.filter(uid=uid).first()
        told, cut = happenings(user, model, uid)
        if not _may_read(user, thing, uid) or not (thing or told):
            raise Http404
        return super().get_context_data(
            name=str(thing) if thing else "Something that is gone",
            kind_in_words=model._meta.verbose_name,
            happenings=told,
            cut=cut,
            room="administration",
            **kwargs,
        )


def _may_read(user, thing, uid):
    """Administrators everything; officers what is their partnership's, or was when it went."""
    if is_administrator(user):
        return True
    if isinstance(thing, Partnership):
        return thing.pk in officer_of(user)
    if thing is None:
        return changes_seen(user).filter(target=uid).exists()
    owner = thing.owner if isinstance(thing, Owned) else None
    return owner is not None and owner.pk in officer_of(user)


def audit_export(request, format):
    """The lines that the form leaves, as CSV or as JSON lines, oldest first, times in UTC."""
    _keeper(request.user)
    form = AuditForm(request.GET or None, partnerships=partnerships_seen(request.user))
    if form.is_bound and not form.is_valid():
        raise Http404
    changes = narrowed(changes_seen(request.user), form.asked).order_by("pk")
    asked = {name: str(value) for name, value in form.asked.items()}
    note("audit.export", by=request.user, now=timezone.now(), after={"format": format, **asked})
    make = {"csv": _csv, "jsonl": _json_lines}[format]
    answer = StreamingHttpResponse(
        make(changes.iterator(chunk_size=500)),
        content_type={"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}[format],
    )
    answer["Content-Disposition"] = f'attachment; filename="audit.{format}"'
    return answer


def _row(change):
    row = {name: getattr(change, name) for name in COLUMNS}
    row["at"] = change.at.astimezone(datetime.UTC).isoformat()
    row["kind"] = f"{change.kind.app_label}.{change.kind.model}" if change.kind else ""
    return row


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text):
        return text


def _csv(changes):
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for change in changes:
        row = _row(change)
        for name in ("before", "after"):
            row[name] = "" if row[name] is None else json.dumps(row[name], ensure_ascii=False)
        yield writer.writerow([safe("" if cell is None else str(cell)) for cell in row.values()])


def _json_lines(changes):
    for change in changes:
        yield json.dumps(_row(change), ensure_ascii=False, default=str) + "\n"
