"""The line at the foot of the window: what is selected, and which keys go on from there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget

from desktop import show
from desktop.frame import Edits, Frame
from desktop.jobs import Work
from desktop.panels.buttons import Link
from desktop.shell.work_bar import SAID_AFTER, in_words, oldest
from desktop.show import tr
from desktop.theme import Theme
from desktop.words.picked import left, selected


class StatusLine(QWidget):
    """Says what the selection lights, or what is left of the desk; what is under way; faults."""

    stop_requested = Signal(object)
    log_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("StatusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(24)
        self.said = show.Elided()
        self.keys = show.label()
        self.keys.setObjectName("Note")
        self.working = show.label()
        self.stop = Link(tr("Cancel"), theme, self)
        self.stop.clicked.connect(self._on_stop)
        self.faults = Link("", theme, self)
        show.explain(self.faults, tr("What went wrong, in the log of the program"))
        self.faults.clicked.connect(self.log_requested)
        self._work: Work | None = None
        self._news: tuple[str, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(16)
        for widget in (self.said, self.working, self.stop, self.keys, self.faults):
            widget.setFont(theme.font("small"))
            row.addWidget(widget, 1 if widget is self.said else 0)
        for widget in (self.working, self.stop, self.faults):
            widget.hide()

    def say(self, text: str) -> None:
        """Say what was done, until something else is shown."""
        self.said.setText(text)

    def show_work(self, works: tuple[Work, ...]) -> None:
        """Say what is under way and offer to call it off, once it has taken a while."""
        self._work = oldest(works, SAID_AFTER)
        self.working.setVisible(self._work is not None)
        self.stop.setVisible(self._work is not None and self._work.stoppable)
        self.keys.setVisible(self._work is None)
        if self._work is not None:
            self.working.setText(in_words(self._work))

    def show_faults(self, count: int) -> None:
        """Say how many faults of the program are in the log."""
        self.faults.setText(tr("%n fault(s)", count))
        self.faults.setAccessibleName(tr("%n fault(s): show the log", count))
        self.faults.setVisible(count > 0)
        self.faults.updateGeometry()

    def _edited(self, edits: Edits) -> str:
        """Return what to say of edits: one that is not safe yet, or what is new; else nothing."""
        if edits.pending:
            self._news = ()
            return tr("Saving: {edit} …").format(edit=show.visible(edits.pending[-1]))
        if edits.news == self._news:
            return ""
        self._news = edits.news
        more = len(edits.news) - 1
        said = [show.visible(edits.news[0]), *([tr("and %n more", more)] if more else ())]
        return show.listed(said)

    def _on_stop(self) -> None:
        if self._work is not None:
            self.stop_requested.emit(self._work)

    def show_frame(self, frame: Frame) -> None:
        """Look like `frame`."""
        self.said.setText(self._edited(frame.edits) or _seen(frame))
        keys = [tr("Ctrl E: export") if frame.snapshot.total else tr("F1: all keys")]
        if frame.selection:
            keys = [tr("Enter: make it the filter"), tr("Esc: clear"), *keys]
        elif frame.query.filters:
            keys = [tr("Esc: lift the newest filter"), *keys]
        self.keys.setText(show.listed(keys))


def _seen(frame: Frame) -> str:
    return selected(frame) if frame.selection else left(frame)


class Foot(QStatusBar):
    """The foot of the window, which the line fills whole: Qt's own layout keeps an edge around."""

    def __init__(self, line: StatusLine) -> None:
        super().__init__()
        self._line = line
        line.setParent(self)
        self.setSizeGripEnabled(False)
        self.setFixedHeight(line.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the line all there is."""
        super().resizeEvent(event)
        self._line.resize(self.size())
