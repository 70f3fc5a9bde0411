"""The claims table."""
