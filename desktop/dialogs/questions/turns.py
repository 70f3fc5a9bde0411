"""The pairs of claims that would appear, vanish, or become another kind."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.edits.outcome import Turn
from desktop import show
from desktop.panels.rows import ROW, Index, RowsDelegate, RowsList
from desktop.show import tr
from desktop.theme import Theme


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A pair as it is listed."""

    turn: Turn

    @property
    def key(self) -> str:
        """The uids of its claims."""
        return "\n".join(self.turn.claims)

    @property
    def name(self) -> str:
        """Its claims, and what the rules would propose of them."""
        a, b = map(show.apart, self.turn.claims)
        return tr("{a} and {b}: {kind}").format(a=a, b=b, kind=self.kind)

    @property
    def kind(self) -> str:
        """What it would be, and was."""
        was, now = (show.worded(kind or "") for kind in (self.turn.was, self.turn.now))
        return tr("{was}, then {now}").format(was=was, now=now) if was and now else was or now

    @property
    def by(self) -> str:
        """Who makes the claims, and whether somebody decided on them."""
        both = tr("{a} and {b}").format(
            a=show.apart(self.turn.claimants[0]), b=show.apart(self.turn.claimants[1])
        )
        stays = {"accepted": tr("accepted, and stays"), "rejected": tr("rejected")}
        return show.listed([both, stays.get(self.turn.decided, "")])

    @property
    def tip(self) -> tuple[str, ...]:
        """The reason."""
        return self.name, self.by, self.turn.why

    @property
    def spoken(self) -> str:
        """The row in one sentence."""
        does = {"+": tr("appears"), "−": tr("vanishes"), "±": tr("changes")}[self.turn.sign]
        return show.listed([does, self.name, self.by, self.turn.why])


class Turns(QWidget):
    """How many pairs would turn, which, and why the one that the keys are on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        heading = show.label(tr("What the rules would propose"))
        theme.write(heading, "strong")
        self.said = show.label(wrap=True)
        self.said.setObjectName("Note")
        delegate = TurnsDelegate(theme, self)
        self.list = RowsList(tr("Pairs that would appear or vanish"), delegate, self)
        delegate.setParent(self.list)
        self.why = show.label(wrap=True)
        self.why.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.why.setMinimumHeight(6 * theme.line("base"))
        self.list.selectionModel().currentChanged.connect(self._on_current)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (heading, self.said):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self.why)
        self.wait()

    def wait(self) -> None:
        """Say that it is being found out; what was found before stays in sight."""
        self.said.setText(tr("Looking…"))

    def show_none(self, why: str) -> None:
        """Say why nothing can be told."""
        self._show((), show.visible(why))

    def show_turns(self, turns: tuple[Turn, ...]) -> None:
        """Show what would turn."""
        signs = [turn.sign for turn in turns]
        counts = (
            tr("+ %n new pair(s)", signs.count("+")) if "+" in signs else "",
            tr("− %n pair(s) gone", signs.count("−")) if "−" in signs else "",
            tr("± %n pair(s) of another kind", signs.count("±")) if "±" in signs else "",
        )
        said = show.listed(counts) or tr("No pair appears, and none vanishes.")
        self._show(tuple(map(TurnRow, turns)), said)

    def _show(self, rows: tuple[TurnRow, ...], said: str) -> None:
        self.said.setText(said)
        self.list.show_rows(rows)
        if rows and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.lines.index(0))
        self._on_current(self.list.currentIndex())

    def _on_current(self, index: QModelIndex, *_: object) -> None:
        row = index.data(ROW) if index.isValid() else None
        self.why.setText(show.visible(row.turn.why) if isinstance(row, TurnRow) else "")


class TurnsDelegate(RowsDelegate):
    """Paints the sign, the claims with the kind, and who makes them."""

    HEIGHT = 44

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        """Paint what stands in a row."""
        row: TurnRow = index.data(ROW)
        half = rect.height() // 2
        upper = QRect(rect.left() + 12, rect.top() + 3, rect.width() - 20, half - 3)
        self.write(painter, upper, row.turn.sign, "ink", self.theme.font("strong"))
        upper.setLeft(upper.left() + 18)
        self.write(painter, upper, row.name, "ink", self.theme.font("base"))
        lower = upper.translated(0, half - 3)
        self.write(
            painter, lower, row.by, "ink.2" if selected else "ink.3", self.theme.font("small")
        )
