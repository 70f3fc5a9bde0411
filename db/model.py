"""Records as they are read from a desk: frozen, without behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, NewType

ActorId = NewType("ActorId", int)
ClaimId = NewType("ClaimId", int)
EventId = NewType("EventId", int)
PlaceId = NewType("PlaceId", int)
QuestionId = NewType("QuestionId", int)
RouteId = NewType("RouteId", int)
SideId = NewType("SideId", int)
SourceId = NewType("SourceId", int)

Kind = Literal["claim", "place", "event", "route", "actor", "source"]
Ref = tuple[Kind, int]
"""One thing of any kind: what the detail pane can show."""

Clock = Literal["about", "said", "published", "recorded"]
CLOCKS: tuple[Clock, ...] = ("about", "said", "published", "recorded")
Octant = Literal["N", "NE", "E", "SE", "S", "SW", "W", "NW"]
Status = Literal["open", "restricted", "contested", "cut", "unknown"]
Membership = Literal["stated", "inferred", "possible"]
XY = tuple[float, float]
"""A spot on the diagram, in units: x to the east, y to the north."""
UNGRADED: Final = "F6"
"""The grade of a claim of which nobody has judged the source or the claim."""
MAIN: Final = "main"
"""The diagram that is meant where a pin names none."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days a date may mean, both ends inclusive; None is open, both None undated.

    `edtf` is the date as coded, None when none was.
    """

    edtf: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def undated(self) -> bool:
        """Whether no day is known at either end."""
        return self.since is None and self.until is None


@dataclass(frozen=True, slots=True)
class Side:
    """A party, as the desk names it. `token` names a colour and a shape of the theme."""

    id: SideId
    uid: str
    name: str
    token: str


@dataclass(frozen=True, slots=True)
class Name:
    """Another name of a place or an actor: a variant, a former one, one as printed."""

    text: str
    kind: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who can be a claimant. `abbrev` is shown where the name does not fit."""

    id: ActorId
    uid: str
    name: str
    abbrev: str | None
    kind: str
    side: Side
    parent: ActorId | None = None
    role: str = ""
    names: tuple[Name, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A named place. Latitude and longitude in degrees, None where none is at hand."""

    id: PlaceId
    uid: str
    name: str
    kind: str
    parent: PlaceId | None = None
    lat: float | None = None
    lon: float | None = None
    names: tuple[Name, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Bearing:
    """A stated position of one place relative to another, and the claim that states it.

    `relation` is an octant or one of near, within, in_north_of …, larger_than.
    """

    of: PlaceId
    to: PlaceId
    relation: str
    claim: ClaimId


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet or body that publishes. `reliability` is the Admiralty letter, F not judged."""

    id: SourceId
    uid: str
    name: str
    kind: str
    reliability: str
    reliability_basis: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """The frame in which answers can differ. `steps` are the labels of a scale, lowest first."""

    id: QuestionId
    uid: str
    text: str
    value_type: Literal["boolean", "scale", "quantity", "category"]
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A heading over claims, never a fact of its own; its places are those of its claims."""

    id: EventId
    uid: str
    title: str
    realis: str
    about: Days


@dataclass(frozen=True, slots=True)
class Route:
    """A road, an open-ended approach, or a group of roads; `members` only of a group.

    `bearing` is the stated octant in which it leaves `bearing_of`; None where nobody states one.
    """

    id: RouteId
    uid: str
    name: str
    kind: Literal["highway", "road", "approach", "group"]
    start: PlaceId
    end: PlaceId | None
    bearing: Octant | None = None
    bearing_of: PlaceId | None = None
    members: tuple[tuple[RouteId, Membership], ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Hop:
    """One station on the way of a statement; hop 1 is nearest the reader."""

    name: str
    verb: str
    actor: Actor | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a claim stands: the document, its paragraph (from 1), and the words where held."""

    source: str
    document: str
    document_uid: str
    url: str | None
    published: Days
    paragraph: int
    start: int | None
    stop: int | None
    quote: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a claim stands among those that are known. `proposed`: by what nobody has accepted yet.

    `word` is retracted, superseded, contested, corroborated, unassessed or uncontested; empty for
    a claim that does not count. `backing` and `against` count the voices of others.
    """

    word: str = ""
    proposed: bool = False
    backing: int = 0
    against: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement by one claimant, as one source relayed it.

    `position` holds ranks on the question's scale, both inclusive. `contradicts` are the uids
    of claims that an accepted relation sets against this one. `retired_why` is the reason of one
    that is out of sight.
    """

    id: ClaimId
    uid: str
    paraphrase: str
    claimant: Actor
    voice: str
    modality: str
    certainty: str
    category: str
    question: Question | None
    answer: str | None
    position: tuple[int, int] | None
    about: Days
    said: Days
    published: Days
    recorded: date
    about_basis: str
    said_basis: str
    published_basis: str
    time_precision: int
    places: tuple[tuple[Place, str], ...]
    events: tuple[EventId, ...]
    routes: tuple[RouteId, ...]
    hops: tuple[Hop, ...]
    evidence: tuple[Evidence, ...]
    reliability: str
    reliability_basis: str
    credibility: int
    credibility_basis: str
    status: str
    contradicts: tuple[str, ...] = ()
    notes: str = ""
    tags: tuple[str, ...] = ()
    retired_why: str = ""
    standing: Standing = Standing()

    @property
    def grade(self) -> str:
        """The Admiralty letter of the source and digit of the claim, as in F6."""
        return f"{self.reliability}{self.credibility}"

    def on(self, clock: Clock) -> Days:
        """Return the days that a clock gives it."""
        days: dict[Clock, Days] = {
            "about": self.about,
            "said": self.said,
            "published": self.published,
            "recorded": Days(None, self.recorded, self.recorded),
        }
        return days[clock]

    @property
    def chain(self) -> str:
        """The hops, nearest the reader first."""
        return " < ".join(hop.name for hop in self.hops)


@dataclass(frozen=True, slots=True)
class Position:
    """Where one claim stands among the answers to its question, by each clock.

    `low` and `high` are ranks on the scale, both inclusive; both None where the claimant says that
    it is not known. `source` is the name of what published it.
    """

    claim: ClaimId
    uid: str
    claimant: Actor
    source: str
    answer: str
    low: int | None
    high: int | None
    days: Mapping[Clock, Days]


@dataclass(frozen=True, slots=True)
class Relation:
    """How one claim bears on another, and why. `outgoing`: the claim asked about acts on `other`.

    `state` is proposed, accepted or rejected; a proposed one must look proposed. `rule` names the
    rule that proposed it, empty where somebody did.
    """

    uid: str
    kind: str
    state: str
    why: str
    independent: bool | None
    outgoing: bool
    other: Claim
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Claims that count as one voice. `actors`: whom it goes back to, then who says it after them.

    `documents` are the uids of those they stand in; `camp` is the id of the side that it counts
    with, None where it is of no camp.
    """

    actors: tuple[Actor, ...]
    documents: frozenset[str]
    camp: SideId | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """The voices that speak for a claim, its own first, and those that speak against it."""

    backing: tuple[Voice, ...] = ()
    against: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a filter dimension. `id` is local to the desk, `uid` is what files hold."""

    id: int
    uid: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """What a desk names: small lookups by id, in the order they are listed.

    The same object while nothing of it changed. Places stand as a tree read from the top, each
    level by name. `day` is the day that ages count to. `writable` is False for a desk that may
    only be read. `fictional`: all of it is made up, and a window must say so. `tags` are the names
    of its tags, `retired` the claims out of sight, the last retired first. `pins` are the spots of
    places that were put somewhere on the diagram by hand.
    """

    title: str = ""
    uid: str = ""
    summary: str = ""
    licence: str = ""
    credits: str = ""
    day: date = date.min
    writable: bool = True
    fictional: bool = False
    tags: tuple[str, ...] = ()
    retired: tuple[ClaimId, ...] = ()
    sides: Mapping[SideId, Side] = field(default_factory=dict[SideId, Side])
    actors: Mapping[ActorId, Actor] = field(default_factory=dict[ActorId, Actor])
    places: Mapping[PlaceId, Place] = field(default_factory=dict[PlaceId, Place])
    bearings: tuple[Bearing, ...] = ()
    pins: Mapping[PlaceId, XY] = field(default_factory=dict[PlaceId, XY])
    sources: Mapping[SourceId, Source] = field(default_factory=dict[SourceId, Source])
    questions: Mapping[QuestionId, Question] = field(default_factory=dict[QuestionId, Question])
    events: Mapping[EventId, Event] = field(default_factory=dict[EventId, Event])
    routes: Mapping[RouteId, Route] = field(default_factory=dict[RouteId, Route])


@dataclass(frozen=True, slots=True)
class Strand:
    """The newest report of one claimant on one road. Its status is reported, never known.

    `days_old` counts from the report's last day to the desk's day; None when it is undated.
    `reports` is how many this claimant has of the road.
    """

    route: RouteId
    claimant: ActorId
    claim: ClaimId
    status: Status
    implied: bool
    about: Days
    days_old: int | None
    reports: int
