"""The claims of the valley, one after the other, with all that hangs on each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from db.dates import bounds
from db.ingest.clocks import FORECASTS
from db.synthesise.answers import Answer, Answers
from db.synthesise.chains import EACH_ONCE, Chains, evidence
from db.synthesise.days import LAST, Calendar, written
from db.synthesise.dice import Dice, Odds, Thing
from db.synthesise.questions import Question, Questions
from db.synthesise.reports import Document, Reports
from db.synthesise.roads import STEPS, Network, Road
from db.synthesise.size import Size
from db.synthesise.speakers import Speakers
from db.synthesise.valley import SETTLED, Place, Row, Valley
from db.synthesise.words import Words

_MODALITIES: Final = (
    "asserted", "assessed", "confirmed", "denied", "insisted", "predicted", "acknowledged",
    "conditional", "intended", "directive", "unknown_stated", "retracted",
)  # fmt: skip
_ANSWERLESS: Final = frozenset({"directive", "unknown_stated"})
_CERTAINTIES: Final = (
    "unstated", "likely", "certain", "possible", "very_likely", "unlikely", "very_unlikely",
)  # fmt: skip
_CATEGORIES: Final = (
    "fighting", "control", "supply", "roads", "civilians", "damage", "weather", "talks",
    "losses", "movement", "aid", "harvest", "context",
)  # fmt: skip
_ROLES: Final = ("about", "mentioned", "target", "direction", "origin")
_PARTS: Final = ("subject", "object", "affected")
_PLACES: Final = Odds((0.58, 0.30, 0.105, 0.015))
"""How often a claim names 1 to 4 places: 1.6 at the mean, as those on roads name both ends."""
_ON_ROADS: Final = 0.08
_EXISTS: Final = "Only the existence of the road is reported."


@dataclass(frozen=True, slots=True)
class _Told:
    """What is settled of a claim before its rows are written."""

    n: int
    document: Document
    second: Document | None
    came_out: date | None
    claimant: int
    hops: tuple[Row, ...]
    road: Road | None
    places: tuple[Place, ...]


class Claims:
    """So many claims. Each road is told of by one of them: `tells[road]` is its number."""

    def __init__(
        self,
        size: Size,
        dice: Dice,
        valley: Valley,
        network: Network,
        speakers: Speakers,
        reports: Reports,
        questions: Questions,
        words: Words,
    ) -> None:
        self._size, self._dice, self._words = size, dice, words
        self._valley, self._network = valley, network
        self._reports, self._questions = reports, questions
        self._calendar, self._answers = Calendar(dice), Answers(dice)
        self._place_odds = Odds.zipf(size.places)
        self._chains = Chains(size, dice, speakers)
        spoken_of = [n for n, road in enumerate(network.roads) if road.id % 5 != 4]
        self._spoken_of, self._road_odds = spoken_of, Odds.zipf(len(spoken_of), 0.7)
        self._odds: dict[int, Odds] = {}
        self.tells = [1 + n * size.claims // size.roads for n in range(size.roads)]
        self._told_by = dict(zip(self.tells, network.roads, strict=True))

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Yield the rows of all claims and of what is found between them, each with its table."""
        for n in range(1, self._size.claims + 1):
            told = self._told(n)
            modality = self._word(n, _MODALITIES)
            question = self._question(told)
            answer = self._answered(told, question, modality)
            row = self._claim(told, modality, question, answer)
            yield "claim", row
            yield from self._parts(told)
            if told.road is not None:
                yield from self._of_road(told, answer, row)
            if question and answer and row["status"] in ("coded", "reviewed"):
                yield from self._answers.relation(n, question, answer, row["recorded_at"])

    def _told(self, n: int) -> _Told:
        documents, dice = self._reports.documents, self._dice
        document = documents[(n - 1) * len(documents) // self._size.claims]
        earlier = documents[document.version_of - 1] if document.version_of else None
        second = (earlier or document) if n % 6 == 5 else None
        known = [one.came_out for one in (document, second) if one and one.came_out]
        claimant, hops = self._chains.chain(n, document.source)
        road = self._told_by.get(n)
        if road is None and dice.chance(_ON_ROADS):
            road = self._network.roads[self._spoken_of[self._road_odds.draw(dice)]]
        came_out = min(known) if known else None
        return _Told(n, document, second, came_out, claimant, hops, road, self._named(road))

    def _named(self, road: Road | None) -> tuple[Place, ...]:
        """Return the places a claim names, the one it is about first."""
        named = {place.id: place for place in road.named} if road else {}
        wanted = max(len(named), 1 + _PLACES.draw(self._dice))
        while len(named) < wanted:
            place = self._valley.places[self._place_odds.draw(self._dice)]
            named[place.id] = place
        return tuple(named.values())

    def _question(self, told: _Told) -> Question | None:
        if told.road is not None:
            return self._questions.of_road.get(told.road.id)
        asked = self._questions.of_place.get(told.places[0].id, ())
        if asked and self._dice.chance(0.7):
            return self._dice.pick(asked)
        return self._dice.pick(self._questions.anywhere) if self._dice.chance(0.2) else None

    def _answered(self, told: _Told, question: Question | None, modality: str) -> Answer | None:
        if question is None or modality in _ANSWERLESS or (told.road and told.n % 9 == 4):
            return None
        if told.road is not None:
            away = 0 if self._dice.chance(0.8) else 1 + self._dice.below(3)
            step = (told.road.tendency + away) % len(STEPS)
            return self._answers.around(question, step)
        return self._answers.some(question, told.claimant)

    def _claim(
        self, told: _Told, modality: str, question: Question | None, answer: Answer | None
    ) -> Row:
        n, dice = told.n, self._dice
        by = told.came_out or LAST
        about = self._calendar.about(by, forecast=modality in FORECASTS)
        said = self._said(told)
        judged = n % 3 == 1
        status = self._status(n)
        if question and answer is None and question.value_type == "quantity":
            question = None  # nothing coded: an exchange file asks for a number
        out = told.document.came_out or LAST
        recorded = _instant(out + timedelta(days=dice.below(6)), n)
        return {
            "id": n,
            "uid": uid(n),
            "paraphrase": self._paraphrase(told),
            "claimant_id": told.claimant,
            "voice": self._voice(told),
            "modality": modality,
            "certainty": self._word(n, _CERTAINTIES),
            "category": "roads" if told.road else self._word(n, _CATEGORIES),
            "question_id": question.id if question else None,
            **(answer or Answer()).columns(),
            "about_edtf": about.edtf,
            "about_from": about.days[0],
            "about_to": about.days[1],
            "time_precision": about.precision,
            "about_basis": "unknown" if about.edtf is None else "stated" if n % 2 else "inferred",
            **said,
            "geo_precision": _geo(told.places[0], n),
            "self_tension": int(n % 50 == 3),
            "credibility": 1 + n // 3 % 5 if judged else 6,
            "credibility_basis": "Compared with other reports of the day." if judged else "",
            "status": status,
            "coder_id": 1 + n % 2,
            "recorded_at": recorded,
            "retired_at": _instant(LAST, n) if status == "retired" else None,
            "rev": 1,
            "notes": self._words.sentences(1) if n % 11 == 0 else "",
        }

    def _parts(self, told: _Told) -> Iterator[tuple[str, Row]]:
        """Yield the rows of what a claim names, through whom it came and where it stands."""
        n = told.n
        for ord_, place in enumerate(told.places):
            role = self._word(n + ord_, _ROLES) if ord_ else "about"
            yield "claim_place", {"claim_id": n, "place_id": place.id, "role": role, "ord": ord_}
        for part in range(n % 3):
            actor = self._chains.actor()
            yield "claim_actor", {"claim_id": n, "actor_id": actor, "role": _PARTS[(n + part) % 3]}
        for hop in told.hops:
            yield "attribution", hop
        documents = [one for one in (told.document, told.second) if one]
        for k, document in enumerate(documents, 1):
            yield "evidence", evidence(n, uid(n), k, document)
        if n % 10 < 7:
            event = 1 + (n - 1) * len(self._reports.events) // self._size.claims
            yield "claim_event", {"claim_id": n, "event_id": event}
            if n % 10 == 3 and event > 1:
                yield "claim_event", {"claim_id": n, "event_id": event - 1}
        if n % 25 == 6:
            yield "claim_tag", {"claim_id": n, "tag_id": 1 + n // 25 % 3}

    def _of_road(self, told: _Told, answer: Answer | None, row: Row) -> Iterator[tuple[str, Row]]:
        """Yield the status a claim gives a road, and the positions it states."""
        road, n = told.road, told.n
        if road is None:
            return
        status = self._status_of(road, answer, n)
        if status:
            yield (
                "route_status",
                {
                    "uid": f"t{n:07}",
                    "route_id": road.id,
                    "claim_id": n,
                    "status": status,
                    "stated": "implied" if n % 4 == 1 and status != "unknown" else "explicit",
                    "about_from": row["about_from"],
                    "about_to": row["about_to"],
                    "notes": _EXISTS if status == "unknown" else "",
                },
            )
        for of, to, relation in road.stated if self._told_by.get(n) is road else ():
            yield "place_relation", {
                "from_id": of.id, "to_id": to.id, "relation": relation, "claim_id": n,
            }  # fmt: skip

    def _status_of(self, road: Road, answer: Answer | None, n: int) -> str | None:
        """Return what is said of a road: of one in ten nothing, of one in ten that it is there."""
        if answer and answer.low is not None:
            return STEPS[answer.low]
        if road.id % 5 == 4:
            return "unknown" if road.id % 10 == 9 else None
        return "unknown" if n % 3 == 0 else STEPS[road.tendency]

    def _paraphrase(self, told: _Told) -> str:
        n = told.n
        head = told.road.name if told.road else told.places[0].name
        if n % 5_000 == 60:
            return f"{head}: {self._words.phrase(200)}"[:1000].strip()
        return f"{head}: {self._words.phrase(6 + self._dice.below(9))}."

    def _voice(self, told: _Told) -> str:
        if len(told.hops) == 1:
            return "presupposed" if told.n % 4 == 0 else "outlet"
        return "direct_quote" if self._dice.chance(0.3) else "indirect"

    def _said(self, told: _Told) -> Row:
        """Return the columns of the clock of saying: mostly the day of the document."""
        n, basis, edtf = told.n, "publication", told.document.edtf
        if n % 12 == 5 or (edtf is None and n % 2):
            basis, edtf = "unknown", None
        elif told.came_out and (n % 3 == 0 or told.second):
            basis = "stated" if n % 2 else "inferred"
            edtf = f"{told.came_out - timedelta(days=self._dice.below(4))}"
        first, last = written(bounds(edtf, by=told.came_out))
        return {"said_edtf": edtf, "said_from": first, "said_to": last, "said_basis": basis}

    def _status(self, n: int) -> str:
        """Return how far the coding is; what tells of a road is always counted."""
        if n in self._told_by:
            return "coded"
        if n % 97 == 50:
            return "retired"
        return "suggested" if n % 53 == 30 else "reviewed" if n % 5 == 2 else "coded"

    def _word(self, n: int, words: Sequence[Thing]) -> Thing:
        """Return one of the words: at first by turns, then the earlier ones more often."""
        if n <= EACH_ONCE:
            return words[n % len(words)]
        if len(words) not in self._odds:
            self._odds[len(words)] = Odds.zipf(len(words), 1.0)
        return words[self._odds[len(words)].draw(self._dice)]


def uid(n: int) -> str:
    """Return the uid of the n-th claim."""
    return f"c{n:07}"


def _geo(place: Place, n: int) -> int | None:
    if n % 10 == 9:
        return None
    return 1 + n % 2 if place.kind in SETTLED else 3


def _instant(day: date, n: int) -> str:
    return f"{day}T{n % 24:02}:{n % 60:02}:{n % 59:02}.000Z"
