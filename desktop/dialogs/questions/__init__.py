"""The editor of questions."""
