"""THE table of actions: menus, shortcuts, the palette and the sheet of keys are made from it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QByteArray

from db.query import Query, Selection
from desktop.frame import Frame
from desktop.layout import layouts
from desktop.settings import Settings
from desktop.show import tr

if TYPE_CHECKING:
    from desktop.window import MainWindow

Menu = Literal["File", "Edit", "View", "Go", "Help"]
MENUS: tuple[Menu, ...] = ("File", "Edit", "View", "Go", "Help")
PANELS = ("places", "routes", "claims", "detail", "timeline", "filters")
"""The panels as they are read, and as Alt+1 and the following number them."""


def _nothing(_: Frame) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the window can be asked to do: where it stands, its keys, the wish behind it.

    `hindered` says why it would do nothing to a frame; empty when it would. `gesture` is what
    does the same in the panels. `under` names a menu within the menu, `rule` draws a line above.
    `ticked` says whether what it sets is set; None: it sets nothing.
    """

    id: str
    menu: Menu
    text: str
    wish: "Callable[[MainWindow], object]"
    keys: tuple[str, ...] = ()
    hindered: Callable[[Frame], str] = _nothing
    gesture: str = ""
    under: str = ""
    rule: bool = False
    ticked: "Callable[[MainWindow], bool] | None" = None


def actions() -> tuple[Action, ...]:
    """Return the table, in the language of the interface."""
    return (*_file(), *_edit(), *_view(), *_go(), *_help())


def varying(settings: Settings) -> tuple[Action, ...]:
    """Return the actions that come and go with what the user keeps."""
    bring, forget = tr("Layout"), tr("Forget a layout")
    return tuple(
        Action(f"{what}-{name}", "View", name, partial(wish, name), under=under)
        for what, under, wish in (
            ("layout-kept", bring, _bring_layout),
            ("layout-forget", forget, _forget_layout),
        )
        for name in settings.layouts
    )


# fmt: off  # a table is read by its rows
def _file() -> tuple[Action, ...]:
    return (
        Action("open", "File", tr("Open a desk…"), lambda w: w.open_requested.emit(), ("Ctrl+O",)),
        Action("bundled", "File", tr("Open the sample desk"), lambda w: w.sample_requested.emit()),
        Action(
            "export",
            "File",
            tr("Export what is seen…"),
            lambda w: w.export(),
            ("Ctrl+E",),
            _no_claims,
            rule=True,
        ),
        Action(
            "close", "File", tr("Close the window"), lambda w: w.close(), ("Ctrl+W",), rule=True
        ),
        Action("quit", "File", tr("Quit"), lambda w: w.quit_requested.emit(), ("Ctrl+Q",)),
    )


def _edit() -> tuple[Action, ...]:
    return (
        Action("copy", "Edit", tr("Copy rows"), lambda w: w.claims.copy(), ("Ctrl+C",), _no_claims),
        Action(
            "whole",
            "Edit",
            tr("Select all claims shown"),
            lambda w: w.claims.table.selectAll(),
            ("Ctrl+A",),
            _no_claims,
        ),
        Action(
            "search",
            "Edit",
            tr("Search"),
            lambda w: w.filters.focus_search(),
            ("Ctrl+F", "/"),
            rule=True,
        ),
        Action(
            "lift",
            "Edit",
            tr("Lift all filters"),
            lambda w: w.workspace.refine(Query.unfiltered),
            ("X",),
            _unfiltered,
        ),
    )


def _view() -> tuple[Action, ...]:
    titles = dict(zip(PANELS, panel_titles(), strict=True))
    going = (
        Action(
            f"go-{name}",
            "View",
            tr("Go to {panel}").format(panel=titles[name]),
            partial(_go_to, name),
            (f"Alt+{n}",),
        )
        for n, name in enumerate(PANELS, 1)
    )
    showing = (
        Action(
            f"show-{name}",
            "View",
            titles[name],
            partial(_toggle, name),
            under=tr("Panels shown"),
            rule=n == 0,
            ticked=partial(_is_shown, name),
        )
        for n, name in enumerate(PANELS[:-1])
    )
    showing = (
        *showing,
        Action(
            "show-views",
            "View",
            tr("Views"),
            partial(_toggle, "views"),
            under=tr("Panels shown"),
            ticked=partial(_is_shown, "views"),
        ),
    )
    arranging = (
        Action(
            f"layout-{layout.id}",
            "View",
            layout.name,
            partial(_arrange, layout.id),
            under=tr("Layout"),
            hindered=_no_claims,
        )
        for layout in layouts().values()
        if layout.id != "empty"
    )
    looks = (("light", tr("Light")), ("dark", tr("Dark")), ("", tr("As the system")))
    looking = (
        Action(
            f"look-{mode or 'system'}",
            "View",
            text,
            partial(_look, mode),
            under=tr("Colours"),
            ticked=partial(_looks, mode),
        )
        for mode, text in looks
    )
    return (
        *going,
        *showing,
        *arranging,
        Action(
            "layout-keep",
            "View",
            tr("Keep this layout…"),
            lambda w: w.name_layout(),
            under=tr("Layout"),
            rule=True,
            hindered=_no_claims,
        ),
        Action(
            "float",
            "View",
            tr("Float this panel, or dock it again"),
            lambda w: w.float_panel(),
            ("Ctrl+Shift+F",),
            under=tr("Layout"),
        ),
        Action(
            "reset-layout",
            "View",
            tr("Reset layout"),
            lambda w: w.reset_layout(),
            under=tr("Layout"),
        ),
        *looking,
    )


