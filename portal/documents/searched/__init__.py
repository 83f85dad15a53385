"""What search looks through: of each kind what is public now, its words, and where it is read."""

from portal.documents.searched.answers import Answers
from portal.documents.searched.editions import Plans, Reports
from portal.documents.searched.events import Events, Meetings
from portal.documents.searched.news import News
from portal.documents.searched.priorities import Priorities
from portal.documents.searched.thing import Hit, Thing, Words

SEARCHED = {
    source.kind: source
    for source in (Plans(), Reports(), Events(), Meetings(), Answers(), Priorities(), News())
}

__all__ = ["SEARCHED", "Hit", "Thing", "Words"]
