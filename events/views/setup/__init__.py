"""Setting up an event: its facts, its sessions, its tables, who takes part."""
