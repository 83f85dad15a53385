"""What is made of an event, without any request: counts, comparisons, the report."""
