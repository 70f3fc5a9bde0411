"""Words that somebody typed, made fit to be kept, or refused with what to do."""

import unicodedata
from collections.abc import Sequence
from typing import Final

from db.errors import EditRefused

NAME: Final = 200
"""The longest name, in characters."""
REASON: Final = 2_000
"""The longest reason, in characters."""
NOTE: Final = 10_000
"""The longest note, in characters."""


def cleaned(typed: str) -> str:
    """Return `typed` as one line: composed, single blanks, nothing that cannot be seen or kept."""
    return " ".join(_kept(typed).split())


def line(typed: str, what: str, most: int, remedy: str) -> str:
    """Return `typed` as one line, of which `what` is made. Raises: EditRefused when there is none.

    `remedy` says what to do where it is empty.
    """
    plain = cleaned(typed)
    if not plain:
        raise EditRefused(f"{what} is empty. {remedy}")
    return _short(plain, what, most)


def lines(typed: str, what: str, most: int) -> str:
    """Return `typed` with its lines, each as `cleaned`, of empty ones no two together.

    Raises: EditRefused when it is too long.
    """
    kept: list[str] = []
    for one in map(cleaned, typed.splitlines()):
        if one or (kept and kept[-1]):
            kept.append(one)
    return _short("\n".join(kept).strip(), what, most)


def counted(uids: Sequence[str], word: str) -> str:
    """Return one thing by its uid, more by their number: “claim B01”, “3 claims”."""
    return f"{word} {uids[0]}" if len(uids) == 1 else f"{len(uids)} {word}s"


def _kept(typed: str) -> str:
    composed = unicodedata.normalize("NFC", typed)
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in composed)


def _short(plain: str, what: str, most: int) -> str:
    if len(plain) > most:
        raise EditRefused(f"{what} has {len(plain):,} characters. Write no more than {most:,}")
    return plain
