"""The move engine: every change of state is a named move from a table, made in one function."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from records.models import note
from records.saving import save_over


class Refused(Exception):
    """A move that cannot be made, in words for the person who tried."""


@dataclass(frozen=True)
class Move:
    """One way from a state to another: its name, its words, who may make it."""

    name: str
    label: str
    sources: tuple
    target: str
    may: Callable
    needs_reason: bool = False


class MoveTable:
    """All moves of one kind of thing; screens draw their buttons from it."""

    def __init__(self, *moves, field="state"):
        self.moves = {move.name: move for move in moves}
        self.field = field

    def open_to(self, obj, by):
        """The moves that this person can make on this thing now."""
        state = getattr(obj, self.field)
        return [m for m in self.moves.values() if state in m.sources and m.may(by, obj)]

    @transaction.atomic
    def make(self, obj, name, *, by, now, reason="", after=None):
        """Lock the row, check state and person, write the Change, save; return the fresh row."""
        move = self.moves[name]
        locked = type(obj)._base_manager.select_for_update().get(pk=obj.pk)
        before = getattr(locked, self.field)
        if before not in move.sources:
            label = getattr(locked, f"get_{self.field}_display")()
            raise Refused(f"“{move.label}” is not possible now: {locked} is {label.lower()}.")
        if not move.may(by, locked):
            raise Refused(f"You may not do this: {move.label.lower()}.")
        if move.needs_reason and not reason.strip():
            raise Refused("Give a reason.")
        setattr(locked, self.field, move.target)
        for attribute, value in (after or {}).items():
            setattr(locked, attribute, value)
        save_over(locked, base_version=locked.version, by=by)
        note(
            f"{locked._meta.model_name}.{name}",
            by=by,
            now=now,
            target=locked,
            reason=reason,
            before={self.field: before},
            after={self.field: move.target},
        )
        return locked
