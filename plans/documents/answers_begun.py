"""An answer that is begun from what it answers, with what is known of that filled in."""

from django.utils.text import Truncator

from events.models import Workshop
from plans.documents.answers import entry_words
from plans.models import Response
from priorities.models import SurveyFinding

LONGEST_TITLE = 180


def answer_to(partnership, *, theme=None, finding=None, contribution=None, event=None):
    """A new answer to one of these, and the keys of the places that it is about."""
    response = Response(partnership=partnership, theme=theme, finding=finding)
    response.contribution = contribution
    if contribution:
        _from_contribution(response)
    elif theme:
        _from_theme(response)
    elif finding:
        _from_finding(response)
    else:
        response.event = event
        response.title = Truncator(event.title).chars(LONGEST_TITLE)
        response.asked = _asked_at(event)
    areas = response.event.areas.values_list("pk", flat=True) if response.event else []
    return response, list(areas)


def _from_contribution(response):
    said = response.contribution
    response.event = said.event
    response.said = entry_words(said)
    response.asked = said.workshop.question if said.workshop else ""
    tag = said.tags.filter(ended_at=None).select_related("theme__topic").first()
    response.topic = tag.theme.topic if tag else None
    response.title = Truncator(response.said).words(12)[:LONGEST_TITLE]


def _from_theme(response):
    theme = response.theme
    line = theme.reported.select_related("workshop__event").order_by("pk").first()
    tags = theme.tags.live().select_related("contribution__event", "contribution__workshop")
    tag = None if line else tags.order_by("pk").first()
    workshop = line.workshop if line else tag.contribution.workshop if tag else None
    response.event = line.workshop.event if line else tag.contribution.event if tag else None
    response.said = line.wording if line else theme.name
    response.asked = workshop.question if workshop else ""
    response.topic = theme.topic
    response.title = theme.name[:LONGEST_TITLE]


def _from_finding(response):
    finding = response.finding
    result = SurveyFinding.objects.filter(statement=finding).select_related("topic").first()
    response.said = finding.wording
    response.asked = result.question if result else ""
    response.topic = result.topic if result else None
    response.title = Truncator(finding.wording).words(12)[:LONGEST_TITLE]


def _asked_at(event):
    consultation = getattr(event, "consultation", None)
    if consultation and consultation.asked:
        return consultation.asked
    first = Workshop.objects.filter(event=event).exclude(question="").order_by("order").first()
    return first.question if first else ""
