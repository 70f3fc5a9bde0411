"""The tags of a desk, to put on claims or take off, several claims at once."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.edits.tags import TagClaims, UntagClaims
from db.model import Claim
from desktop import show
from desktop.dialogs.chooser import Choice, ChoiceRows, Chooser
from desktop.show import tr
from desktop.theme import Theme

if TYPE_CHECKING:
    from db.writer import Edit


class TagList(Chooser[Choice]):
    """Lists the desk's tags: one that all claims have is taken off, any other is put on."""

    def __init__(
        self,
        claims: Sequence[Claim],
        tags: Sequence[str],
        door: "Callable[[Edit], None]",
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(
            tr("Tag %n claim(s): type a name", len(claims)), theme, window, ChoiceRows(theme)
        )
        self._uids = tuple(claim.uid for claim in claims)
        self._tags, self._door = tags, door
        self._held = {tag: sum(tag in claim.tags for claim in claims) for tag in tags}
        self.nothing.setText(tr("No tag yet. Type a name to make one"))
        self.show_choices()

    def choices(self, typed: str) -> Sequence[Choice]:
        """Return the tags that hold what was typed; one of that very name can be made."""
        held = [self._choice(tag) for tag in self._tags if typed.casefold() in tag.casefold()]
        if typed and typed.casefold() not in {tag.casefold() for tag in self._tags}:
            made = tr("Make the tag {tag}").format(tag=show.apart(typed))
            held.append(Choice(typed, made, sign="+"))
        return held

    def take(self, choice: Choice) -> None:
        """Put it on, or take it off where all have it."""
        key = choice.key
        off = self._held.get(key) == len(self._uids)
        self._door(UntagClaims(self._uids, key) if off else TagClaims(self._uids, key))

    def _choice(self, tag: str) -> Choice:
        count = self._held[tag]
        name = tag
        if 0 < count < len(self._uids):
            name = tr("{tag}, on {n} of {all}").format(
                tag=show.apart(tag), n=show.count(count), all=show.count(len(self._uids))
            )
        elif count:
            name = tr("{tag}, take it off").format(tag=show.apart(tag))
        return Choice(
            tag, name, sign="✓" if count == len(self._uids) else "–" if count else "\u2007"
        )
