"""Who speaks in the valley, and who publishes: sides, actors, sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from db.folding import folded
from db.synthesise.dice import Dice
from db.synthesise.names import ARABIC, CYRILLIC, LATIN, Names
from db.synthesise.size import Size
from db.synthesise.valley import Row

SIDES: Final = 7
_KINDS: Final = (
    "person", "organisation", "armed_force", "government", "administration", "group", "unnamed",
)  # fmt: skip
_CALLED: Final = {
    "organisation": "{} Society",
    "armed_force": "{} Guard",
    "government": "Council of {}",
    "administration": "Office of {}",
    "group": "The {}",
    "unnamed": "A voice from {}",
}
_SOURCE_KINDS: Final = (
    "outlet", "wire", "official", "think_tank", "academic", "social", "republisher", "unknown",
)  # fmt: skip
_NAME_KINDS: Final = ("variant", "metonym", "translit", "abbrev", "merged", "preferred")
_SHOWN: Final = 22  # characters from which on a name needs a short one


@dataclass(frozen=True, slots=True)
class Source:
    """A source. `actor` is the id of the same body, None where it never speaks for itself."""

    id: int
    name: str
    actor: int | None


class Speakers:
    """Sides, actors and sources. The first actors are the bodies of the sources that have one."""

    def __init__(self, size: Size, dice: Dice, names: Names) -> None:
        self._dice, self._names = dice, names
        self._sides = self._made_sides()
        called = [names.numbered(n) for n in range(size.sources)]
        self.sources = tuple(
            Source(n + 1, name, None if n % 3 == 2 else n - n // 3 + 1)
            for n, name in enumerate(called)
        )
        self._bodies = tuple(source.name for source in self.sources if source.actor)
        self._kinds = tuple(self._kind(n) for n in range(size.actors))
        self.actors = tuple(self._called(n) for n in range(size.actors))
        self.source_of = {source.actor: source.id for source in self.sources if source.actor}

    def side_rows(self) -> Iterator[Row]:
        """Yield the rows of `side`: in the order of the alphabet, none last."""
        for n, name in enumerate(self._sides):
            none = n == SIDES - 1
            yield {
                "id": n + 1,
                "uid": "none" if none else f"s{n + 1}",
                "name": name,
                "rank": n + 1,
                "colour": "side.none" if none else f"side.{n + 1}",
                "is_camp": int(not none and name != _WATCHING),
                "counts_with": 1 if n == 3 else None,
            }

    def actor_rows(self) -> Iterator[Row]:
        """Yield the rows of `actor`. An actor speaks for one before it, of its own side."""
        for n, name in enumerate(self.actors):
            above = n - SIDES if n >= SIDES and n % 3 == 0 else None
            yield {
                "id": n + 1,
                "uid": f"a{n + 1:04}",
                "name": name,
                "abbrev": f"{folded(name)[:3].title()} {n + 1}" if len(name) > _SHOWN else None,
                "kind": self._kinds[n],
                "side_id": n % SIDES + 1,
                "parent_id": None if above is None else above + 1,
                "role": f"speaks for {self.actors[above]}" if above is not None else "",
                "notes": "",
            }

    def name_rows(self) -> Iterator[Row]:
        """Yield the rows of `actor_name`."""
        for n in range(0, len(self.actors), 2):
            for other in range(1 + n % 3):
                name = self._names.name(CYRILLIC if other == 1 else ARABIC if other else LATIN)
                yield {
                    "actor_id": n + 1,
                    "name": name,
                    "folded": folded(name),
                    "lang": "art" if other else None,
                    "kind": _NAME_KINDS[(n // 2 + other) % len(_NAME_KINDS)],
                }

    def source_rows(self) -> Iterator[Row]:
        """Yield the rows of `source`: every grade of reliability, with its reason if judged."""
        for n, source in enumerate(self.sources):
            letter = "FBACDEF"[n % 7]
            yield {
                "id": source.id,
                "uid": f"o{source.id:03}",
                "name": source.name,
                "kind": _SOURCE_KINDS[n % len(_SOURCE_KINDS)],
                "actor_id": source.actor,
                "country": None,
                "url": f"https://o{source.id:03}.example/" if n % 2 else None,
                "reliability": letter,
                "reliability_basis": "" if letter == "F" else "Judged by its earlier reports.",
                "notes": "Publisher known from the address alone." if n % 5 == 4 else "",
            }

    def _made_sides(self) -> tuple[str, ...]:
        made = [self._names.name(syllables=2) for _ in range(3)]
        made += [self._names.name(CYRILLIC), self._names.name(ARABIC), _WATCHING]
        return (*sorted(made), "None")

    def _kind(self, n: int) -> str:
        return "organisation" if n < len(self._bodies) else _KINDS[n % len(_KINDS)]

    def _called(self, n: int) -> str:
        if n < len(self._bodies):
            return self._bodies[n]
        kind, number = self._kinds[n], n - len(self._bodies)
        name = self._names.numbered(number + 400)  # other letters than the bodies have
        if kind == "person":
            return f"{name} {self._names.name()}" if len(name) < _SHOWN else name
        return _CALLED[kind].format(name) if len(name) < _SHOWN else name


_WATCHING: Final = "Observers"
