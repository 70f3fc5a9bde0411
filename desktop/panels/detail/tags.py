"""The tags of a claim: each a chip that takes it off, and a field to put on another."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QSizePolicy, QWidget

from db.edits.tags import TagClaims, UntagClaims
from db.model import Claim
from desktop import show
from desktop.panels.buttons import Chip, Link
from desktop.panels.detail.field import Field
from desktop.panels.detail.parts import Tag
from desktop.show import tr
from desktop.theme import Theme

_GAP, _FIELD = 4, 150
_ELSEWHERE = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}


class Tags(Field):
    """Chips in as many lines as they take, and the field after the last."""

    def __init__(
        self,
        claim: Claim,
        known: Sequence[str],
        theme: Theme,
        edit: Callable[[TagClaims | UntagClaims], None],
        hindrance: str,
    ) -> None:
        """`known` are the desk's tags; `hindrance` says why none can be set, empty when it can."""
        super().__init__()
        self._claim, self._theme, self._edit = claim, theme, edit
        self._known = {show.visible(name): name for name in known if name not in claim.tags}
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.chips = [self._chip(name, hindrance) for name in claim.tags]
        self.add = Link(tr("Add a tag"), theme)
        self.add.clicked.connect(self.open)
        self.field: QLineEdit | None = None
        if hindrance:
            self.add.setEnabled(False)
            show.explain(self.add, hindrance)
        self._parts: list[QWidget] = [*self.chips, self.add]
        for part in self._parts:
            part.setParent(self)

    @property
    def writing(self) -> bool:
        """Whether somebody writes here."""
        return self.field is not None

    def open(self) -> None:
        """Put the keys into a field, with the desk's tags under it."""
        self.field = field = _Name(list(self._known), self._theme, self._close)
        field.setParent(self)
        field.returnPressed.connect(self._on_return)
        field.completer().activated.connect(self._on_return)
        self._parts[-1] = field
        self.add.hide()
        field.show()
        self.updateGeometry()
        self._place()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def hasHeightForWidth(self) -> bool:
        """Be as high as the chips ask for."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return self._lay(width, move=False)

    def sizeHint(self) -> QSize:
        """Ask for the lines at a middling width."""
        return QSize(240, self.heightForWidth(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each its place."""
        self._place()

    def _place(self) -> None:
        self._lay(self.width(), move=True)

    def _lay(self, width: int, *, move: bool) -> int:
        """Put the parts one after the other, in lines; return how high that is."""
        x = y = high = 0
        for part in self._parts:
            size = part.sizeHint()
            wide = min(size.width(), width)
            if x and x + wide > width:
                x, y, high = 0, y + high + _GAP, 0
            if move:
                part.setGeometry(x, y, wide, size.height())
            x, high = x + wide + _GAP, max(high, size.height())
        return y + high

    def _chip(self, name: str, hindrance: str) -> QWidget:
        if hindrance:
            return Tag(name, self._theme)
        chip = Chip("", name, self._theme)
        chip.setAccessibleName(tr("Take off the tag {tag}").format(tag=show.apart(name)))
        chip.clicked.connect(partial(self._on_off, name))
        return chip

    def _on_off(self, name: str, *_: object) -> None:
        self._edit(UntagClaims((self._claim.uid,), name))

    def _on_return(self, *_: object) -> None:
        """Put on what is written; the choice of a tag of the desk is written there by then."""
        if self.field is not None:
            typed = self.field.text().strip()
            self._close()
            if typed:
                self._edit(TagClaims((self._claim.uid,), self._known.get(typed, typed)))

    def _close(self) -> None:
        field, self.field = self.field, None
        if field is None:
            return
        self._parts[-1] = self.add
        self.add.show()
        self.updateGeometry()
        self._place()
        if field.hasFocus():
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        field.hide()
        field.deleteLater()
        self.closed.emit()


class _Name(QLineEdit):
    """The name of a tag, completed from those there are."""

    def __init__(self, known: list[str], theme: Theme, let_go: Callable[[], None]) -> None:
        super().__init__()
        self._theme, self._let_go = theme, let_go
        self.setFont(theme.font("base"))
        self.setAccessibleName(tr("Name of the tag"))
        self.setPlaceholderText(tr("Name of the tag"))
        completer = QCompleter(known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)

    def sizeHint(self) -> QSize:
        """Ask for room for a word or two."""
        return QSize(self._theme.px(_FIELD), max(26, self._theme.px(26)))

    def event(self, arg__1: QEvent) -> bool:
        """Take Esc before the window does."""
        escape = arg__1.type() == QEvent.Type.ShortcutOverride
        if escape and cast("QKeyEvent", arg__1).key() == Qt.Key.Key_Escape:
            arg__1.accept()
            return True
        return super().event(arg__1)

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """Let go on Esc."""
        if arg__1.key() == Qt.Key.Key_Escape:
            self._let_go()
        else:
            super().keyPressEvent(arg__1)
            if arg__1.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                arg__1.accept()  # else the panel makes the selection the filter

    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        """Let go when somebody goes elsewhere: a name half typed is no tag."""
        super().focusOutEvent(arg__1)
        if arg__1.reason() not in _ELSEWHERE:
            self._let_go()
