"""The table twins in tests: what stands in their cells, and what the rows of files say of it."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from db.model import Days, Ref, Status
from desktop import show
from desktop.panels.routes import words as routes_words
from desktop.panels.routes.reading import Look
from desktop.panels.twin.twin import Twin
from tests.files import Cells

_STATUS: Mapping[str, Status] = {
    s: s for s in ("open", "restricted", "contested", "cut", "unknown")
}  # fmt: skip
_DASH = "–"


def cells(twin: Twin, row: int) -> Cells:
    """Return what the cells of a row display, by their headings."""
    model = twin.model
    across = Qt.Orientation.Horizontal
    return {
        str(model.headerData(n, across)): str(model.index(row, n).data())
        for n in range(model.columnCount())
    }


def listed(twin: Twin, *, kind: str = "", lit: bool = False) -> list[Cells]:
    """Return the rows of a twin that are not dimmed; those of one kind, those lit if asked for."""
    rows = (
        n
        for n in range(twin.model.rowCount())
        if not twin.model.row(n).dim and (not lit or twin.model.is_lit(n))
    )
    found = [cells(twin, n) for n in rows]
    return [row for row in found if not kind or row["Kind"] == kind]


def road(row: Mapping[str, str]) -> Cells:
    """Return what a row of routes.csv has to look like."""
    told = bool(row["claimant"])
    days = Days(None, _day(row["about_from"]), _day(row["about_to"]))
    implied = row["stated"] == "implied"
    age = show.tr("%n d", int(row["days_old"])) if row["days_old"] else show.tr("undated")
    return {
        "≠": "≠" if row["disputed"] == "1" else "",
        "Road": show.visible(row["name"]),
        "Claimant": show.visible(row["claimant"]) or "nobody on file",
        "Status": routes_words.status(Look(_STATUS[row["status"]], implied)) if told else _DASH,
        "Stated": row["stated"] or _DASH,
        "Age": age if told else _DASH,
        "Of the days": show.dates(days) if told else _DASH,
        "Source": show.visible(row["source"]) or _DASH,
        "Reports": show.count(int(row["n_claims"])) if told else _DASH,
        "Kind": show.worded(row["kind"]),
        "From": show.visible(row["from_place"]),
        "To": show.visible(row["to_place"]) or _DASH,
        "Bearing": row["bearing"] or _DASH,
    }


def event(row: Mapping[str, str]) -> Cells:
    """Return what a row of events.csv has to look like, as far as it says it."""
    return {"Kind": "event", "What is claimed or named": show.visible(row["title"]), **_when(row)}


def claim(row: Mapping[str, str]) -> Cells:
    """Return what a row of claims.csv has to look like."""
    return {
        "≠": "≠" if row["contradicts"] else "",
        "Kind": "claim",
        "Claimant": show.visible(row["claimant"]),
        "What is claimed or named": show.visible(row["paraphrase"]),
        **_when(row),
        "Source": show.visible(row["source"]) or _DASH,
    }


def of_file(seen: list[Cells], written: list[Cells]) -> list[Cells]:
    """Return the displayed rows with the cells alone that a file has."""
    names = written[0].keys() if written else ()
    return [{name: row[name] for name in names} for row in seen]


def at(twin: Twin, row: int, column: int = 1) -> tuple[QWidget, QPoint]:
    """Return where a row is seen: the widget, and the point in it."""
    index = twin.model.index(row, column)
    twin.table.scrollTo(index)
    return twin.table.viewport(), twin.table.visualRect(index).center()


def row_of(twin: Twin, ref: Ref) -> int:
    return int(twin.model.rows_of(ref)[0])


def _when(row: Mapping[str, str]) -> Cells:
    days = Days(row["about"] or None, _day(row["about_from"]), _day(row["about_to"]))
    since, until = (show.day(day) if day else "open" for day in (days.since, days.until))
    if days.undated:
        since = until = _DASH
    return {"Date": show.dates(days), "From": since, "To": until}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
