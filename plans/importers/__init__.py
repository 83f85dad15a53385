"""Files of old plans: Word files that become drafts, and originals that are kept as they came."""
