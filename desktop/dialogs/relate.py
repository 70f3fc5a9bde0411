"""Two claims are related by hand: how, which way, and why."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from db.edits.relations import Joined, Relate
from db.model import Claim, Relation
from desktop import show
from desktop.dialogs.choices import Radio
from desktop.dialogs.sheet import Sheet
from desktop.show import tr
from desktop.theme import Theme

if TYPE_CHECKING:
    from db.writer import Edit

_CLASHES = ("contradicts", "tension")
_DIRECTED = ("qualifies", "supersedes", "explains")


class RelateSheet(Sheet):
    """Names both claims and asks how the one bears on the other; what is there already is said."""

    def __init__(
        self,
        a: Claim,
        b: Claim,
        relations: Sequence[Relation],
        kind: str,
        door: "Callable[[Edit], None]",
        theme: Theme,
        window: QWidget,
    ) -> None:
        """`relations` are those that `a` has to any claim; `kind` comes chosen."""
        self._a, self._b, self._door = a, b, door
        self._between = {one.kind: _joined(a, one) for one in relations if one.other.id == b.id}
        self._kinds = QButtonGroup()
        title = tr("Relate two claims")
        super().__init__(title, (a, b), tr("Why?"), tr("Relate"), theme, window)
        self.kinds: dict[str, Radio] = {}
        for name in _sentences():
            radio = self.kinds[name] = Radio("", theme, self)
            self._kinds.addButton(radio)
            self.choices.addWidget(radio)
        self.swap = QPushButton(tr("Swap the two"), self)
        self.swap.clicked.connect(self._on_swap)
        row = QHBoxLayout()
        row.addWidget(self.swap)
        row.addStretch(1)
        self.choices.addLayout(row)
        self.kinds[kind].setChecked(True)
        self._kinds.buttonToggled.connect(self.check)
        self._say()

    @property
    def kind(self) -> str:
        """The kind that is chosen."""
        return next((name for name, radio in self.kinds.items() if radio.isChecked()), "")

    def hindrance(self) -> str:
        """Say why they cannot be related so: it is done already, or nobody said why."""
        if (there := self._between.get(self.kind)) is not None:
            state = {"accepted": tr("accepted"), "proposed": tr("proposed")}
            return tr("This relation is there already, {state}. Decide on it in the detail").format(
                state=state.get(there.state, tr("rejected"))
            )
        return super().hindrance()

    def check(self) -> None:
        """Offer it once it can be done; say what would be rejected by it."""
        super().check()
        self.swap.setEnabled(self.kind in _DIRECTED)
        if self.kind == "no_conflict" and self.kind not in self._between and self._clashing():
            verbs = {"contradicts": tr("the contradiction"), "tension": tr("the tension")}
            named = tr(" and ").join(verbs[one.kind] for one in self._clashing())
            self.note.setText(tr("This rejects {relations} between them").format(relations=named))

    def answer(self) -> None:
        """Relate them."""
        was = tuple(self._clashing()) if self.kind == "no_conflict" else ()
        self._door(Relate(self._a.uid, self._b.uid, self.kind, self.words, was))

    def _clashing(self) -> list[Joined]:
        there = (self._between.get(kind) for kind in _CLASHES)
        return [one for one in there if one is not None and one.state != "rejected"]

    def _on_swap(self) -> None:
        self._a, self._b = self._b, self._a
        self._say()

    def _say(self) -> None:
        a, b = show.apart(self._a.uid), show.apart(self._b.uid)
        for name, sentence in _sentences().items():
            said = sentence.format(a=a, b=b)
            self.kinds[name].setText(show.doubled(said))
            self.kinds[name].setAccessibleName(said)
            self.kinds[name].updateGeometry()


def _joined(a: Claim, relation: Relation) -> Joined:
    ends = (a.uid, relation.other.uid)
    first, second = ends if relation.outgoing else ends[::-1]
    return Joined(relation.uid, first, second, relation.kind, relation.state)


def _sentences() -> dict[str, str]:
    """Return each kind of relation in words."""
    return {
        "contradicts": tr("{a} and {b} contradict each other"),
        "tension": tr("{a} and {b} are in tension"),
        "no_conflict": tr("{a} and {b} do not conflict"),
        "qualifies": tr("{a} qualifies {b}"),
        "supersedes": tr("{a} supersedes {b}"),
        "explains": tr("{a} explains {b}"),
        "restates": tr("{a} and {b} say the same"),
        "corroborates": tr("{a} and {b} corroborate each other"),
    }
