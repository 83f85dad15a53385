"""News from the first draft to its end: written, published, changed, withdrawn."""

from django.db import transaction
from django.utils.text import slugify

from partnership.workflow import refuse_ended
from publishing.models import Post
from publishing.permissions import may_tell
from records.models import note
from records.moves import Move, MoveTable, Refused
from records.saving import save_new, save_over

DRAFT, PUBLISHED, WITHDRAWN = Post.State.values
POST_MOVES = MoveTable(
    Move("publish", "Publish", (DRAFT,), PUBLISHED, may_tell),
    Move("withdraw", "Withdraw", (PUBLISHED,), WITHDRAWN, may_tell, True),
    Move("restore", "Put it back", (WITHDRAWN,), PUBLISHED, may_tell),
)
WELSH = ("title_cy", "summary_cy", "body_cy")
NO_WELSH = (
    "The Welsh text is not whole. Write it first, or say that it is published in English only."
)
SAY_WHAT = "Say what changed: readers are shown this."


def missing_welsh(post):
    """The parts of which no Welsh is written, where the partnership uses Welsh."""
    if not post.partnership.uses_welsh:
        return []
    names = [post._meta.get_field(name).verbose_name for name in WELSH if not getattr(post, name)]
    return [str(name) for name in names]


@transaction.atomic
def keep_post(post, *, base_version=None, what_changed="", by, now):
    """Save news, new or changed. Published news keep their address and say what changed."""
    if not may_tell(by, post):
        raise Refused("Officers of the partnership write its news.")
    new = post.pk is None
    if post.state != DRAFT and not what_changed.strip():
        raise Refused(SAY_WHAT)
    if post.state == DRAFT:
        post.slug = _free_slug(post)
    if new:
        save_new(post, by=by)
    else:
        save_over(post, base_version=base_version, by=by)
    action = "post.add" if new else "post.change" if post.state != DRAFT else "post.draft"
    note(action, by=by, now=now, target=post, reason=what_changed.strip())
    return post


def _free_slug(post):
    """An address that no other news of the partnership has."""
    base = slugify(post.title)[:80].strip("-") or "news"
    others = post.partnership.posts.exclude(pk=post.pk)
    taken = set(others.filter(slug__startswith=base).values_list("slug", flat=True))
    tries = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in tries if slug not in taken)


@transaction.atomic
def publish_post(post, *, english_only=False, by, now):
    """Show news to everybody; without its Welsh only where somebody says so."""
    if missing_welsh(post) and not english_only:
        raise Refused(NO_WELSH)
    refuse_ended(post.partnership, now=now)
    return POST_MOVES.make(post, "publish", by=by, now=now, after={"published_at": now})


def withdraw_post(post, *, reason, by, now):
    """Take the text off the site; its address says why."""
    after = {"withdrawn_reason": reason.strip()}
    return POST_MOVES.make(post, "withdraw", by=by, now=now, reason=reason, after=after)


def restore_post(post, *, by, now):
    """Show it again at its old address."""
    return POST_MOVES.make(post, "restore", by=by, now=now, after={"withdrawn_reason": ""})
