"""The views: what was saved under a name, and the tree of all that was shown."""

from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.edits.views import DeleteView, OrderViews, RenameView, RestoreView
from db.views import View
from desktop import show
from desktop.frame import Frame
from desktop.panels.base import Panel
from desktop.panels.notice import Notice
from desktop.panels.rows import RowsList
from desktop.panels.views.bin import BinList, BinRow
from desktop.panels.views.saved import SavedList, SavedRow
from desktop.panels.views.trail import TrailDelegate, TrailRows
from desktop.show import tr
from desktop.theme import Theme
from desktop.words import queries as query_words

_LONGEST = 200
_TOLD = 4
"""How many missing things are told one by one; the rest is counted."""


class NameField(QLineEdit):
    """A field for a name. Enter is for it, not for the panel."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from the panel."""
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()


class ViewsPanel(Panel):
    """Saved views, those deleted, and the trail.

    `save_requested` carries the name to save what is seen under and the uid of the view to
    replace, or nothing; `visit_requested` the id of a visit; `view_requested` the view to show.
    """

    save_requested = Signal(str, str)
    visit_requested = Signal(int)
    view_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Views"), theme, parent)
        self._frame = Frame()
        self._saving = ""
        self._rows = TrailRows()
        self.field = NameField(self)
        self.field.setMaxLength(_LONGEST)
        self.field.setAccessibleName(tr("Name of this view"))
        self.save = QPushButton(tr("Save"), self)
        self.notice = Notice(self.theme, self)
        self.saved = SavedList(self.theme, self)
        self.bin = BinList(self.theme, self)
        self.trail = RowsList(tr("Trail"), TrailDelegate(self.theme, self), self)
        self._none = self._note(tr("No view is saved yet. Ctrl+D saves what is seen."))
        self._binned = self._note(self.bin.accessibleName())
        self._trail_head = self._note(tr("Trail"))
        self.setMinimumWidth(196)
        self._lay_out()
        self._wire()
        self._on_theme()
        self.setFocusProxy(self.trail)

    def draw(self, frame: Frame) -> None:
        """Show the saved views, those deleted, and where in the trail the frame stands."""
        old, self._frame = self._frame, frame
        writable = frame.snapshot.desk.writable
        self.saved.writable = writable
        self.saved.show_rows([self._row(view) for view in frame.views])
        self.bin.show_rows([BinRow(v.uid, v.name, self._words(v)) for v in frame.binned])
        self.bin.updateGeometry()
        values = frame.snapshot.values
        if frame.trail is not old.trail or frame.here != old.here or not self.trail.key:
            self.trail.show_rows(self._rows.rows(frame.trail, frame.here, values))
        if frame.here != old.here or self.trail.key is None:
            self.trail.setCurrentIndex(self.trail.index_of(frame.here))
            self.trail.scrollTo(self.trail.currentIndex())
        self.header.note.setText(show.count(len(frame.views)) if frame.views else "")
        self._trail_head.setText(show.listed([tr("Trail"), tr("%n step(s)", len(frame.trail))]))
        for widget in (self.field, self.save):
            widget.setEnabled(writable)
        self.field.setPlaceholderText(
            tr("Name this view") if writable else tr("This desk may only be read")
        )
        show.explain(self.save, "" if writable else _read_only())
        self.saved.setVisible(bool(frame.views))
        self._none.setVisible(not frame.views)
        for widget in (self.bin, self._binned):
            widget.setVisible(bool(frame.binned))
        self._follow_saved(old)

    def begin_saving(self) -> None:
        """Put the cursor into the field, with the words of the query as the name to begin with."""
        frame = self._frame
        if not frame.snapshot.desk.writable:
            self.notice.ask(_read_only(), (tr("Close"), self._to_lists))
            return
        self.field.setText(query_words.in_line(frame.query, frame.snapshot.values)[:_LONGEST])
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.setSelection(len(self.field.text()), -len(self.field.text()))  # its start shown

    def offer(self, view: View) -> None:
        """Ask for a view to be shown; where not all of it is there, say what, and ask first."""
        if view.fault:
            words = tr("“{view}” cannot be shown: {why}.").format(
                view=show.apart(view.name), why=show.apart(view.fault)
            )
            self.notice.ask(words, (tr("Close"), self._to_lists))
        elif view.missing:
            told = [f"{show.apart(str(missing))}." for missing in view.missing[:_TOLD]]
            if more := len(view.missing) - _TOLD:
                told += [tr("and %n more", more)] if more > 0 else []
            head = tr("Not all of “{view}” can be shown:").format(view=show.apart(view.name))
            self.notice.ask(
                "\n".join([head, *told]),
                (tr("Open without them"), partial(self.view_requested.emit, view)),
                (tr("Cancel"), self._to_lists),
            )
        else:
            self.view_requested.emit(view)

    def event(self, event: QEvent) -> bool:
        """Take Esc before the window does, while there is a question or a name to let go of."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            open_ = self.notice.isVisible() or self.field.hasFocus()
            if event.key() == Qt.Key.Key_Escape and open_:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let go of the question, or of the name, on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.notice.hide()
            self.field.clear()
            self._to_lists()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and a hairline over each part but the first."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("panel"))
        painter.setPen(self.theme.colour("hairline"))
        for head in (self._binned, self._trail_head):
            if head.isVisible():
                painter.drawLine(0, head.y(), self.width(), head.y())

    def _note(self, words: str) -> QLabel:
        note = show.label(words, self, wrap=True)
        note.setObjectName("Note")
        note.setContentsMargins(12, 6, 12, 4)
        return note

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.save)
        asked = QVBoxLayout()
        asked.setContentsMargins(8, 0, 8, 0)
        asked.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(asked)
        column.addWidget(self._none)
        column.addWidget(self.saved, 1)
        for widget in (self._binned, self.bin, self._trail_head):
            column.addWidget(widget)
        column.addWidget(self.trail, 1)

    def _wire(self) -> None:
        self.field.returnPressed.connect(self._on_named)
        self.save.clicked.connect(self._on_save)
        self.saved.chosen.connect(self._on_chosen)
        self.saved.renamed.connect(self._on_renamed)
        self.saved.deleted.connect(self._on_deleted)
        self.saved.ordered.connect(self._on_ordered)
        self.saved.menu_asked.connect(self._open_menu)
        self.bin.chosen.connect(self._on_restored)
        self.trail.chosen.connect(self.visit_requested.emit)
        self.theme.changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.field.setFixedHeight(self.save.sizeHint().height())
        self.update()

    def _row(self, view: View) -> SavedRow:
        frame, trouble = self._frame, ""
        if view.fault:
            trouble = tr("cannot be shown")
        elif view.missing:
            trouble = tr("%n thing(s) missing", len(view.missing))
        shown = (view.query, view.selection) == (frame.query, frame.selection)
        return SavedRow(view.uid, view.name, self._words(view), trouble, shown and not trouble)

    def _words(self, view: View) -> str:
        if view.fault:
            return view.fault
        return query_words.in_line(view.query, self._frame.snapshot.values)

    def _view(self, uid: str) -> View:
        return next(v for v in (*self._frame.views, *self._frame.binned) if v.uid == uid)

    def _named(self, name: str, but: str = "") -> View | None:
        """Return the other view that has a name already."""
        plain = " ".join(name.split())
        return next((v for v in self._frame.views if v.name == plain and v.uid != but), None)

    def _follow_saved(self, old: Frame) -> None:
        """Empty the field once what was named in it is there, and go to it."""
        known = {view.uid for view in old.views}
        fresh = [v for v in self._frame.views if v.uid not in known and v.name == self._saving]
        if not self._saving or not fresh:
            return
        self._saving = ""
        self.field.clear()
        self.saved.setCurrentIndex(self.saved.index_of(fresh[0].uid))
        if self.isAncestorOf(self.focusWidget() or self):
            self.saved.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_lists(self) -> None:
        there = self.saved if self._frame.views else self.trail
        there.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_save(self) -> None:
        if self.field.text().strip():
            self._on_named()
        else:
            self.begin_saving()

    def _on_named(self) -> None:
        name = " ".join(self.field.text().split())
        if not name:
            return
        if there := self._named(name):
            words = tr("There is a view “{view}”. Replace it?").format(view=show.apart(name))
            replace = partial(self._save, name, there.uid)
            self.notice.ask(words, (tr("Replace"), replace), (tr("Cancel"), self.field.setFocus))
        else:
            self._save(name, "")

    def _save(self, name: str, replaces: str) -> None:
        self._saving = name
        self.save_requested.emit(name, replaces)

    def _on_chosen(self, uid: str) -> None:
        self.offer(self._view(uid))

    def _on_renamed(self, uid: str, name: str) -> None:
        if self._named(name, but=uid):
            words = tr("There is a view “{view}” already.").format(
                view=show.apart(" ".join(name.split()))
            )
            rename = partial(self.saved.rename, uid)
            self.notice.ask(words, (tr("Another name"), rename), (tr("Cancel"), self._to_lists))
        else:
            self.edit_requested.emit(RenameView(uid, name))

    def _on_deleted(self, uid: str) -> None:
        self.edit_requested.emit(DeleteView(self._view(uid)))

    def _on_restored(self, uid: str) -> None:
        self.edit_requested.emit(RestoreView(self._view(uid)))

    def _on_ordered(self, uids: tuple[str, ...]) -> None:
        self.edit_requested.emit(OrderViews(uids))

    def _open_menu(self, uid: str, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Open") + "\t" + tr("Enter"), partial(self._on_chosen, uid))
        changes = (
            (tr("Rename"), tr("F2"), partial(self.saved.rename, uid)),
            (tr("Move up"), tr("Alt+Up"), partial(self.saved.shift, uid, -1)),
            (tr("Move down"), tr("Alt+Down"), partial(self.saved.shift, uid, 1)),
            (tr("Delete"), tr("Del"), partial(self._on_deleted, uid)),
        )
        for text, keys, does in changes:
            menu.addAction(f"{text}\t{keys}", does).setEnabled(self.saved.writable)
        menu.popup(at)


def _read_only() -> str:
    return tr("Views are saved in the desk, and this one may only be read. Copy it to change it.")
