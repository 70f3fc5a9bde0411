"""The row of facet buttons; those without room fold into More."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from db.dimensions import DIMENSIONS, DimensionId
from desktop import show
from desktop.frame import Frame
from desktop.panels.buttons import MenuButton
from desktop.show import tr
from desktop.theme import Theme

_GAP = 2


class Facets(QWidget):
    """One button for each facet of the table of dimensions, saying how many values are chosen.

    `opened` names the dimension, and the button under which it is to be shown.
    """

    opened = Signal(str, QWidget)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.buttons: dict[DimensionId, MenuButton] = {
            name: MenuButton(tr(dimension.name), theme, self)
            for name, dimension in DIMENSIONS.items()
            if dimension.facet
        }
        self.more = MenuButton(tr("More"), theme, self)
        self._chosen: dict[DimensionId, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        for name, button in self.buttons.items():
            button.clicked.connect(
                lambda _=False, name=name, button=button: self.opened.emit(name, button)
            )
        self.more.clicked.connect(self._on_more)
        theme.changed.connect(self._settle)

    def show_frame(self, frame: Frame) -> None:
        """Say how many values of each facet the query chooses."""
        self._chosen = {name: len(frame.query.chosen(name)) for name in self.buttons}
        for name, button in self.buttons.items():
            button.say(tr(DIMENSIONS[name].name), _number(self._chosen[name]))
        self._settle()

    def sizeHint(self) -> QSize:
        """Return the width of all buttons side by side."""
        widths = [button.sizeHint().width() + _GAP for button in self.buttons.values()]
        return QSize(sum(widths), self.more.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the width of More alone."""
        return self.more.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many buttons as there is room for."""
        super().resizeEvent(event)
        self._fold()

    def _settle(self) -> None:
        """Take the room that the words need now."""
        self._fold()
        self.updateGeometry()

    def _fold(self) -> None:
        """Stand side by side, and fold away from the right what has no room beside More."""
        names, room = list(self.buttons), self.width()
        kept = len(names)
        if self.sizeHint().width() > room:
            while kept and self._width(names[:kept]) > room:
                kept -= 1
        folded = sum(self._chosen.get(name, 0) for name in names[kept:])
        self.more.say(tr("More"), _number(folded))
        left = 0
        for n, button in enumerate((*self.buttons.values(), self.more)):
            button.setVisible(n < kept or (button is self.more and kept < len(names)))
            if not button.isHidden():
                button.setGeometry(QRect(QPoint(left, 0), button.sizeHint()))
                left += button.width() + _GAP

    def _width(self, names: list[DimensionId]) -> int:
        widths = [self.buttons[name].sizeHint().width() + _GAP for name in names]
        return sum(widths) + self.more.sizeHint().width()

    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, button in self.buttons.items():
            if button.isHidden():
                action = menu.addAction(button.accessibleName())
                action.triggered.connect(
                    lambda _=False, name=name: self.opened.emit(name, self.more)
                )
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


def _number(n: int) -> str:
    return show.count(n) if n else ""
