"""The filter bar."""
