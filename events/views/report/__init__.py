"""The evaluation report in the workspace: its lines, its preview, its editions."""
