"""What anybody can read of priorities: only public lists, and no evidence that is internal."""
