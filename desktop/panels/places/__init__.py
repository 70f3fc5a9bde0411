"""The place list."""
