"""The sheet before a merge: what moves, which name stays, and what tells the two apart."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.edits.merge import Merge
from db.edits.merging import Preview
from db.edits.names import Kind
from db.edits.rows import Named
from desktop import show
from desktop.dialogs.choices import Check, Note
from desktop.show import tr
from desktop.theme import Theme

Previewed = Callable[[str, str], Preview]
"""Gives what merging one uid into another would do. Raises EditRefused."""
_TOP = Qt.AlignmentFlag.AlignTop


class MergeSheet(QDialog):
    """Shows what a merge would do; nothing but the button Merge does it, which is never at hand.

    Where the two differ in what tells them apart, that has to be ticked off first. `merged`
    carries the edit.
    """

    merged = Signal(object)

    def __init__(
        self,
        kind: Kind,
        pair: tuple[Named, Named],
        previewed: Previewed,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        """`pair` is the one that goes and the one that stays, until they are swapped."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._kind: Kind = kind
        self._previewed, self._theme = previewed, theme
        self.gone, self.into = pair
        self._seen: Preview | None = None
        self.heading = show.label(wrap=True)
        self.heading.setFont(theme.font("title"))
        self.said = show.label(wrap=True)
        self.swap = QPushButton(tr("Keep the other name"))
        self.swap.setAutoDefault(False)
        self.swap.clicked.connect(self._swap)
        self.sure = Check("", theme)
        self.sure.toggled.connect(self._offer)
        self.refused = Note("Failed", theme)
        self.warned = Note("Warning", theme)
        self.body = QScrollArea()
        self.body.setWidgetResizable(True)
        self.body.setFrameShape(QScrollArea.Shape.NoFrame)
        self.body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.cancel.setDefault(True)
        self.go = QPushButton(tr("Merge"))
        self.go.clicked.connect(self._merge)
        self._lay_out()
        self._tell()
        self.cancel.setFocus()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.swap)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(self.heading)
        column.addWidget(self.said)
        column.addWidget(self.body, 1)
        for widget in (self.refused, self.warned, self.sure):
            column.addWidget(widget)
        column.addLayout(foot)
        self.resize(680, 460)

    def _swap(self) -> None:
        self.gone, self.into = self.into, self.gone
        self._tell()

    def _tell(self) -> None:
        """Say all of it for the two as they stand now; what was ticked is not."""
        self._seen = seen = self._previewed(self.gone.uid, self.into.uid)
        gone, into = show.apart(self.gone.name), show.apart(self.into.name)
        title = tr("Merge two places?") if self._kind == "place" else tr("Merge two actors?")
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.said.setText(
            tr(
                "“{gone}” goes into “{into}”, and stays as another name of it. All that stands on "
                "the one then stands on the other. It can be undone."
            ).format(gone=gone, into=into)
        )
        self.body.setWidget(_Body(seen, self.gone, self.into, self._theme))
        cannot = tr("They cannot be one")
        self.refused.say(cannot, _sentence(seen.refused))
        self.warned.say(tr("Look twice"), "\n".join(_doubtful(seen)))
        apart = ", ".join(tr(one.field) for one in seen.apart)
        one = tr("These are one and the same, though they differ in: {fields}")
        self.sure.setText(one.format(fields=apart))
        self.sure.setChecked(False)
        self.sure.setVisible(bool(seen.apart) and not seen.refused)
        self._offer()

    def _offer(self) -> None:
        """Let them be merged where nothing speaks against it, or somebody is sure all the same."""
        seen = self._seen
        able = seen is not None and not seen.refused
        sure = seen is not None and (not seen.apart or self.sure.isChecked())
        self.go.setEnabled(able and sure)
        why = "" if able and sure else tr("Tick that they are one and the same first")
        show.explain(self.go, why if able else tr("They cannot be one"))

    def _merge(self) -> None:
        self.accept()
        sure = self.sure.isChecked()
        self.merged.emit(Merge(self._kind, self.gone, self.into, sure=sure))


class _Body(QWidget):
    """What moves, and the two side by side where they differ."""

    def __init__(self, seen: Preview, gone: Named, into: Named, theme: Theme) -> None:
        super().__init__()
        self._theme, self._row = theme, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 12, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        for column in (1, 2):
            self._grid.setColumnStretch(column, 1)
        counted = tr("{what}: {n}")
        moves = [counted.format(what=tr(what), n=show.count(n)) for what, n in seen.moves.items()]
        self._add((tr("Moves"), show.listed(moves) or tr("nothing")))
        self._add(("", tr("Goes"), tr("Stays")), "strong")
        self._add((tr("name"), show.apart(gone.name), show.apart(into.name)), "strong")
        for one in sorted(seen.differs, key=lambda one: not one.apart):
            field = tr("{field} ≠").format(field=tr(one.field)) if one.apart else tr(one.field)
            both = (show.apart(side or tr("not said")) for side in (one.gone, one.into))
            self._add((field, *both), "strong" if one.apart else "base")
        if not seen.differs:
            self._add(("", tr("They differ in nothing that this desk says of them.")))
        self._grid.setRowStretch(self._row, 1)

    def _add(self, texts: tuple[str, ...], role: str = "base") -> None:
        """Add a row; its last text takes the columns that are left."""
        for column, text in enumerate(texts):
            told = show.label(text, wrap=column > 0)
            self._theme.write(told, role if column else "base")
            if not column:
                told.setObjectName("Note")
            last = column == len(texts) - 1
            self._grid.addWidget(told, self._row, column, 1, 3 - column if last else 1, _TOP)
        self._row += 1


def _doubtful(seen: Preview) -> Iterator[str]:
    """Yield what makes it doubtful that the two are one, a sentence each."""
    yield from (_sentence(one) for one in seen.warnings)
    if seen.alike and seen.apart:
        alike = tr("Both names have the word {words}: that is a hint, and no more.")
        yield alike.format(words=show.listed(seen.alike))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
