"""Tables made together when a room is set up for the first time."""

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
