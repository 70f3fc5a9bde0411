"""Saved views and the trail."""
