"""The chapters of a report: which there are, how they are numbered, where links find them."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Chapter:
    """A heading with its number, its address on the page and what fills it."""

    number: str
    title: str
    anchor: str
    template: str
    session: object = None
    children: list = field(default_factory=list)

    def walk(self, level=1):
        yield level, self
        for child in self.children:
            yield from child.walk(level + 1)


def chapters(report):
    """The chapters in their order; what the officer did not add does not appear."""
    asked = bool(report.event.is_consultation)
    named = [
        ("background", "Background and objectives", "background"),
        ("format", "How people were asked" if asked else "Event format", "format"),
        ("date-and-place", "Dates and area" if asked else "Date and place", "place"),
        ("who-took-part", "Who answered?" if asked else "Who took part?", "people"),
        ("what-we-asked", "What did we ask about?", "sessions"),
    ]
    if report.event.closing:
        named.append(("what-happens-next", "What happens next", "closing"))
    named.append(("contact", "Contact for the full data", "contact"))
    return [
        Chapter(
            str(number),
            title,
            anchor,
            f"events/documents/_{template}.html",
            children=_sessions(report, number) if template == "sessions" else [],
        )
        for number, (anchor, title, template) in enumerate(named, start=1)
    ]


def _sessions(report, chapter):
    return [
        Chapter(
            f"{chapter}.{number}",
            str(session.workshop),
            f"session-{session.workshop.order}",
            "events/documents/_session.html",
            session=session,
        )
        for number, session in enumerate(report.sessions, start=1)
    ]
