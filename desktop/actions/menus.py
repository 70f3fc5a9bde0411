"""The menus of a window, made from the table of actions."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from desktop import show
from desktop.actions.action import MENUS, Action
from desktop.frame import Frame
from desktop.show import tr


class Menus(QMenuBar):
    """The menu bar. An action that would do nothing is disabled and says why in its tooltip."""

    def __init__(
        self,
        table: Iterable[Action],
        varying: Callable[[], Iterable[Action]],
        grant: Callable[[Action], None],
        ticked: Callable[[Action], bool],
    ) -> None:
        """Fill the menus; `varying` gives the actions that come and go, asked for with each menu.

        `grant` does an action, `ticked` says whether what it sets is set.
        """
        super().__init__()
        self._varying, self._grant, self._ticked = varying, grant, ticked
        self._varied: dict[str, list[tuple[QMenu, QAction]]] = {name: [] for name in MENUS}
        self._doable: list[tuple[Action, QAction]] = []
        self._frame = Frame()
        self._within: dict[tuple[str, str], QMenu] = {}
        self.by_name = {name: self.addMenu(f"&{tr(name)}") for name in MENUS}
        for name, menu in self.by_name.items():
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(partial(self._vary, name))
        for action in table:
            self._doable.append((action, self._add(action)))

    def show_frame(self, frame: Frame) -> None:
        """Offer what would do something to `frame`."""
        self._frame = frame
        for action, doable in self._doable:
            self._offer(action, doable)

    def offer(self, ids: Iterable[str], at: QPoint) -> None:
        """Open a menu of some of the actions, as they stand in the menu bar; an empty id is a line.

        `at` is on the screen.
        """
        doable = {action.id: one for action, one in self._doable}
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        for id_ in ids:
            if id_:
                menu.addAction(doable[id_])
            else:
                menu.addSeparator()
        menu.popup(at)

    def _offer(self, action: Action, doable: QAction) -> None:
        hindrance = action.hindered(self._frame)
        doable.setEnabled(not hindrance)
        name = action.name(self._frame)
        doable.setToolTip(show.tip(_capital(hindrance) or name))
        if action.said is not None:
            doable.setText(show.doubled(show.visible(name)))

    def _vary(self, name: str) -> None:
        """List what is there by now of the actions of a menu that come and go.

        In a menu that has others they stand before its first line.
        """
        for menu, old in self._varied[name]:
            menu.removeAction(old)
            old.deleteLater()
        self._varied[name] = []
        for one in self._varying():
            if one.menu == name:
                menu, doable = self._of(name, one.under), self._add(one)
                line = next((a for a in menu.actions() if a.isSeparator()), None)
                menu.insertAction(line, doable)  # type: ignore[arg-type]  # None puts it last
                self._offer(one, doable)
                self._varied[name].append((menu, doable))

    def _of(self, menu: str, name: str) -> QMenu:
        """Return the menu of that name within a menu, made when it is first asked for."""
        if not name:
            return self.by_name[menu]
        if (menu, name) not in self._within:
            made = self.by_name[menu].addMenu(name)
            made.setToolTipsVisible(True)
            self._within[menu, name] = made
        return self._within[menu, name]

    def _add(self, action: Action) -> QAction:
        menu = self._of(action.menu, action.under)
        if action.rule:
            menu.addSeparator()
        beside = f"\t{action.gesture}" if action.gesture else ""
        doable = menu.addAction(show.doubled(action.text) + beside)
        doable.setToolTip(show.tip(action.text))  # else Qt makes one of it, markup and all
        doable.setObjectName(action.id)
        doable.setShortcuts([QKeySequence(keys) for keys in action.keys])
        doable.triggered.connect(partial(self._on_triggered, action))
        if action.ticked is not None:
            doable.setCheckable(True)
            doable.setChecked(self._ticked(action))
            menu.aboutToShow.connect(partial(self._tick, action, doable))
        return doable

    def _on_triggered(self, action: Action, *_: object) -> None:
        self._grant(action)

    def _tick(self, action: Action, doable: QAction) -> None:
        doable.setChecked(self._ticked(action))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
