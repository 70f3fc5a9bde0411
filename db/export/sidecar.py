"""The file beside a file: what is in it, how it came about, and what it leaves out.

It is a Frictionless data package; what is Crosscheck's own stands under `crosscheck`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from db.errors import DeskError
from db.export import FORMATS, Format, FormatId
from db.export.columns import TABLES, Column, Table, TableId
from db.export.extract import Extract, Made
from db.export.pick import KINDS, Kind
from db.export.words import reported
from db.history.chain import Head

SUFFIX = ".datapackage.json"
MOST = 16_000_000
"""The bytes that a sidecar may have."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: how many rows it has, how many bytes, and their sha256 in hex."""

    path: Path
    rows: int
    size: int
    sha256: str
    made: Made


def beside(path: Path) -> Path:
    """Return where the sidecar of the file at `path` lies."""
    return path.with_name(path.name.removesuffix(".csv") + SUFFIX)


def sidecar(extract: Extract, form: Format, written: Written) -> bytes:
    """Return the sidecar of a file in which `extract` was written."""
    table, name, made = extract.table, written.path.name, written.made
    plain = re.sub(r"[^a-z0-9._-]+", "-", name.removesuffix(".csv").lower()).strip("-")
    package = {
        "profile": "tabular-data-package",
        "name": plain or table.name,
        "title": f"{table.title} of {extract.desk.title or 'a desk'}",
        "created": made.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table.name,
                "path": name,
                "title": table.title,
                **form.resource,
                "bytes": written.size,
                "hash": f"sha256:{written.sha256}",
                "schema": _schema(table),
            }
        ],
        "crosscheck": _origin(extract, form, made),
    }
    return json.dumps(package, ensure_ascii=False, indent=1, allow_nan=False).encode()


def _schema(table: Table) -> Mapping[str, object]:
    """Return the columns with their key; one with gaps in it is no primary one."""
    schema: dict[str, object] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.filled:
        return {**schema, "primaryKey": list(table.key)}
    return {**schema, "uniqueKeys": [list(table.key)]}


def _field(column: Column) -> dict[str, object]:
    told: dict[str, object] = {
        "name": column.name,
        "type": column.type,
        "title": column.name.replace("_", " ").capitalize(),
        "description": column.means,
    }
    if column.type == "boolean":
        told |= {"trueValues": ["1"], "falseValues": ["0"]}
    return told


def _origin(extract: Extract, form: Format, made: Made) -> dict[str, object]:
    """Return how the rows came about: enough to write them again."""
    desk = extract.desk
    rows: dict[str, object] = {"kind": extract.kind, "count": len(extract.rows)}
    return {
        "program": f"crosscheck-desk {version('crosscheck-desk')}",
        "table": extract.table.name,
        "format": form.id,
        "format_in_words": f"{form.name}: {form.promise}",
        "rows": rows | ({"uids": extract.uids} if extract.kind == "selected" else {}),
        "query_in_words": extract.words,
        "query": extract.query,
        "ages_count_to": extract.day.isoformat(),
        "left_out": extract.left_out,
        "note": reported(extract.newest),
        "desk": {
            "uid": desk.uid,
            "title": desk.title,
            "sha256": made.desk_hash,
            "licence": desk.licence,
            "credits": desk.credits,
        },
        "history": asdict(made.history),
    }


@dataclass(frozen=True, slots=True)
class Told:
    """What a sidecar says its rows were: how they can be asked for again.

    `query` is its JSON, to be read in a desk; `day` the day that ages counted to; `made` the
    instant they were written, the hash of their desk and the head of its history; the desk is the
    one of that uid.
    """

    table: TableId
    form: FormatId
    kind: Kind
    uids: tuple[str, ...]
    query: Mapping[str, object]
    day: date
    made: Made
    desk_uid: str
    desk_title: str


def read(path: Path) -> Told:
    """Return what the sidecar at `path` says. Raises: DeskError."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
        if len(data) > MOST:
            raise ValueError(f"it is larger than {MOST // 1_000_000} MB")
        return _told(json.loads(data))
    except OSError as error:
        raise DeskError(f"{path}: {error.strerror}") from error
    except (RecursionError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise DeskError(
            f"{path}: this is not the sidecar of an export ({error!r}). Name a file that ends in "
            f"{SUFFIX} and was written by Crosscheck"
        ) from error


def _told(package: Mapping[str, Any]) -> Told:
    said: Mapping[str, Any] = package["crosscheck"]
    rows: Mapping[str, Any] = said["rows"]
    form = said.get("format", "exact")  # the first version knew no other
    if said["table"] not in TABLES or rows["kind"] not in KINDS or form not in FORMATS:
        raise ValueError(f"{said['table']}, {rows['kind']}, {form}")
    return Told(
        table=said["table"],
        form=form,
        kind=rows["kind"],
        uids=tuple(str(uid) for uid in cast("list[object]", rows.get("uids", []))),
        query={**said["query"]},
        day=date.fromisoformat(said["ages_count_to"]),
        made=Made(
            datetime.fromisoformat(package["created"]),
            said["desk"]["sha256"],
            Head(**said.get("history", {})),  # the first versions knew none
        ),
        desk_uid=str(said["desk"]["uid"]),
        desk_title=str(said["desk"]["title"]),
    )
