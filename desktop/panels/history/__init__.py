"""What was done to the desk, by whom and when, and back to any of it."""
