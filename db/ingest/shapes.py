"""Shapes a value of a file can have; each reads its value and names what does not fit."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, cast

from db.dates import DateError, plain_day
from db.errors import Fault

At = tuple[()] | tuple[Any, str | int]
"""Where a value stands: in what, and there under which name or number; the file itself is ()."""
Shape = Callable[["Reading", At, Any], Any]
"""Takes the reading, where the value stands, and the value; gives it back as it is kept."""

_UID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_POSITIONS: Final = re.compile(
    "lat|lon|lng|latitude|longitude|coordinates|coords|geometry|geo|mgrs", re.IGNORECASE
)
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z"
)
_LARGEST: Final = 2**63 - 1
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """The faults found so far, and the version of the form that is read."""

    faults: list[Fault] = field(default_factory=list[Fault])
    version: int = 1

    def refuse(self, at: At | str, what: str, remedy: str) -> None:
        """Note a fault and go on: a person wants to see all of them."""
        where = at if isinstance(at, str) else told(at)
        self.faults.append(Fault(where or "the file", what, remedy))


@dataclass(frozen=True, slots=True)
class Optional:
    """A field that may be missing: then it is `default`.

    `spare` says that the form leaves it out whenever it says no more than that. `since` is the
    first version of the form that knows it: files of an earlier one say nothing of it.
    """

    shape: Shape
    default: Any = None
    spare: bool = False
    since: int = 1


@dataclass(frozen=True, slots=True)
class Refused:
    """A field that is refused by name, and what to write instead."""

    what: str
    remedy: str


def told(at: At) -> str:
    """Return where a value stands, in words. Only of a fault: most values have none."""
    if not at:
        return ""
    around, name = told(at[0]), at[1]
    if isinstance(name, int):
        return f"{around}[{name}]"
    return f"{around}.{name}" if around else name


def text(longest: int | None = None, *, shortest: int = 0, lines: bool = True) -> Shape:
    """Words, stored composed (NFC). Without `lines` they are exactly one."""

    def shape(reading: Reading, at: At, value: Any) -> Any:
        if not isinstance(value, str):
            return _wrong(reading, at, value, "text")
        if _UNSTORABLE.search(value):
            reading.refuse(at, "holds a character that cannot be stored", "Write it without")
            return ""
        if not shortest <= len(value) <= (longest or len(value)):
            allowed = f"{shortest} to {longest}" if longest else f"{shortest} or more"
            reading.refuse(at, f"has {len(value)} characters", f"Write {allowed}")
        if not lines and value.splitlines() != [value]:
            reading.refuse(at, "is not one line", "Write each line as a text of its own")
        return value if value.isascii() else unicodedata.normalize("NFC", value)

    return shape


def pattern(expression: str, remedy: str) -> Shape:
    """Words of a fixed look."""
    compiled = re.compile(expression)

    def shape(reading: Reading, at: At, value: Any) -> Any:
        if not isinstance(value, str):
            return _wrong(reading, at, value, "text")
        if not compiled.fullmatch(value):
            reading.refuse(at, f"{shown(value)} does not fit", remedy)
        return value

    return shape


def uid(reading: Reading, at: At, value: Any) -> Any:
    """A name for a row that never changes."""
    if not isinstance(value, str):
        return _wrong(reading, at, value, "a uid")
    if not _UID.fullmatch(value):
        remedy = (
            "Write 1 to 64 letters, digits, dots, dashes or underlines, a letter or digit first"
        )
        reading.refuse(at, f"{shown(value)} is not a uid", remedy)
    return value


def day(reading: Reading, at: At, value: Any) -> Any:
    """A day as YYYY-MM-DD, kept as text."""
    try:
        plain_day(value if isinstance(value, str) else "")
    except DateError:
        reading.refuse(at, f"{shown(value)} is not a day", "Write it like 2023-02-01")
    return value


def flag(reading: Reading, at: At, value: Any) -> Any:
    """True or false."""
    return value if isinstance(value, bool) else _wrong(reading, at, value, "true or false")


def instant(reading: Reading, at: At, value: Any) -> Any:
    """A moment in UTC, kept as text."""
    try:
        if not isinstance(value, str) or not _INSTANT.fullmatch(value):
            raise ValueError
        datetime.fromisoformat(value)
    except ValueError:
        remedy = "Write it like 2023-02-01T12:00:00.000Z"
        reading.refuse(at, f"{shown(value)} is not a moment in UTC", remedy)
    return value


def whole(least: int = -_LARGEST, most: int = _LARGEST) -> Shape:
    """A whole number."""

    def shape(reading: Reading, at: At, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            return _wrong(reading, at, value, "a whole number")
        if not least <= value <= most:
            reading.refuse(at, f"{shown(value)} is out of range", f"Write {least} to {most}")
        return value

    return shape


def number(least: float = -math.inf, most: float = math.inf) -> Shape:
    """A number; whole ones are kept whole."""

    def shape(reading: Reading, at: At, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return _wrong(reading, at, value, "a number")
        if abs(value) > _LARGEST or value != value:
            reading.refuse(at, f"{shown(value)} is out of range", "Write a finite, smaller number")
            return 0
        if not least <= value <= most:
            reading.refuse(at, f"{shown(value)} is out of range", f"Write {least} to {most}")
        return int(value) if float(value).is_integer() else float(value)

    return shape


def one_of(*allowed: object) -> Shape:
    """One of a few values."""

    kinds = frozenset(type(one) for one in allowed)
    known = frozenset(allowed)

    def shape(reading: Reading, at: At, value: Any) -> Any:
        if type(value) not in kinds or value not in known:
            listed = ", ".join("null" if one is None else str(one) for one in allowed)
            reading.refuse(at, f"{shown(value)} is not known here", f"Write one of: {listed}")
        return value

    return shape


def words(allowed: str) -> Shape:
    """One of a few words."""
    return one_of(*allowed.split())


def or_null(inner: Shape) -> Shape:
    """The shape, or null: not coded, which is never a no."""

    def shape(reading: Reading, at: At, value: Any) -> Any:
        return None if value is None else inner(reading, at, value)

    return shape


def many(inner: Shape, least: int = 0) -> Shape:
    """A list."""

    def shape(reading: Reading, at: At, value: Any) -> Any:
        if not isinstance(value, list):
            _wrong(reading, at, value, "a list")
            return []
        if len(value) < least:  # pyright: ignore[reportUnknownArgumentType]
            reading.refuse(at, "is empty", f"Give at least {least}")
        return [inner(reading, (at, n), one) for n, one in enumerate(value)]  # pyright: ignore[reportUnknownVariableType,reportUnknownArgumentType]

    return shape


@dataclass(frozen=True, slots=True)
class Record:
    """An object with these fields and no others; those `dropped` are read and not kept."""

    fields: Mapping[str, "Shape | Optional | Refused"]
    dropped: frozenset[str] = frozenset()

    def __call__(self, reading: Reading, at: At, value: Any) -> Any:
        """Read its fields."""
        if not isinstance(value, dict):
            return _wrong(reading, at, value, "an object")
        given = cast("dict[str, Any]", value)
        for name in given.keys() - self.fields.keys() - self.dropped:
            _unknown(reading, (at, _plain(name)), name)
        read: dict[str, Any] = {}
        for name, one in self.fields.items():
            held = given.get(name, _LEFT_OUT)
            place = at, name
            if held is not _LEFT_OUT and not isinstance(one, _SPARED):
                read[name] = one(reading, place, held)
            elif (kept := _field(reading, place, one, held)) is not _LEFT_OUT:
                read[name] = kept
        return read


def record(fields: Mapping[str, "Shape | Optional | Refused"], dropped: str = "") -> Record:
    """Return the shape of an object; `dropped` are names."""
    return Record(fields, frozenset(dropped.split()))


def shown(value: Any) -> str:
    """Return `value` as an error quotes it: short, and on one line."""
    words = "null" if value is None else repr(value)
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


_LEFT_OUT: Final = object()
_SPARED: Final = (Optional, Refused)
"""What need not be there. Said once: a union of types made for each field is dear."""


def _field(reading: Reading, at: At, wanted: "Shape | Optional | Refused", value: Any) -> Any:
    """Return what is kept of a field that may be missing, or is."""
    if isinstance(wanted, Refused):
        if value is not _LEFT_OUT:
            reading.refuse(at, wanted.what, wanted.remedy)
        return _LEFT_OUT
    if isinstance(wanted, Optional):
        return _optional(reading, at, wanted, value)
    reading.refuse(at, "is missing", "Write it; null where the form allows it says: not coded")
    return None


def _optional(reading: Reading, at: At, wanted: Optional, value: Any) -> Any:
    if wanted.since > reading.version:
        if value is not _LEFT_OUT:
            what = f"is not a field of format_version {reading.version}"
            reading.refuse(at, what, f"Leave it out, or write format_version {wanted.since}")
        return _LEFT_OUT
    kept = wanted.default if value is _LEFT_OUT else wanted.shape(reading, at, value)
    return _LEFT_OUT if wanted.spare and kept == wanted.default else kept


def _unknown(reading: Reading, at: At, name: str) -> None:
    if _POSITIONS.fullmatch(name):
        what = "is refused: no position finer than a named place is kept"
        reading.refuse(at, what, "Leave it out; only places have lat and lon")
    else:
        reading.refuse(at, "is not a field of the form", "Leave it out, or correct its name")


def _plain(name: str) -> str:
    return name if re.fullmatch(r"\w{1,40}", name) else shown(name)


def _wrong(reading: Reading, at: At, value: Any, wanted: str) -> None:
    kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false"}
    found = "null" if value is None else kinds.get(type(value), "a number")  # pyright: ignore[reportUnknownArgumentType]
    reading.refuse(at, f"is {found}", f"Write {wanted}")
