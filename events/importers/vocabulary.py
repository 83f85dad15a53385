"""What the rows of a file can mean at one event: its sessions, tables and resident types."""

from events.importers.answers import Fault
from events.models import Contribution, ResidentType
from events.models.workshops import Workshop
from records.columns import key


class Vocabulary:
    """The sessions, tables and resident types of an event, looked up without further queries."""

    def __init__(self, event):
        self.event = event
        self.sessions = list(event.workshops.order_by("order"))
        self._kinds = {session.pk: dict(session.kinds) for session in self.sessions}
        self._sessions = {}
        for session in self.sessions:
            self._sessions[key(session.order)] = session
        for session in self.sessions:
            for name in (f"session {session.order}", session.title, session_name(session)):
                self._sessions.setdefault(key(name), session)
        self.tables = {table.number: table for table in event.tables.order_by("number")}
        self.types = {}
        for resident in ResidentType.objects.filter(workshop__event=event):
            self.types.setdefault(resident.workshop_id, {})[key(resident.name)] = resident
        self.stars = {
            (workshop, table): uid
            for workshop, table, uid in Contribution.objects.kept()
            .filter(event=event, top_priority=True, workshop__isnull=False, table__isnull=False)
            .values_list("workshop_id", "table_id", "uid")
        }

    def session(self, said):
        """The session that a number or a title names."""
        found = self._sessions.get(key(said))
        if found is None:
            raise Fault(f"This event has no such session. It has: {self.session_names()}.")
        if found.form == Workshop.Form.PRESENTATION:
            raise Fault("This is a presentation, which collects nothing. Name a workshop session.")
        return found

    def session_names(self):
        asked = [s for s in self.sessions if s.form == Workshop.Form.WORKSHOP]
        return "; ".join(map(session_name, asked)) or "none, so leave it empty"

    def table(self, said):
        """The table that a number names."""
        number = key(said).removeprefix("table")
        found = self.tables.get(int(number)) if number.isdecimal() and len(number) < 6 else None
        if found is None:
            raise Fault(f"This event has no such table. It has: {self.table_names()}.")
        return found

    def table_names(self):
        numbers = list(self.tables)
        if not numbers:
            return "none, so leave it empty"
        if numbers == list(range(numbers[0], numbers[-1] + 1)) and len(numbers) > 2:
            return f"{numbers[0]} to {numbers[-1]}"
        return ", ".join(map(str, numbers))

    def kind(self, given, session):
        """The kind of a row: as given where the session collects it, or its only one."""
        if session is None:
            if given is None:
                raise Fault("Say what kind of contribution it is, as no session says it.")
            return given
        collected = self._kinds[session.pk]
        if given is None and len(collected) == 1:
            return next(iter(collected))
        if given not in collected:
            labels = "; ".join(map(str, collected.values()))
            raise Fault(f"{session} collects: {labels}. Write one of them.")
        return given

    def resident_type(self, said, session):
        """The resident type of a session that a name means."""
        if session is None:
            raise Fault("Say in which session it was; resident types belong to a session.")
        known = self.types.get(session.pk, {})
        found = known.get(key(said))
        if found is None:
            names = "; ".join(resident.name for resident in known.values())
            raise Fault(
                f"{session} does not have this resident type. It has: {names}."
                if names
                else f"{session} has no resident types. Leave it empty, or add the type to it."
            )
        return found


def session_name(session):
    """How a file names a session: by its number, with the title beside it for the reader."""
    return f"{session.order} ({session.title})" if session.title else str(session.order)
