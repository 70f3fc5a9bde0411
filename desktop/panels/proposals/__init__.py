"""The panel in which proposed relations are decided, one after the other."""