def _go() -> tuple[Action, ...]:
    return (
        Action(
            "back",
            "Go",
            tr("Back"),
            lambda w: w.workspace.back(),
            ("Alt+Left",),
            lambda f: "" if f.back else tr("this is where you began"),
        ),
        Action(
            "forward",
            "Go",
            tr("Forward"),
            lambda w: w.workspace.forward(),
            ("Alt+Right",),
            lambda f: "" if f.forward else tr("you have not gone back"),
        ),
        Action(
            "narrow",
            "Go",
            tr("Make the selection the filter"),
            lambda w: w.workspace.narrow(),
            (),
            _unselected,
            gesture=tr("Enter"),
            rule=True,
        ),
        Action(
            "exclude",
            "Go",
            tr("Exclude the selection"),
            lambda w: w.workspace.exclude(),
            ("Shift+Return",),
            _unselected,
        ),
        Action(
            "release",
            "Go",
            tr("Clear the selection, then the newest filter"),
            lambda w: w.workspace.release(),
            ("Esc",),
            _unrestricted,
        ),
        Action(
            "save-view",
            "Go",
            tr("Save this view…"),
            lambda w: w.begin_view(),
            ("Ctrl+D",),
            _unsaveable,
            rule=True,
        ),
        Action("views", "Go", tr("Views and history"), lambda w: w.switch_views(), ("Ctrl+B",)),
        Action("next", "Go", tr("Next panel"), lambda w: w.step_panel(1), ("F6",), rule=True),
        Action("previous", "Go", tr("Previous panel"), lambda w: w.step_panel(-1), ("Shift+F6",)),
    )


def _help() -> tuple[Action, ...]:
    return (
        Action(
            "palette", "Help", tr("All commands"), lambda w: w.show_palette(), ("Ctrl+Shift+P",)
        ),
        Action("keys", "Help", tr("Keys"), lambda w: w.show_keys(), ("F1", "?")),
        Action("log", "Help", tr("Log of faults"), lambda w: w.log_requested.emit()),
        Action("about", "Help", tr("About Crosscheck"), lambda w: w.show_about(), rule=True),
    )


# fmt: on


def panel_titles() -> tuple[str, ...]:
    """Return the names of the panels, in the order of `PANELS`."""
    return (
        tr("Places"),
        tr("Roads"),
        tr("Claims"),
        tr("Detail"),
        tr("Timeline"),
        tr("Filters"),
    )


def _no_claims(frame: Frame) -> str:
    return "" if frame.snapshot.total else tr("this desk holds no claims yet")


def _unsaveable(frame: Frame) -> str:
    return "" if frame.snapshot.desk.writable else tr("this desk may only be read")


def _unselected(frame: Frame) -> str:
    if frame.selection.whole:
        return tr("all claims are selected")
    return "" if frame.selection else tr("nothing is selected")


def _unfiltered(frame: Frame) -> str:
    return "" if frame.query.filters else tr("nothing is filtered")


def _unrestricted(frame: Frame) -> str:
    restricted = frame.selection != Selection() or frame.query.filters
    return "" if restricted else tr("nothing is selected or filtered")


def _go_to(name: str, window: "MainWindow") -> None:
    window.go_to(name)


def _toggle(name: str, window: "MainWindow") -> None:
    window.docks[name].toggleViewAction().trigger()


def _is_shown(name: str, window: "MainWindow") -> bool:
    return not window.docks[name].isHidden()


def _arrange(layout: str, window: "MainWindow") -> None:
    window.arrangement.arrange(layouts()[layout])


def _bring_layout(name: str, window: "MainWindow") -> None:
    window.arrangement.restore(QByteArray(window.settings.layouts[name]))


def _forget_layout(name: str, window: "MainWindow") -> None:
    window.settings.layouts = {n: s for n, s in window.settings.layouts.items() if n != name}


def _look(mode: str, window: "MainWindow") -> None:
    window.theme_requested.emit(mode)


def _looks(mode: str, window: "MainWindow") -> bool:
    return (window.settings.mode or "") == mode
