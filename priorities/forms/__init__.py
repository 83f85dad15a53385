"""What people type about what matters, with the faults said beside the field."""
