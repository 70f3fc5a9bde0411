"""What is asked in the valley, and which answers bear on which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from db.synthesise.names import Names
from db.synthesise.roads import STEPS, Network
from db.synthesise.size import Size
from db.synthesise.valley import Row, Valley

_SCALE: Final = {"gap_tension": 1, "gap_contradicts": 1}
_FORMS: Final[tuple[dict[str, Any], ...]] = (
    {"text": "How far has the crossing at {} come?", "value_type": "scale", "time": "progress",
     "steps": ("not begun", "begun", "half done", "nearly done", "done"), **_SCALE},
    {"text": "Has the water of {} failed?", "value_type": "boolean"},
    {"text": "How many people remain in {}?", "value_type": "quantity", "unit": "persons"},
    {"text": "How many of them in {} are children?", "value_type": "quantity", "unit": "persons"},
    {"text": "Who keeps the mill of {}?", "value_type": "category", "exclusive": 1},
    {"text": "What is seen at {}?", "value_type": "category", "exclusive": 0},
    {"text": "How much does {} matter?", "value_type": "scale", "time": "timeless",
     "steps": ("little", "some", "much", "most"), "gap_tension": 2, "gap_contradicts": 3},
    {"text": "How much grain has left {}?", "value_type": "quantity", "unit": "tonnes",
     "time": "progress"},
    {"text": "How loud is the fighting at {}?", "value_type": "scale",
     "steps": ("none", "now and then", "heavy", "all day"), **_SCALE},
    {"text": "Does {} want to talk?", "value_type": "boolean", "subject_kind": "actor",
     "place_scope": "claim"},
    {"text": "What came of “{}”?", "value_type": "category", "exclusive": 0,
     "subject_kind": "event", "place_scope": "claim"},
    {"text": "What is the weather of {}?", "value_type": "category", "exclusive": 1,
     "subject_kind": None, "place_scope": "claim"},
)  # fmt: skip
"""The questions by turns; each is asked of the next place, actor or event."""
_PART: Final = 3
_ROAD: Final[dict[str, Any]] = {
    "text": "What is the state of {}?", "value_type": "scale", "subject_kind": "route",
    "steps": STEPS, "gap_tension": 1, "gap_contradicts": 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """A question. `subject` is the id of what it is about; `words` are answers of a category."""

    id: int
    uid: str
    text: str
    form: dict[str, Any]
    subject_uid: str | None
    subject: int
    words: tuple[str, ...] = ()

    @property
    def value_type(self) -> str:
        """The form of its answers."""
        return self.form["value_type"]

    @property
    def kind(self) -> str | None:
        """What it is about: a place if nothing else is said."""
        return self.form.get("subject_kind", "place")

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of its scale, none for another form."""
        return self.form.get("steps", ())


class Questions:
    """So many questions; three in five roads have one of their own."""

    def __init__(
        self,
        size: Size,
        valley: Valley,
        network: Network,
        actors: Sequence[str],
        events: Sequence[str],
        names: Names,
    ) -> None:
        self._names, self._size = names, size
        self._actors, self._events = actors, events
        self._called = count(1)
        self._texts: set[str] = set()
        roads = [road for road in network.roads if road.id % 5 < 3]
        roads = roads[: size.questions * 2 // 3]
        asked = [self._road(road.id, road.uid, road.name) for road in roads]
        asked += [self._other(n, valley) for n in range(size.questions)]
        self.all = tuple(asked)
        self.of_road = {q.subject: q for q in self.all if q.kind == "route"}
        self.of_place: dict[int, list[Question]] = {}
        for question in self.all:
            if question.kind == "place":
                self.of_place.setdefault(question.subject, []).append(question)
        self.anywhere = tuple(q for q in self.all if q.form.get("place_scope") == "claim")

    def rows(self) -> Iterator[Row]:
        """Yield the rows of `question`."""
        for question in self.all:
            form = question.form
            part = form is _FORMS[_PART]
            yield {
                "id": question.id,
                "uid": question.uid,
                "text": question.text,
                "value_type": question.value_type,
                "subject_kind": question.kind,
                "subject_uid": question.subject_uid,
                "time": form.get("time", "instant"),
                "place_scope": form.get("place_scope", "subject"),
                "gap_tension": form.get("gap_tension"),
                "gap_contradicts": form.get("gap_contradicts"),
                "exclusive": form.get("exclusive"),
                "unit": form.get("unit"),
                "part_of": question.id - 1 if part else None,
                "notes": "",
            }

    def step_rows(self) -> Iterator[Row]:
        """Yield the rows of `question_step`."""
        for question in self.all:
            for rank, step in enumerate(question.steps):
                yield {
                    "question_id": question.id,
                    "rank": rank,
                    "key": step.replace(" ", "_"),
                    "label": step.capitalize(),
                }

    def implication_rows(self) -> Iterator[Row]:
        """Yield the rows of `implication`: scale to road, scale to yes, no to scale."""
        roads = tuple(self.of_road.values())
        scales = [q for q in self.all if q.steps and q.kind == "place"]
        yes_or_no = [q for q in self.all if q.value_type == "boolean"]
        for n in range(self._size.implications):
            scale, road = scales[n % len(scales)], roads[n % len(roads)]
            other = yes_or_no[n % len(yes_or_no)]
            top = len(scale.steps) - 1
            high = (scale.id, top - 1, top)
            if_, then, yields = (
                (high, (road.id, 3, 3), "contradicts"),
                (high, (other.id, 1, 1), "tension"),
                ((other.id, -1, -1), (scale.id, 0, 1), "tension"),
            )[n % 3]
            yield {
                "id": n + 1,
                "uid": f"m{n + 1:03}",
                **dict(zip(("if_question", "if_low", "if_high"), if_, strict=True)),
                **dict(zip(("then_question", "then_low", "then_high"), then, strict=True)),
                "yields": yields,
                "why": "The one leaves little room for the other.",
            }

    def _road(self, id_: int, uid: str, name: str) -> Question:
        return self._made(_ROAD, name, uid, id_)

    def _other(self, n: int, valley: Valley) -> Question:
        """Return the n-th question that is about no road; a turn of them is about one place."""
        form, turn = _FORMS[n % len(_FORMS)], n // len(_FORMS)
        kind = form.get("subject_kind", "place")
        if kind == "place":
            place = valley.settlements[turn % len(valley.settlements)]
            return self._made(form, place.name, place.uid, place.id)
        if kind == "actor":
            actor = turn % len(self._actors)
            return self._made(form, self._actors[actor], f"a{actor + 1:04}", actor + 1)
        if kind == "event":
            event = turn % len(self._events)
            return self._made(form, self._events[event], f"e{event + 1:06}", event + 1)
        return self._made(form, self._names.name(), None, 0)

    def _made(self, form: dict[str, Any], name: str, uid: str | None, subject: int) -> Question:
        id_ = next(self._called)
        text = str(form["text"]).format(name)
        if text in self._texts:
            text = f"{text[:-1]} ({id_})?"
        self._texts.add(text)
        words = tuple(
            self._names.word() for _ in range(5 if form["value_type"] == "category" else 0)
        )
        return Question(id_, f"q{id_:04}", text, form, uid, subject, words)
