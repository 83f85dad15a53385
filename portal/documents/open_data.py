"""What is published, as plain data for other programs: dates ISO, amounts as text, "" unstated.

Every function takes published things only and returns dictionaries; ``address`` is absolute.
"""

from django.conf import settings
from django.urls import reverse

from events.documents.address import event_address
from plans.documents.address import public_address
from plans.models.standing import standing_of
from priorities.documents.standing import standing_of as standing_of_list
from publishing.models import State

# Of an edition's frozen data; the rest of it serves covers and pages.
DATA = ("figures", "actions", "money", "contents")


def absolute(path):
    return f"{settings.SITE_URL}{path}"


def partnership_row(partnership):
    """Who it is and where to read on."""
    slug = partnership.slug
    return {
        "name": partnership.name,
        "name_cy": partnership.name_cy,
        "slug": slug,
        "place": partnership.place_name,
        "nation": partnership.nation,
        "vision": partnership.vision,
        "vision_cy": partnership.vision_cy,
        "example": partnership.example,
        "ended_on": partnership.ended_on.isoformat() if partnership.ended_on else "",
        "continued_by": [one.successor.slug for one in partnership.successions.all()],
        "address": absolute(reverse("portal:partnership_home", args=[slug])),
        "data": absolute(reverse("portal:data_partnership", args=[slug])),
    }


def contact_row(point):
    return {
        "purpose": point.purpose,
        "name": point.name,
        "phone": point.phone,
        "email": point.email,
        "website": point.website,
        "hours": point.hours,
    }


def plan_row(plan, on):
    """A published plan with its current edition."""
    edition = plan.document.current_edition
    standing = standing_of(plan, on)
    return {
        "title": plan.full_title,
        "slug": plan.slug,
        "kind": plan.kind,
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "extended_until": plan.extended_until.isoformat() if plan.extended_until else "",
        "standing": standing.words,
        "edition": edition.number,
        "published_at": edition.published_at.isoformat(),
        "sha256": edition.content_hash,
        "example": plan.example,
        "address": absolute(public_address(plan).page),
        "data": absolute(reverse("portal:data_plan", args=[plan.partnership.slug, plan.slug])),
    }


def plan_data(plan, on):
    """A published plan with what its current edition holds, its editions and their files."""
    address, edition = public_address(plan), plan.document.current_edition
    editions = plan.document.editions.public().order_by("-number")
    snapshot = edition.snapshot
    return plan_row(plan, on) | {
        "summary": snapshot.get("summary", ""),
        **{name: snapshot[name] for name in DATA if name in snapshot},
        "editions": [
            {
                "number": one.number,
                "published_at": one.published_at.isoformat(),
                "change_note": one.change_note,
                "sha256": one.content_hash,
                "address": absolute(address.edition(one.number)),
                "files": [_file(file, one, address) for file in one.renditions.all()],
            }
            for one in editions.prefetch_related("renditions")
        ],
    }


def _file(rendition, edition, address):
    ready = rendition.state == State.READY
    welsh = "/cy" if rendition.language == "cy" else ""
    path = f"{welsh}{address.edition_file(edition.number, rendition.format)}"
    return {
        "format": rendition.format,
        "language": rendition.language,
        "state": rendition.state,
        "size": rendition.size,
        "pages": rendition.pages,
        "sha256": rendition.sha256,
        "address": absolute(path) if ready else "",
    }


def event_row(event):
    return {
        "title": event.title,
        "title_cy": event.title_cy,
        "kind": event.kind,
        "date_as_stated": event.date_as_stated,
        "starts_on": event.starts_on.isoformat() if event.starts_on else "",
        "ends_on": event.ends_on.isoformat() if event.ends_on else "",
        "venue": event.venue,
        "summary": event.summary,
        "address": absolute(event_address(event)),
    }


def list_row(chosen, on):
    """A list of priorities in its order."""
    return {
        "title": chosen.title,
        "title_cy": chosen.title_cy,
        "set_by": chosen.set_by,
        "starts_on": chosen.starts_on.isoformat() if chosen.starts_on else "",
        "ends_on": chosen.ends_on.isoformat() if chosen.ends_on else "",
        "standing": standing_of_list(chosen, on).words,
        "priorities": [
            {"wording": entry.wording, "wording_cy": entry.wording_cy, "order": entry.order}
            for entry in chosen.entries.all()
        ],
    }


def answer_row(one):
    """One answer in its public words (``plans.documents.answers.Told``)."""
    response = one.response
    return {
        "title": one.title,
        "said": one.said,
        "where": one.where,
        "answer": response.answer,
        "answer_words": one.status[1],
        "did": one.did,
        "changed": one.changed,
        "due_on": response.due_on.isoformat() if response.due_on else "",
        "answered_on": response.answered_on.isoformat() if response.answered_on else "",
        "address": absolute(one.address),
    }


def post_row(post):
    address = reverse("publishing:post_page", args=[post.partnership.slug, post.slug])
    return {
        "title": post.title,
        "title_cy": post.title_cy,
        "summary": post.summary,
        "summary_cy": post.summary_cy,
        "published_at": post.published_at.isoformat(),
        "address": absolute(address),
    }
