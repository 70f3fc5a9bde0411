"""How answers to one question moved: a small chart."""
