"""The roads."""
