"""What the front door shows of all rooms together."""
