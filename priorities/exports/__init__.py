"""What leaves the portal about what matters, as tables."""
