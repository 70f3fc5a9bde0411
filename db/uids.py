"""Names that no other desk gives: what a row is called outside its file."""

import secrets
from datetime import datetime


def new_uid(at: datetime) -> str:
    """Return a fresh uid, in hex: a UUID of version 7, so that uids sort by when they were made."""
    milliseconds = int(at.timestamp() * 1000)
    low = secrets.randbits(74)
    bits = milliseconds << 80 | 7 << 76 | (low >> 62) << 64 | 2 << 62 | (low & (1 << 62) - 1)
    return f"{bits:032x}"
