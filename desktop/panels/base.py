"""What every panel is."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QWidget,
)

from db.model import Ref
from db.query import Query, Selection
from desktop import show
from desktop.frame import Frame
from desktop.show import tr
from desktop.theme import Theme

SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
"""The text sizes that a panel can have, in percent of the design's."""
_USUAL = SIZES.index(100)
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_NOTCH = 120
"""How far a notch turns the wheel, in eighths of a degree."""


def _press_focused() -> bool:
    """Press the button that has the focus; return whether there is one."""
    focus = QApplication.focusWidget()
    if isinstance(focus, QAbstractButton):
        focus.click()
        return True
    return False


def left_to_panel(event: QWheelEvent) -> bool:
    """Leave the wheel with Ctrl to the panel, whose text it resizes; return whether it was left."""
    left = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    if left:
        event.ignore()
    return left


class PanelHeader(QWidget):
    """The title row of a panel: its name, a note in tertiary ink, its own buttons at the right.

    The dock takes it as its title bar: dragging it moves the panel.
    """

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("PanelHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._size: QToolButton | None = None
        self.setFixedHeight(theme.px(28))
        self.title = show.label(title)
        theme.write(self.title, "strong")
        self.note = show.Elided()
        self.note.setObjectName("Note")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 6, 0)
        row.setSpacing(2)
        row.addWidget(self.title)
        row.addSpacing(8)
        row.addWidget(self.note, 1)

    def add_note(self) -> QLabel:
        """Return another note, at the right end."""
        note = show.label()
        note.setObjectName("Note")
        self._row.addWidget(note)
        return note

    def say_size(self, usual: Callable[[], None]) -> None:
        """Be as high as the text asks for, and say its size: pressed, it calls for the `usual`."""
        percent = self._theme.percent
        self.setFixedHeight(self._theme.px(28))
        if self._size is None:
            keys = QKeySequence("Ctrl+0").toString(QKeySequence.SequenceFormat.NativeText)
            back = tr("Text back to 100 % ({keys})").format(keys=keys)
            self._size = self.add_button("", back, usual)
            self._row.insertWidget(3, self._size)
        self._size.setText(tr("{n} %").format(n=percent))
        self._size.setVisible(percent != 100)

    def sizeHint(self) -> QSize:
        """Return its fixed height as well: a dock asks for no other."""
        return QSize(super().sizeHint().width(), self.height())

    def add_button(self, text: str, tip: str, asked: Callable[[], None]) -> QToolButton:
        """Return a new button at the right end that calls `asked`."""
        button = QToolButton(self)
        self._theme.write(button, "base")
        button.setText(text)
        show.explain(button, tip)
        button.setAutoRaise(True)
        button.setAccessibleName(tip)
        button.clicked.connect(asked)
        self._row.addWidget(button)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus on Enter too."""
        if event.key() not in _ENTER or not _press_focused():
            super().keyPressEvent(event)


class Panel(QWidget):
    """A picture of a Frame and a source of wishes. Of its own it keeps only how it is looked at.

    The first two signals carry a step: Query to Query, Selection to Selection.
    `narrow_requested` asks for the selection to become the filter. `edit_requested` carries an
    edit of `db.edits`. `theme` has its own text size.
    """

    query_requested = Signal(object)
    selection_requested = Signal(object)
    narrow_requested = Signal()
    edit_requested = Signal(object)

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme.sized(self)
        self.header = PanelHeader(title, self.theme, self)
        self.setAccessibleName(title)
        self._drawing = False
        self._turned = 0

    def show_frame(self, frame: Frame) -> None:
        """Look like `frame`. Asks for nothing, and may be repeated."""
        self._drawing = True
        try:
            self.draw(frame)
        finally:
            self._drawing = False

    def draw(self, frame: Frame) -> None:
        """Set the widgets to what `frame` says. Only `show_frame` calls this."""
        raise NotImplementedError

    def state(self) -> dict[str, object]:
        """Return what the panel keeps of its own, as plain JSON values, for `restore`.

        What keeps more adds it to this.
        """
        return {"size": self.text_size}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take what `state` returned; what is missing or strange changes nothing."""
        size = state.get("size")
        if size in SIZES:
            self._write_at(cast("int", size))

    def enter(self) -> None:
        """Take the focus, where the keys of the panel begin."""
        reason, tabbed = Qt.FocusReason.ShortcutFocusReason, Qt.FocusPolicy.TabFocus
        if self.focusPolicy() & tabbed:
            self.setFocus(reason)
            return
        stops = (one for one in self.findChildren(QWidget) if one.focusPolicy() & tabbed)
        shown = next((stop for stop in stops if stop.isVisible() and stop.isEnabled()), self)
        (self.focusProxy() or shown).setFocus(reason)

    def finish(self) -> None:
        """Have by now what is drawn bit by bit, between other things."""

    @property
    def text_size(self) -> int:
        """The size of its text, in percent of the design's."""
        return self.theme.percent

    def resize_text(self, step: int) -> None:
        """Have the next larger text, with -1 the next smaller, with 0 that of the design."""
        here = SIZES.index(self.text_size) + step if step else _USUAL
        self._write_at(SIZES[max(0, min(here, len(SIZES) - 1))])

    def _write_at(self, percent: int) -> None:
        if percent != self.text_size:
            self.theme.resize(percent, self, self.header)
            self.header.say_size(self._write_as_usual)

    def _write_as_usual(self) -> None:
        self.resize_text(0)

    def toggle_twin(self) -> bool:
        """Show the picture as a table, or the other way; return whether the panel has both."""
        return False

    def request_query(self, step: Callable[[Query], Query]) -> None:
        """Ask to see what `step` makes of the query, unless drawing moved the widget."""
        if not self._drawing:
            self.query_requested.emit(step)

    def request_selection(self, step: Callable[[Selection], Selection]) -> None:
        """Ask for what `step` makes of the selection, unless drawing moved the widget.

        With Ctrl it joins what other panels have picked; without, it starts from nothing.
        """

        def anew(selection: Selection) -> Selection:
            return step(Selection(current=selection.current))

        if not self._drawing:
            ctrl = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
            self.selection_requested.emit(step if ctrl else anew)

    def request_narrow(self) -> None:
        """Ask for the selection to become the filter: Enter, or a double click."""
        if not self._drawing:
            self.narrow_requested.emit()

    def request_current(self, ref: Ref) -> None:
        """Ask for one thing to be shown in detail, picked or not: what a link does."""

        def shown(selection: Selection) -> Selection:
            return replace(selection, current=ref)

        if not self._drawing:
            self.selection_requested.emit(shown)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Have larger or smaller text, notch by notch, where no widget took the wheel with Ctrl."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._turned += event.angleDelta().y()
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        for _ in range(abs(notches)):
            self.resize_text(1 if notches > 0 else -1)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter that no widget of the panel wanted; on a button it presses that."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif not _press_focused():
            self.request_narrow()
