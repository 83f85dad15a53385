"""Migrations can be taken back, and the release before them reads and writes while they run.

That they really go back and forth is seen by a drill, tests/drills/test_releases.py.
"""

import pytest
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterModelOptions,
    CreateModel,
    RunPython,
    RunSQL,
)
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED

from records.tables import AddConstraintsTogether

pytestmark = pytest.mark.once

ROOMS = ("portal", "plans", "priorities", "events", "publishing", "partnership", "records")
# The last migrations that are out in the world: what comes after them has a release before it.
RELEASED = {
    "portal": "0002_search",
    "plans": "0008_extended",
    "priorities": "0004_targets",
    "events": "0003_meetings",
    "publishing": "0005_freeze_texts",
    "partnership": "0006_reading",
    "records": "0002_freeze_changes",
}
# Neither takes away nor asks more of what the release before writes: a constraint refuses only
# what no release writes.
ADDITIVE = (CreateModel, AddIndex, AddConstraint, AddConstraintsTogether, AlterModelOptions)
# (migration, operation): why the release before it does not mind.
WIDER = "One state more is known than before; none is taken away, and no row has it at first."
MORE = "One kind of block more is known than before; the release before offers none of it."
SAME = "The same rule comes back in the same migration under the name that all of its kind have."
EXEMPT = {
    (
        "publishing.0006_trust",
        "Remove constraint rendition_state_known from model rendition",
    ): WIDER,
    ("publishing.0006_trust", "Alter field state on rendition"): WIDER,
    (
        "publishing.0009_choices",
        "Remove constraint rendition_state_known from model rendition",
    ): SAME,
    ("plans.0010_sharing", "Remove constraint block_picture_for_pictures from model block"): MORE,
    ("plans.0010_sharing", "Alter field kind on block"): MORE,
    ("plans.0010_sharing", "Alter field kind on historicalblock"): MORE,
}


def since_released():
    """Every migration that comes after the last release, with its name."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if app in ROOMS and name > RELEASED[app]:
            yield f"{app}.{name}", migration


def is_additive(operation):
    if isinstance(operation, AddField):
        field = operation.field
        return field.null or field.db_default is not NOT_PROVIDED or field.many_to_many
    if isinstance(operation, RunPython):
        # Triggers and rows; that it can be taken back is asked of it below.
        return operation.reversible
    return isinstance(operation, ADDITIVE)


def test_the_release_before_reads_and_writes_while_these_run():
    found = [
        (name, operation.describe())
        for name, migration in since_released()
        for operation in migration.operations
        if not is_additive(operation) and (name, operation.describe()) not in EXEMPT
    ]
    assert found == []


def test_each_exemption_is_of_something_that_is_there():
    found = {
        (name, operation.describe())
        for name, migration in since_released()
        for operation in migration.operations
    }
    assert found.issuperset(EXEMPT) and len(found) > 5


def test_every_migration_can_be_taken_back():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    stuck = [
        (app, name, operation.describe())
        for (app, name), migration in loader.disk_migrations.items()
        if app in ROOMS
        for operation in migration.operations
        if isinstance(operation, RunPython | RunSQL) and not operation.reversible
    ]
    assert stuck == []
