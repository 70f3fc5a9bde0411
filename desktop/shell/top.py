"""What stands above the panels: the row of the menus, and the filter bar."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import show
from desktop.shell.desk_name import DeskName
from desktop.show import tr
from desktop.theme import Theme


class Top(QWidget):
    """The name of the program, its menus and the name of the desk in a row, the filters below."""

    def __init__(self, theme: Theme, menus: QWidget, filters: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        name = show.label(tr("Crosscheck"))
        name.setFont(theme.font("strong"))
        self.desk_name = DeskName(theme)
        row = QWidget()
        row.setObjectName("MenuRow")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(row)
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(6)
        for widget, stretch in ((name, 0), (menus, 0), (self.desk_name, 1)):
            line.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(row)
        column.addWidget(filters)
