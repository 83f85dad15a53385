"""The page of somebody who was asked to check one section, reached by the link alone."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from plans.documents.checking import fingerprint, section_text
from plans.documents.commenting import parts_of, place
from plans.documents.outline import load_outline
from plans.forms.review import CheckCommentForm
from plans.workflow.checks import COMMENTS_A_LINK, check_with, confirm, opened, remark
from records.moves import Refused

ANSWERS_A_MINUTE = 10
MINUTE = 60


def unseen(view):
    """The address holds the key: no search engine keeps it.

    No other site is told of it either: every page of the portal says same-origin to that.
    """

    @wraps(view)
    def answered(request, token):
        response = view(request, token)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answered


@login_not_required
@never_cache
@unseen
@require_http_methods(["GET", "HEAD", "POST"])
def check_page(request, token):
    """One section as it stands, the question, and the two ways to answer."""
    check = check_with(token, now=timezone.now())
    if check is None:
        return render(request, "plans/check_page.html", status=404)
    if request.method == "POST":
        return _take(request, token, check)
    return _page(request, opened(check, now=timezone.now()))


def _take(request, token, check):
    """Keep an answer; whatever speaks against it is said with the words still there."""
    if too_fast(check):
        fault = _("That was a lot in one minute. Wait a minute, then send it again.")
        return _page(request, check, fault=fault, status=429)
    if request.POST.get("answer") == "right":
        return _confirm(request, token, check)
    outline, entry = _read(check)
    form = CheckCommentForm(request.POST, parts=parts_of(entry, outline))
    if not form.is_valid():
        return _page(request, check, form=form)
    return _done(
        request,
        token,
        lambda: remark(check, now=timezone.now(), **form.cleaned_data),
        _("Your comment is kept. You can send another."),
    )


def _confirm(request, token, check):
    outline, entry = _read(check)
    now_reads = fingerprint(section_text(entry, outline))
    if request.POST.get("text") != now_reads:
        fault = _("The text was changed while you were reading. Read it again, then answer.")
        return _page(request, check, fault=fault, status=409)
    return _done(
        request,
        token,
        lambda: confirm(check, text=now_reads, now=timezone.now()),
        _("Thank you. Your answer is kept: it is right as it stands."),
    )


def _done(request, token, act, words):
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("plans:check_page", token)


def too_fast(check):
    """Whether more answers came by one link in a minute than somebody can type."""
    key = f"check:{check.uid}"
    cache.add(key, 0, MINUTE)
    try:
        return cache.incr(key) > ANSWERS_A_MINUTE
    except ValueError:  # it ran out between the two lines
        return False


def _read(check):
    outline = load_outline(check.section.plan)
    return outline, next(e for e in outline.walk() if e.section.pk == check.section_id)


def _page(request, check, *, form=None, fault="", status=200):
    outline, entry = _read(check)
    pieces = section_text(entry, outline)
    parts = parts_of(entry, outline)
    comments = list(check.comments.all())
    context = {
        "check": check,
        "plan": check.section.plan,
        "asked_by": check.section.plan.partnership,
        "entry": entry,
        "html": mark_safe("".join(pieces)),  # noqa: S308 - cleaned when composed
        "text": fingerprint(pieces),
        "form": form or CheckCommentForm(initial=request.POST.dict(), parts=parts),
        "fault": fault,
        "comments": [(one, place(one, parts)[1]) for one in comments],
        "full": len(comments) >= COMMENTS_A_LINK,
    }
    if form is not None and form.errors:
        status = 422
    return render(request, "plans/check_page.html", context, status=status)
