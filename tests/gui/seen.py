"""What the panels display of each exported table, and what a row of its file says of the same."""

import re
from collections.abc import Mapping
from datetime import date
from html import unescape

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from db.export.columns import TableId
from db.export.pick import Kind
from db.model import Days, Ref, Status
from db.query import Span
from desktop import show
from desktop.panels.claims.columns import COLUMNS
from desktop.panels.routes import words as routes_words
from desktop.panels.routes.reading import Look
from tests.files import Cells
from tests.gui.hands import Hands

_KEPT = {column.id for column in COLUMNS} - {"standing"}
"""The columns that files have: how a claim stands is derived for what is seen, and kept nowhere."""
_SPAN, _AGED = re.compile(r"<span>(.*?)</span>"), re.compile(r"(.*?(?: d|undated))(?:,|$)")
_STATUS: dict[str, Status] = {
    s: s for s in ("open", "restricted", "contested", "cut", "unknown")
}  # fmt: skip


PANELLED: tuple[TableId, ...] = ("claims", "places", "events", "routes")
"""The tables that stand in a panel."""


def displayed(hands: Hands, table: TableId, kind: Kind) -> list[Cells]:
    """Return the rows that stand in the panel of a table, from the top, as far as `kind` takes.

    Of a selection those lit by it; without one those not dimmed; of everything, all.
    """
    match table:
        case "claims":
            return _claims(hands, kind)
        case "places":
            return _places(hands, kind)
        case "events":
            return _events(hands, kind)
        case "routes":
            return _routes(hands, kind)
        case "relations":
            raise ValueError("no panel has a table of relations")


def says(table: TableId, row: Mapping[str, str]) -> Cells:
    """Return what `show` makes of the values of a row in a file: what has to be displayed."""
    match table:
        case "claims":
            return _claim(row)
        case "places":
            words = f"{show.apart(row['name'])}, {show.tr(row['kind'])}"
            return {"place": row["place"], "name": show.visible(row["name"]), "spoken": words}
        case "events":
            span = Span(_day(row["about_from"]), _day(row["about_to"]))
            when = show.span(span) if span else show.tr("undated")
            return {"event": row["event"], "title": show.visible(row["title"]), "when": when}
        case "routes":
            report = ""
            if row["claimant"]:
                look = Look(_STATUS[row["status"]], implied=row["stated"] == "implied")
                age = show.tr("%n d", int(row["days_old"])) if row["days_old"] else "undated"
                report = f"{routes_words.status(look)}, {age}"
            return {
                "route": row["route"],
                "claimant": row["claimant"],
                "name": show.visible(row["name"]),
                "report": report,
            }
        case "relations":
            raise ValueError("no panel has a table of relations")


def _claim(row: Mapping[str, str]) -> Cells:
    not_stated = show.tr("not stated")
    return {
        "claim": row["claim"],
        "contested": "≠" if row["contradicts"] else "",
        "claimant": show.visible(row["claimant"]),
        "paraphrase": show.visible(row["paraphrase"]),
        "position": show.visible(row["answer"]),
        "about": show.dates(_days(row["about"], row["about_from"], row["about_to"])),
        "via": show.via(row["chain"]),
        "grade": row["grade"],
        "tags": row["tags"].replace("; ", ", "),
        "place": ", ".join(map(show.apart, row["places"].split("; "))) if row["places"] else "",
        "said": show.dates(_days(row["said"], row["said_from"], row["said_to"]), not_stated),
        "published": show.dates(_days(row["published"]), not_stated),
        "recorded": show.day(date.fromisoformat(row["recorded"])),
        "voice": f"{show.worded(row['voice'])}, {show.worded(row['modality'])}",
        "question": show.visible(row["question"]),
        "category": show.worded(row["category"]),
        "status": show.worded(row["status"]),
    }


def _days(edtf: str, since: str = "", until: str = "") -> Days:
    return Days(edtf or None, _day(since), _day(until))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _claims(hands: Hands, kind: Kind) -> list[Cells]:
    panel = hands.claims
    rows = [n for n in range(panel.model.rowCount()) if panel.model.rows.group(n) is None]
    return [
        {"claim": uid, **{one.id: panel.cell(row, one.id) for one in COLUMNS if one.id in _KEPT}}
        for row, uid in zip(rows, panel.shown_uids(), strict=True)
        if kind != "selected" or panel.model.is_lit(row)
    ]


def _places(hands: Hands, kind: Kind) -> list[Cells]:
    panel, found = hands.places, list[Cells]()
    shown = panel.shown_uids()
    for row in panel.model.listed():
        if row.linked if kind == "selected" else kind == "all" or row.place.uid in shown:
            index = panel.index_of(row.place.id)
            words = str(index.data(Qt.ItemDataRole.AccessibleTextRole)).split(", ")
            name, spoken = str(index.data()), ", ".join(words[:2])
            found.append({"place": row.place.uid, "name": name, "spoken": spoken})
    return found


def _events(hands: Hands, kind: Kind) -> list[Cells]:
    panel, lit, found = hands.timeline, hands.frame.highlight.events, list[Cells]()
    for id_ in panel.events():
        if kind != "selected" or lit[id_]:
            event = hands.frame.snapshot.desk.events[id_]
            *titles, when = _tip(panel, panel.mark_position(("event", id_)))
            title = show.visible(event.title)
            cells = {"title": title if title in titles else "; ".join(titles), "when": when}
            found.append({"event": event.uid, **cells})
    return found


def _routes(hands: Hands, kind: Kind) -> list[Cells]:
    panel, lit = hands.routes, hands.frame.highlight.routes
    ids = {route.uid: id_ for id_, route in hands.frame.snapshot.desk.routes.items()}
    found: list[Cells] = []
    for uid, claimant in panel.rows():
        if kind != "selected" or lit[ids[uid]]:
            ref: Ref = ("route", ids[uid])
            spot = panel.position(ref)
            assert spot is not None
            head, *lines = _tip(panel, spot)
            report = next((line for line in lines if line.startswith(f"{claimant}: ")), "")
            aged = _AGED.match(report.removeprefix(f"{claimant}: "))
            found.append(
                {
                    "route": uid,
                    "claimant": claimant,
                    "name": head.rpartition(": ")[0],
                    "report": aged[1] if aged else report,
                }
            )
    return found


def _tip(panel: QWidget, spot: QPoint) -> list[str]:
    """Return the lines that the mouse brings up at a spot of a panel."""
    widget = panel.childAt(spot)
    assert widget is not None
    at, everywhere = widget.mapFrom(panel, spot), panel.mapToGlobal(spot)
    none, free = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    there = QPointF(at), QPointF(everywhere)
    QApplication.sendEvent(widget, QMouseEvent(QEvent.Type.MouseMove, *there, none, none, free))
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, everywhere))
    said = QToolTip.text()
    QToolTip.hideText()
    return [unescape(line) for line in _SPAN.findall(said)]
