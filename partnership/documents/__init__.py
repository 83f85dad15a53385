"""What is worked out from who and where, without any request."""
