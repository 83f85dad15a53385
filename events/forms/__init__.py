"""What people type about events, with the faults said beside the field."""
