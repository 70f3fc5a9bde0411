"""Takes files in: each is read whole, checked whole, and written whole or not at all."""
