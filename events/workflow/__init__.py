"""What can be done with an event, each in one function that checks, notes and saves."""
