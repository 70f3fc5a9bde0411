"""Data only, read by importlib.resources, never by working directory."""
