"""Every text that a window hands to a widget, and every one that is painted, to look for harm."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QHelpEvent, QKeySequence, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDockWidget,
    QFileDialog,
    QGraphicsItem,
    QGraphicsSimpleTextItem,
    QGraphicsTextItem,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QToolTip,
    QWidget,
)

from desktop.window import MainWindow

How = Literal["plain", "auto", "rich", "keyed"]
"""Shown as it is; as markup if it looks like it; as markup; with an & that makes a key."""
_Role = Qt.ItemDataRole
_TOLD: dict[Qt.ItemDataRole, How] = {
    _Role.DisplayRole: "plain",
    _Role.AccessibleTextRole: "plain",
    _Role.AccessibleDescriptionRole: "plain",
    _Role.StatusTipRole: "plain",
    _Role.ToolTipRole: "auto",
    _Role.WhatsThisRole: "auto",
}
_ISOLATED = re.compile("\u2068([^\u2066-\u2069\n]*)\u2069")
_CUT = re.compile("\u2068(?=[^\u2069]*…$)|\u200d(?=…)")
"""What Qt leaves open, and adds, where it cuts writing from the right short."""
_FILLERS = "\u034f\u115f\u1160\u2800\u3164\uffa0\ufffc"


@dataclass(frozen=True, slots=True)
class Said:
    """A text, where it stands, and what may become of it there."""

    where: str
    text: str
    how: How = "plain"

    def harm(self) -> str:
        """Return what is wrong with it; empty where nothing is."""
        text = self.text
        if self.how == "rich" or (self.how == "auto" and QtGui.Qt.mightBeRichText(text)):
            if marked := _markup(text):
                return marked
            text = _plain(text)
        if self.how == "keyed":
            text = text.replace("\t", " ")  # what stands behind it are its keys
            if "¤" in text and not QKeySequence.mnemonic(text).isEmpty():
                return "has a key"
        return f"hides {hiding}" if (hiding := hidden(text)) else ""


def hidden(text: str) -> list[str]:
    """Return the characters of `text` that nobody sees, but what keeps writing apart."""
    text = _CUT.sub("", text)
    while (apart := _ISOLATED.sub(r"\1", text)) != text:
        text = apart
    unseen = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}
    return [
        f"{ord(sign):04X}"
        for sign in text
        if sign != "\n" and (unicodedata.category(sign) in unseen or sign in _FILLERS)
    ]


def _document(text: str) -> QTextDocument:
    document = QTextDocument()
    document.setHtml(text)
    return document


def _plain(text: str) -> str:
    return _document(text).toPlainText().replace("\u2028", "\n")


def _markup(text: str) -> str:
    """Return what of `text` is rendered as more than lines of plain words."""
    document = _document(text)
    block = document.begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            piece, shape = pieces.fragment(), pieces.fragment().charFormat()
            if shape.isImageFormat() or shape.isAnchor() or shape.fontItalic():
                return f"renders markup: {text}"
            if "¤" in piece.text() and shape.fontWeight() > 400:
                return f"renders bold: {text}"
            pieces += 1
        block = block.next()
    return ""


def walk(roots: Iterable[QWidget]) -> Iterator[Said]:
    """Yield every text of these widgets and of all within them, hidden ones too."""
    for root in roots:
        for widget in (root, *root.findChildren(QWidget)):
            name = type(widget).__name__
            yield from (Said(f"{name} {said.where}", said.text, said.how) for said in _of(widget))
        for action in root.findChildren(QAction):
            yield Said("action", action.text(), "keyed")
            yield Said("action tip", action.toolTip(), "auto")
            yield Said("action status", action.statusTip())


def everything() -> Iterator[Said]:
    """Yield every text of every window there is, popups and menus among them."""
    yield from walk(QApplication.topLevelWidgets())


def _of(widget: QWidget) -> Iterator[Said]:
    yield Said("tip", widget.toolTip(), "auto")
    yield Said("help", widget.whatsThis(), "auto")
    yield Said("name", widget.accessibleName())
    yield Said("description", widget.accessibleDescription())
    docked = isinstance(widget, QDockWidget)
    yield Said("title", widget.windowTitle(), "keyed" if docked else "plain")
    for kind, of_kind in _KINDS.items():
        if isinstance(widget, kind):
            yield from of_kind(widget)


def _of_label(label: QLabel) -> Iterator[Said]:
    formats: dict[Qt.TextFormat, How] = {
        Qt.TextFormat.PlainText: "plain",
        Qt.TextFormat.AutoText: "auto",
    }
    yield Said("text", label.text(), formats.get(label.textFormat(), "rich"))


def _of_tabs(tabs: QTabBar) -> Iterator[Said]:
    for n in range(tabs.count()):
        yield Said("tab", tabs.tabText(n), "keyed")
        yield Said("tab tip", tabs.tabToolTip(n), "auto")


def _of_view(view: QAbstractItemView) -> Iterator[Said]:
    if view.model():
        yield from _of_model(view.model())


def _of_scene(view: QGraphicsView) -> Iterator[Said]:
    if view.scene():
        yield from _of_items(view.scene().items())


_KINDS: dict[type[QWidget], Callable[[Any], Iterable[Said]]] = {
    QLabel: _of_label,
    QAbstractButton: lambda button: [Said("text", button.text(), "keyed")],
    QLineEdit: lambda line: [Said("text", line.text()), Said("hint", line.placeholderText())],
    QPlainTextEdit: lambda edit: [Said("text", edit.toPlainText())],
    QTextEdit: lambda edit: [Said("text", edit.toHtml(), "rich")],
    QMenu: lambda menu: [Said("title", menu.title(), "keyed")],
    QMessageBox: lambda box: [
        Said("more", box.informativeText(), "auto"),
        Said("detail", box.detailedText()),
    ],
    QTabBar: _of_tabs,
    QComboBox: lambda box: [Said("choice", box.itemText(n)) for n in range(box.count())],
    QAbstractItemView: _of_view,
    QGraphicsView: _of_scene,
}


def _of_model(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[Said]:
    parent = parent or QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for column in range(columns):
        for role, how in _TOLD.items():
            heading = model.headerData(column, Qt.Orientation.Horizontal, role)
            yield Said(f"heading {role.name}", str(heading or ""), how)
    for row in range(model.rowCount(parent)):
        for column in range(columns):
            index = model.index(row, column, parent)
            for role, how in _TOLD.items():
                yield Said(f"cell {role.name}", str(index.data(role) or ""), how)
        if model.rowCount(first := model.index(row, 0, parent)):
            yield from _of_model(model, first)


def _of_items(items: Iterable[QGraphicsItem]) -> Iterator[Said]:
    for item in items:
        yield Said("item tip", item.toolTip(), "auto")
        if isinstance(item, QGraphicsTextItem):
            yield Said("item", item.toHtml(), "rich")
        elif isinstance(item, QGraphicsSimpleTextItem):
            yield Said("item", item.text())


def opened(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, QWidget]]:
    """Do every action of the table, and yield what each opens over the window; then close that.

    What shows widgets of a kind that the window has not shown yet yields the window. Nobody
    answers the dialogs of the system.
    """
    with monkeypatch.context() as patch:
        for name in ("getOpenFileName", "getSaveFileName", "getExistingDirectory"):
            patch.setattr(QFileDialog, name, _unanswered)
        seen = _shown(window)
        for action in (one for one in window.table if one.id not in {"close", "quit"}):
            before = _there(window)
            action.wish(window)
            window.workspace.settle()
            sheets = [one for one in _there(window) - before if one.parentWidget() in before]
            for sheet in (one for one in sheets if one.isVisible()):
                yield action.id, sheet
                sheet.close()
            if _shown(window) - seen:
                yield action.id, window
            seen |= _shown(window)


def _there(window: QWidget) -> set[QWidget]:
    return {*QApplication.topLevelWidgets(), *window.findChildren(QWidget)}


def _shown(window: QWidget) -> set[type[QWidget]]:
    return {type(one) for one in window.findChildren(QWidget) if one.isVisible()}


def _unanswered(*_: object) -> tuple[str, str]:
    return "", ""


def hovered(window: QWidget, step: int = 18) -> Iterator[Said]:
    """Yield the tooltips that the mouse brings up, point by point."""
    for x in range(step // 2, window.width(), step):
        for y in range(step // 2, window.height(), step):
            widget, there = window.childAt(x, y), window.mapToGlobal(QPoint(x, y))
            if widget is None or widget.toolTip():
                continue  # what a widget says everywhere is walked
            event = QHelpEvent(QHelpEvent.Type.ToolTip, widget.mapFromGlobal(there), there)
            QApplication.sendEvent(widget, event)
            if text := QToolTip.text():
                yield Said(f"{type(widget).__name__} hovered", text, "auto")
                QToolTip.hideText()
