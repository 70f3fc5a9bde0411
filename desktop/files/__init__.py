"""Files that are opened and written: desks, exports, pictures."""
