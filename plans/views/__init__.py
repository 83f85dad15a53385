"""The workspace of plans: write, agree, publish."""
