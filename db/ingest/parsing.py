"""Bytes to values: what is not JSON, or only nearly, is refused with its line and column."""

import json
from collections import Counter
from typing import Any, NoReturn

from db.ingest.shapes import Reading, shown


def parsed(reading: Reading, data: bytes) -> Any:
    """Return the value in `data`; after a fault, whatever could be read."""
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=lambda pairs: _once(reading, pairs),
            parse_constant=_no_constant,
        )
    except UnicodeDecodeError as error:
        reading.refuse(f"byte {error.start}", "is not UTF-8", "Save the file as UTF-8")
    except json.JSONDecodeError as error:
        at = f"line {error.lineno}, column {error.colno}"
        reading.refuse(at, f"is not JSON: {error.msg}", "Correct it there")
    except RecursionError:
        reading.refuse("the file", "is nested too deeply", "No list of the form lies so deep")
    except ValueError as error:
        reading.refuse("the file", f"holds a number that is none: {error}", "Write a finite number")
    return {}


def _once(reading: Reading, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        for name in (name for name, n in counts.items() if n > 1):
            reading.refuse(f"a field {shown(name)}", "stands twice in one object", "Keep one")
    return held


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
