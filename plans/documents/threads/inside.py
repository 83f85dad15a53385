"""What of a thread the partnership's own people read: all of it, words that were redacted aside."""

from events.models import Contribution, Theme
from plans.models import Action, ProgressUpdate, Response
from priorities.models import Figure, FindingStatement, Priority


def contributions():
    return Contribution.objects.kept()


def themes():
    return Theme.objects.all()


def findings():
    return FindingStatement.objects.all()


def figures():
    return Figure.objects.current()


def priorities():
    return Priority.objects.all()


def actions():
    return Action.objects.all()


def updates():
    return ProgressUpdate.objects.all()


def responses():
    return Response.objects.all()
