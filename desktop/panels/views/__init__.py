"""Saved views and the history."""
