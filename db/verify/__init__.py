"""Looks at a desk and says which of its rules it breaks: where, and what to do. Writes nothing."""
