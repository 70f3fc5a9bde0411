"""What comes out in the valley: documents with their paragraphs, and the events they tell of."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from db.dates import bounds
from db.synthesise.days import LAST, Calendar, written
from db.synthesise.dice import Dice, Odds
from db.synthesise.names import Names
from db.synthesise.size import Size
from db.synthesise.speakers import Source
from db.synthesise.valley import Row, Valley
from db.synthesise.words import Words

_REALIS: Final = ("reported", "claimed", "hypothetical", "statement")
_TITLES: Final = (
    "Fighting at {}", "The crossing at {}", "A bridge goes at {}", "Talks in {}",
    "The evacuation of {}", "Shells on {}", "Grain leaves {}", "Fire at {}",
)  # fmt: skip
_BASES: Final = ("stated", "metadata", "url", "inferred")
_HELD: Final = 8  # of so many documents one has its text


@dataclass(frozen=True, slots=True)
class Document:
    """A document. `came_out` is the last day it may have come out on, None if unknown.

    `paragraphs` are (start, stop) of each in the text, by number; `text` is empty if not held.
    """

    id: int
    source: Source
    edtf: str | None
    came_out: date | None
    paragraphs: tuple[tuple[int, int], ...]
    heading: int
    text: str = ""
    copy_of: int | None = None
    version_of: int | None = None

    def body(self, n: int) -> int:
        """Return the number of a paragraph that is no heading: the n-th, round and round."""
        bodies = [k for k in range(1, len(self.paragraphs) + 1) if k != self.heading]
        return bodies[n % len(bodies)]


class Reports:
    """So many documents, and so many events."""

    def __init__(
        self,
        size: Size,
        sources: tuple[Source, ...],
        valley: Valley,
        words: Words,
        dice: Dice,
        names: Names,
    ) -> None:
        self._dice, self._words, self._valley, self._names = dice, words, valley, names
        self._calendar = Calendar(dice)
        odds = Odds.zipf(len(sources), 1.0)
        self._newest: dict[int, int] = {}
        documents: list[Document] = []
        for n in range(size.documents):
            source = sources[n] if n < len(sources) else sources[odds.draw(dice)]
            documents.append(self._document(n, source, documents))
            self._newest[source.id] = n + 1
        self.documents = tuple(documents)
        self.events = tuple(self._event_title(n) for n in range(size.events))

    def rows(self) -> Iterator[Row]:
        """Yield the rows of `document`."""
        for n, one in enumerate(self.documents):
            first, last = written(bounds(one.edtf))
            held, known = bool(one.text), n % 2 == 0 or bool(one.text)
            basis = _BASES[n % len(_BASES)] if one.edtf else "unknown"
            yield {
                "id": one.id,
                "uid": _uid(one.id),
                "source_id": one.source.id,
                "title": self._title(n),
                "title_basis": "described" if n % 3 == 1 else "stated",
                "url": f"https://o{one.source.id:03}.example/{n}"
                if n % 5 != 4 or basis == "url"
                else None,
                "lang": "art" if n % 4 == 3 else "en",
                "published_edtf": one.edtf,
                "published_from": first,
                "published_to": last,
                "published_basis": basis,
                "retrieved_at": None,
                "sha256": _sha256(one.text or _uid(one.id)) if known else None,
                "chars": one.paragraphs[-1][1] if known else None,
                "contributor_count": n % 5 if n % 2 else None,
                "text": one.text or None,
                "version_of": one.version_of,
                "copy_of": one.copy_of,
                "notes": "" if held else "The text is not held.",
            }

    def paragraph_rows(self) -> Iterator[Row]:
        """Yield the rows of `paragraph`: where the length is known, so are the offsets."""
        for n, one in enumerate(self.documents):
            known = n % 2 == 0 or bool(one.text)
            for number, (start, stop) in enumerate(one.paragraphs, 1):
                yield {
                    "document_id": one.id,
                    "n": number,
                    "start": start if known else None,
                    "stop": stop if known else None,
                    "is_heading": int(number == one.heading),
                }

    def event_rows(self) -> Iterator[Row]:
        """Yield the rows of `event`: about the days on which its claims come out."""
        for n, title in enumerate(self.events):
            document = self.documents[n * len(self.documents) // len(self.events)]
            about = self._calendar.about(document.came_out or LAST)
            edtf, days = about.edtf, about.days
            if n % 60 == 7:
                edtf = "201X"
                days = written(bounds(edtf))
            yield {
                "id": n + 1,
                "uid": f"e{n + 1:06}",
                "title": title,
                "kind": title.split()[0].lower() if n % 2 else "",
                "realis": _REALIS[n % len(_REALIS)],
                "about_edtf": edtf,
                "about_from": days[0],
                "about_to": days[1],
                "notes": "",
            }

    def _document(self, n: int, source: Source, before: list[Document]) -> Document:
        dice = self._dice
        texts = [self._words.sentences(1 + dice.below(3)) for _ in range(4 + dice.below(5))]
        spans: list[tuple[int, int]] = []
        start = 0
        for text in texts:
            spans.append((start, start + len(text)))
            start += len(text) + 1
        edtf = self._published(n)
        return Document(
            id=n + 1,
            source=source,
            edtf=edtf,
            came_out=bounds(edtf)[1],
            paragraphs=tuple(spans),
            heading=2 if n % 2 else 0,
            text="\n".join(texts) if n % _HELD == 1 else "",
            copy_of=before[dice.below(n)].id if n % 12 == 7 else None,
            version_of=self._newest.get(source.id) if n % 5 == 1 else None,
        )

    def _published(self, n: int) -> str | None:
        if n % 25 == 10:
            return None
        day = (
            LAST - timedelta(days=self._dice.below(20))
            if n % 9 == 0
            else self._calendar.published()
        )
        if n % 25 == 11:
            return f"{day:%Y-%m}"
        return f"{day}{'~' if n % 25 == 18 else '?' if n % 25 == 19 else ''}"

    def _title(self, n: int) -> str:
        if n % 400 == 12:
            return self._names.long()
        place = self._valley.places[self._dice.below(min(40, len(self._valley.places)))].name
        return f"{self._words.phrase(3 + n % 4).capitalize()}: {place}"

    def _event_title(self, n: int) -> str:
        if n % 400 in (12, 13):
            return self._names.numbered(n)
        places = self._valley.settlements
        return _TITLES[n % len(_TITLES)].format(places[n % min(len(places), 60)].name)


def _uid(id_: int) -> str:
    return f"d{id_:06}"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
