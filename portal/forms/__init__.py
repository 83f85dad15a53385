"""What the portal's own pages ask."""
