"""A desk at which one feature's routes are tried: a real database, a moment, and people of the Riverbend plan."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from handlers.answers.edit_conflicts import SHOWN, Merged, answer_of, as_now, marked, merge
from handlers.features import FEATURES
from handlers.kit.card import Button, Buttons, Card
from handlers.kit.card_pages import as_text
from handlers.kit.declared import Command
from handlers.kit.form import Form, InputField
from handlers.kit.reply import Ask, Replace, Reply, Say
from handlers.kit.routes import Feature, Route, RouteTable
from handlers.kit.turn import Answer, Turn
from pdsa.calendar import instant
from pdsa.errors import NotAllowed
from pdsa.people import Address, Member, Role
from pdsa.plan import Plan
from storage.database import connect
from storage.files.incoming_file import Sent
from storage.importing import bring_in
from storage.store import YearStore, open_newest_year
from tests.ready_databases import lay_out

ZONE = "America/Denver"
ROUTES = RouteTable.of(FEATURES)
ALL_WORDS = tuple(ROUTES.commands())


def moment(text: str, zone: str = ZONE) -> datetime:
    """ "2026-09-17 14:00" on the wall clock in `zone`, as an instant."""
    wall = datetime.fromisoformat(text)
    return instant(wall.date(), wall.time(), zone)


class Desk:
    """One feature and a database. `at` is the moment; tests move it by setting it."""

    def __init__(self, engine: AsyncEngine, feature: Feature | None, at: str) -> None:
        self.engine = engine
        self.routes: dict[str, Route] = {route.name: route for route in feature.routes} if feature else {}
        self.at = moment(at)
        self.open_words: tuple[Command, ...] = ()
        self.all_words = ALL_WORDS

    @asynccontextmanager
    async def store(self, *, writes: bool = False, actor: int | None = None) -> AsyncIterator[YearStore]:
        async with open_newest_year(self.engine, self.at, actor=actor, writes=writes) as store:
            yield store

    async def person(self, email: str) -> Member:
        """A member by e-mail; a guest where nobody has that one."""
        async with self.store() as store:
            return await store.people.by_email(email) or guest(email)

    async def bring(self, plan: Plan) -> None:
        async with self.store(writes=True) as store:
            await bring_in(store, plan)

    async def start(self) -> None:
        async with self.store(writes=True) as store:
            assert store.cycle is not None
            await store.cycles.start(store.cycle, self.at)

    async def enter(
        self,
        email: str,
        route: str,
        words: str = "",
        *,
        value: str = "",
        answers: Mapping[str, Answer] | None = None,
        carry: Mapping[str, str] | None = None,
        private: bool = True,
        sent: Sequence[Sent] = (),
    ) -> list[Reply]:
        """What somebody gets to hear; raises Refusal as the route does, NotAllowed as dispatch would."""
        opened, person = self.routes[route], await self.person(email)
        if person.role not in opened.who:
            raise NotAllowed(f"{person.role} may not enter {route}")
        async with self.store(writes=opened.writes, actor=person.id or None) as newest:
            # As dispatch turns to the year that is meant.
            store = newest if opened.ahead else await newest.running_year()
            turn = Turn(
                person=person,
                now=self.at,
                words=words,
                value=value,
                answers=answers or {},
                carry=carry or {},
                private=private,
                setting=store.cycle,
                open_words=self.open_words,
                all_words=self.all_words,
                kinds=ROUTES.kinds,
                sent=tuple(sent),
            )
            replies = await opened.speak(turn, store)
        all_replies: list[Reply] = list(replies) if isinstance(replies, (list, tuple)) else [replies]  # type: ignore[list-item]
        for reply in all_replies:
            if isinstance(reply, Ask):
                await self._reads_the_same(reply.form, turn)
        return all_replies

    async def _reads_the_same(self, form: Form, turn: Turn) -> None:
        """A form that changes what there is and comes back untouched finds what it showed: nobody is asked anything."""
        route = self.routes.get(form.route)
        if route is None or route.now is None:
            return
        sent = marked(form)
        assert SHOWN in sent.carry, f"{form.route} has no room for the marks of its fields"
        answers = {each.name: answer_of(each) for each in sent.fields if isinstance(each, InputField)}
        again = replace(turn, words="", value="", answers=answers, carry=sent.carry)
        async with self.store() as opened:
            store = opened if route.ahead else await opened.running_year()
            now = await as_now(route.now, route.name, again, store)
            assert now or not form.about, f"{form.route} does not find what it is about again"
            merged = await merge(route.now, route.name, again, store)
        assert isinstance(merged, Merged), f"{form.route} reads differently when it comes back: {merged}"
        assert merged == Merged(again), f"{form.route} came back with something that nobody changed: {merged.told}"

    async def card(self, email: str, route: str, words: str = "", **more: object) -> Card:
        """The one card that a route answers with."""
        (reply,) = await self.enter(email, route, words, **more)  # type: ignore[arg-type]
        assert isinstance(reply, Say | Replace), reply
        return reply.card

    async def form(self, email: str, route: str, words: str = "", **more: object) -> Form:
        """The form that a route opens."""
        (reply,) = await self.enter(email, route, words, **more)  # type: ignore[arg-type]
        assert isinstance(reply, Ask), reply
        return reply.form


@asynccontextmanager
async def open_desk(
    folder: Path, feature: Feature | None, plan: Plan | None = None, at: str = "2026-08-17 08:00"
) -> AsyncIterator[Desk]:
    """A desk with this plan in the database, or with an empty database."""
    path = folder / "desk.db"
    if not path.exists():  # else somebody has put a database there, to be used as it is
        await lay_out(path, plan, moment(at))
    engine = connect(f"sqlite:///{path}")
    desk = Desk(engine, feature, at)
    try:
        yield desk
    finally:
        await engine.dispose()


def guest(email: str) -> Member:
    """Somebody who is in no plan, as dispatch introduces them."""
    return Member(0, "Stranger", email, Role.OBSERVER, team="", address=Address("X"), active=False)


def text(card: Card) -> str:
    """A card and its buttons in words."""
    return as_text(card, with_buttons=True)


def buttons_of(card: Card) -> list[Button]:
    return [button for part in card.parts if isinstance(part, Buttons) for button in part.buttons]


def routes_of(card: Card) -> list[str]:
    return [button.route for button in buttons_of(card)]


def fields(form: Form) -> dict[str, object]:
    """A form's questions by name."""
    return {field.name: field for field in form.fields if hasattr(field, "name")}
