"""What anybody reaches without an account: events and their reports, and the tables' pages."""
