"""THE tables of actions and gestures."""
