"""Tables made together when a room is set up, and rules added together to those that are there."""

from django.db.migrations.operations.base import Operation, OperationCategory


class CreateTogether(Operation):
    """Creates many models at once, in any order, each with its fields, constraints and indexes.

    Django draws all models that are related anew for each single one that it creates; ours are
    all related through the people in their history, so that took a minute where it takes seconds.
    """

    category = OperationCategory.ADDITION

    def __init__(self, models):
        self.models = models

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # drawn once more, for all of them, when next asked for
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.models)} models"


class AddConstraintsTogether(Operation):
    """Adds many constraints at once: models are drawn once, and SQLite copies each table once.

    SQLite loses a table's triggers with the copy, so what froze its rows is put back.
    """

    category = OperationCategory.ADDITION

    def __init__(self, constraints):
        self.constraints = constraints

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # drawn once more, for all of them, when next asked for
        for constraint in self.constraints:
            constraint.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            return self._copy_tables(app_label, schema_editor, to_state)
        for constraint in self.constraints:
            constraint.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            return self._copy_tables(app_label, schema_editor, to_state)
        for constraint in self.constraints:
            constraint.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Add {len(self.constraints)} constraints"

    def _copy_tables(self, app_label, schema_editor, state):
        """Each table once, with the constraints that its model has in this state."""
        for name in {constraint.model_name_lower: None for constraint in self.constraints}:
            model = state.apps.get_model(app_label, name)
            triggers = _triggers(schema_editor, model._meta.db_table)
            schema_editor._remake_table(model)
            for trigger in triggers:
                schema_editor.execute(trigger)


def _triggers(schema_editor, table):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
        )
        return [sql for (sql,) in cursor.fetchall()]
