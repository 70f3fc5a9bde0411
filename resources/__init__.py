"""Data only: icons, style, fonts, desks. Read by importlib.resources, never by working directory."""
