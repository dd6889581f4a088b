"""A word of its own in every field that holds somebody's words, in the district's plan and in a school's."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from pdsa.checkin import CheckIn, Went
from pdsa.communication_plan import Audience
from pdsa.decisions import Decision, Details, Path
from pdsa.field_privacy import own_words
from pdsa.obstacles import Obstacle
from pdsa.reflection import BegunReflection, Held, Reflection
from pdsa.rubric_ratings import Moment, OwnRating
from pdsa.school_rollup import SupervisorAnswer
from pdsa.small_cycle import SmallCycle
from pdsa.voice_entries import Voice, VoiceKind
from storage.posts import PassedOnWords
from storage.store import YearStore
from storage.typed_answers import TypedWord

Kept = TypeVar("Kept")
WEEK = date(2027, 4, 15)
ITEM = "Staff Trust, Community, and Efficacy"
"""A rubric item of the Riverbend plan."""


@dataclass(frozen=True)
class Needle:
    """Where a word was planted: the field of a value, and the strategy that it is about."""

    value: str
    field: str
    code: str


@dataclass
class Planted:
    """All words by what they are."""

    needles: dict[str, Needle] = field(default_factory=dict)

    def word(self, kind: type[Any], name: str, code: str) -> str:
        word = f"needle{len(self.needles):03}x"
        self.needles[word] = Needle(kind.__name__, name, code)
        return word

    def filled(self, value: Kept, code: str) -> Kept:
        """The value with a word of its own in each of its fields for words."""
        said: dict[str, Any] = {}
        for name in own_words(type(value)):
            word = self.word(type(value), name, code)
            said[name] = (word,) if isinstance(getattr(value, name), tuple) else word
        return replace(value, **said)  # type: ignore[type-var]

    def within(self, text: str) -> set[Needle]:
        return {needle for word, needle in self.needles.items() if word in text}

    @property
    def values(self) -> set[str]:
        return {needle.value for needle in self.needles.values()}


async def plant(
    store: YearStore, planted: Planted, code: str, author: int, *, quotable: bool = False, shared: bool = False
) -> None:
    """Everything that somebody can say of one strategy; released, or shared with other schools, where that is said."""
    at, fill = store.now, planted.filled
    await store.checkins.put(fill(CheckIn(code, WEEK, author, Went.PARTLY, at, quotable=quotable), code))
    looked = Reflection(code, author, at, "", Held.PARTLY, "", quotable=quotable, shared=shared)
    await store.learning.reflect(replace(fill(looked, code), obstacles=(Obstacle.TIME,)))
    details = fill(Details(where_to="w", learned="l"), code)
    decision = await store.learning.propose(
        strategy=code, path=Path.STOP, reason=planted.word(Decision, "reason", code),
        next_step=planted.word(Decision, "next_step", code), owner="", due=None, evidence="", by=author,
        confirmed=True, details=replace(details, obstacle=Obstacle.TIME.value),
    )  # fmt: skip
    for lesson in await store.schools.lessons([code]) if shared else ():
        if not lesson.shared and lesson.id == decision.id:
            await store.schools.share(lesson, on=True)
    await store.small_cycle.put(fill(SmallCycle(f"{code}.1", code, "", WEEK, author, at), code))
    await store.voices.put(fill(Voice(VoiceKind.WIN, WEEK, "", author, at, strategy=code, quotable=quotable), code))


async def plant_beside(store: YearStore, planted: Planted, code: str, author: int, team: str) -> None:
    """What is not about one thing that was done: a half reflection, a typed note, an own level, a message."""
    begun = BegunReflection(code, author, store.now, "", Held.YES, "")
    await store.learning.begin(planted.filled(begun, code))
    note = planted.word(TypedWord, "text", code)
    await store.typed.put(author, "checkin", f"{code}:2027-04-08", note, strategy=code)
    await store.rubric.vote(planted.filled(OwnRating(ITEM, Moment.YEAR_END, author, 2), code))
    await store.sharing.put(planted.filled(Audience(0, team, f"Families of {code}", 2, 2), code))


async def plant_for_leads(store: YearStore, planted: Planted, code: str, author: int) -> None:
    """What somebody says to the leads of the district."""
    await store.schools.say_what_helps(author, planted.word(SupervisorAnswer, "text", code))
    asked = planted.word(PassedOnWords, "text", code)
    await store.passed_on.keep(f"ask {author}", author, asked)
    await store.record("asked the leads", f"ask {author}", after={"words": asked})
