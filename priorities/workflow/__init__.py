"""What can be done with evidence, rounds and lists, each in one function."""
