"""What the partnership tells: lines in the plan's own words with made-up days, and two news."""

import datetime
from dataclasses import dataclass

from django.utils.timezone import localdate

from publishing.models import Channel, Communication, Post
from publishing.workflow.communications import close_communication, keep_communication
from publishing.workflow.posts import keep_post, publish_post

NOT_STATED = "Not stated"


@dataclass(frozen=True)
class Line:
    """What section 4.4 of the plan says will be done; it states no days, they are made up."""

    message: str
    audience: str
    channel: str
    days: int
    who: str = NOT_STATED


LINES = (
    Line(
        "Fully utilise the Cumbria Community Messaging system to pass on key messages to and "
        "engage with specific localities and communities",
        "Specific localities and communities",
        Channel.MESSAGING,
        21,
    ),
    Line(
        "Encourage take up and use of this messaging tool through existing partnerships and "
        "community groups",
        "Existing partnerships and community groups",
        Channel.PARTNERS,
        45,
    ),
    Line(
        "Explore the use of other social media to engage with and inform a wider audience",
        "A wider audience",
        Channel.SOCIAL,
        90,
    ),
    Line(
        "Establish a South Lakeland CSP blog linked to SLDC’s website",
        NOT_STATED,
        Channel.NEWS,
        120,
    ),
)


def add_telling(keep, partnership, *, now):
    """Lines of the communication plan, one of them done, and news: one public, one a draft."""
    document = partnership.documents.filter(kind="plan").order_by("pk").first()
    today = localdate(now)
    for line in LINES:
        _keep_line(keep, partnership, line, today, now)
    told = Line("Example: the plan for 2011/12 is here", "Everybody", Channel.PRESS, -2, "Officer")
    done = _keep_line(keep, partnership, told, today, now, document=document)
    outcome = "Example: sent to the local papers."
    close_communication(done, "finish", outcome=outcome, by=keep.by, now=now)
    public = Post(
        partnership=partnership,
        document=document,
        title="Example: the plan for 2011/12 is here",
        summary="Read it here, or ask for it in large print, Braille, audio or another language.",
        body="<p>The plan says what we work on this year, and why. Each action has an address of "
        "its own, so that you can follow what becomes of it.</p>",
        example=True,
    )
    keep_post(public, by=keep.by, now=now)
    publish_post(public, english_only=True, by=keep.by, now=now)
    draft = Post(
        partnership=partnership,
        title="Example: two neighbourhood meetings",
        summary="Say what matters to you where you live.",
        body="<p>Everybody is welcome.</p>",
        example=True,
    )
    keep_post(draft, by=keep.by, now=now)


def _keep_line(keep, partnership, line, today, now, document=None):
    stored = Communication(
        partnership=partnership,
        document=document,
        message=line.message,
        audience=line.audience,
        channel=line.channel,
        due_on=today + datetime.timedelta(days=line.days),
        who=line.who,
        example=True,
    )
    return keep_communication(stored, by=keep.by, now=now)
