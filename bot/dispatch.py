"""One turn, from somebody's word or press to the replies: who is it, may they, what does the feature say."""

import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.account_matching import Accounts, unknown
from bot.attachments import Attachments
from bot.district_clock import Clock
from bot.platform import Enclosure, Platform, PlatformError, Profile
from bot.year_of_turn import YEAR, find_year, remembering
from handlers.answers.edit_conflicts import marked, merge
from handlers.answers.student_names import doubtful, in_talk, marks, under_field
from handlers.help.guide import told_to_anybody
from handlers.kit.card import Text, card
from handlers.kit.declared import ways_on
from handlers.kit.reply import Ask, Replies, Reply, Say, Then, Wrong
from handlers.kit.routes import Kind, Route, RouteTable
from handlers.kit.turn import Answer, Chosen, Turn
from handlers.kit.words import join, readable
from handlers.wording.notifications import state_of
from handlers.wording.role_and_team_names import role_name
from pdsa.errors import NotAllowed, Refusal
from pdsa.people import LEADS, Address, Member, Role
from pdsa.text import _, speak
from pdsa.typed_words import trimmed
from storage.files.incoming_file import Sent
from storage.language_names import language_meant
from storage.store import Store, YearStore, open_store

log = logging.getLogger(__name__)
WORDS = "words"
"""The route of whatever is typed to the bot, a word of ours or not."""
A_MOMENT = timedelta(minutes=1)
"""So much later than the press that it answers a card may stand in its place."""
HOPS = 4
"""How often one turn may be handed on; a circle would be a mistake of ours."""


@dataclass(frozen=True)
class Call:
    """What a platform heard, before anybody knows who it was.

    `request` names the platform's request where it may be repeated; a repeated one is dropped. An `event` is repeated
    until it was acknowledged: this goes for routes that only read as well. `files` came with it. `thread` is the
    message in whose thread it was said or pressed, empty outside of threads.
    """

    route: str
    address: Address
    words: str = ""
    value: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    carry: Mapping[str, str] = field(default_factory=dict)
    place: Address | None = None
    message: str | None = None
    thread: str = ""
    private: bool = True
    request: str = ""
    event: bool = False
    files: tuple[Enclosure, ...] = ()


class _AskedFirst(Exception):
    """Who it is, or something else, must be known before the turn's transaction."""


class Dispatch:
    """Runs turns. The one place where anything that breaks becomes a sentence."""

    def __init__(
        self,
        engine: AsyncEngine,
        routes: RouteTable,
        platform: Platform,
        attachments: Attachments,
        clock: Clock,
        accounts: Accounts,
    ) -> None:
        self._engine = engine
        self._routes = routes
        self._platform = platform
        self._attachments = attachments
        self._clock = clock
        self._accounts = accounts

    async def turn(self, call: Call) -> list[Reply]:
        """The replies to one call; never raises. From then on, the task speaks the language of whoever called."""
        speak(None)
        replies: list[Reply] = []
        todo = [_readable(call)]
        for _hop in range(HOPS):
            heard = [(each, _whence(reply, each)) for each in todo for reply in await self._answer(each)]
            replies += [reply for _each, reply in heard if not isinstance(reply, Then)]
            todo = [_hand_over(each, reply) for each, reply in heard if isinstance(reply, Then)]
            if not todo:
                return replies
        log.error("turn at %s was handed on in a circle", call.route)
        return replies

    async def language_of(self, address: Address) -> str | None:
        """What somebody reads, for words beside those of a turn; None where nobody knows."""
        try:
            return (await self._accounts.who(address)).language
        except (Refusal, PlatformError):
            return None

    async def _answer(self, call: Call) -> list[Reply]:
        """One route's replies, whatever happens behind it."""
        try:
            return await self._entered_or_refused(call)
        except PlatformError as error:
            log.warning("turn at %s waits: the chat does not say who somebody is: %s", call.route, error)
            return [Say(card(Text(_unanswered())))]
        except Exception:
            reference = secrets.token_hex(2).upper()
            log.exception("turn at %s broke (ref %s)", call.route, reference)
            return [Say(card(Text(_broken(reference))))]

    async def _entered_or_refused(self, call: Call) -> list[Reply]:
        try:
            try:
                return await self._enter(call)
            except _AskedFirst:
                member = await self._accounts.who(call.address)
                speak(member.language)
                return await self._enter_as(member, call)
        except Refusal as refusal:
            return await self._refused(refusal, call)

    async def _refused(self, refusal: Refusal, call: Call) -> list[Reply]:
        """Why it was not done: under the field, or as a sentence with ways on."""
        if refusal.field:
            return [Wrong(refusal.field, refusal.sentence)]
        member = await self._accounts.known(call.address)
        words = self._routes.commands(member.role) if member else []
        other = isinstance(refusal, NotAllowed)
        leads = isinstance(refusal, NotAllowed) and refusal.leads
        ways = ways_on(refusal.sentence, call.route, words, other=other, leads=leads)
        return [Say(card(Text(refusal.sentence), ways))]

    async def _enter(self, call: Call) -> list[Reply]:
        """One route: one transaction, in which it is also learned who speaks.

        Raises _AskedFirst where more has to be asked before.
        """
        route = self._routes.by_name.get(call.route)
        if route is None or _asks_before(route, call):
            raise _AskedFirst
        async with open_store(self._engine, self._clock.now(), writes=route.writes) as store:
            member = await store.people.by_address(call.address)
            if member is None:
                raise _AskedFirst
            speak(member.language)
            store.acts_for(member.id)
            return await self._speak_in(store, route, call, member)

    async def _enter_as(self, member: Member, call: Call) -> list[Reply]:
        """One route, for somebody who is known or has just been met: what has to be asked before, then the same."""
        route = self._routes.by_name.get(call.route)
        if route is None:
            raise Refusal(_("That button is from an older version of me. `status` shows what can be done now."))
        if call.event and not route.writes and await self._seen(call.request):
            return []
        if doubt := await self._doubt(route, call, member):
            return [doubt]
        profile = await self._platform.profile(call.address) if route.chatty else None
        # Before the transaction: fetching and reading may take seconds. Only for people who are somebody here.
        sent = await self._attachments.take(call.request, call.address, call.files) if call.files and member.id else ()
        async with open_store(self._engine, self._clock.now(), actor=member.id or None, writes=route.writes) as store:
            if route.name == WORDS and not member.id and (told := told_to_anybody(call.words)) is not None:
                return [Say(told)]
            return await self._speak_in(store, route, call, member, sent=sent, profile=profile)

    async def _speak_in(
        self,
        store: Store,
        route: Route,
        call: Call,
        member: Member,
        *,
        sent: tuple[Sent, ...] = (),
        profile: Profile | None = None,
    ) -> list[Reply]:
        """The replies of a route that this member may enter, once for each request."""
        await self._may_enter(route, member, store)
        await self._still_means(route, call, store)
        if call.request and route.writes and not await store.first_time(call.request):
            return []
        year = await find_year(route, call.message, call.carry.get(YEAR, ""), store)
        turn = self._hear(replace(call, words=_meant(route, call)), member, year, sent)
        replies = await self._speak(route, _with_profile(turn, profile), year)
        return [self._marked(reply) for reply in remembering(replies, year)]

    async def _speak(self, route: Route, turn: Turn, store: YearStore) -> list[Reply]:
        """The route's replies; for a form, once it is joined with what others changed meanwhile."""
        if route.now is None:
            return _several(await route.speak(turn, store))
        merged = await merge(route.now, route.name, turn, store)
        if isinstance(merged, Ask):
            return [merged]
        return merged.replies(_several(await route.speak(merged.turn, store)))

    def _marked(self, reply: Reply) -> Reply:
        """A form that changes what there is goes out with a mark of what it showed."""
        route = self._routes.by_name.get(reply.form.route) if isinstance(reply, Ask) else None
        return replace(reply, form=marked(reply.form)) if isinstance(reply, Ask) and route and route.now else reply

    def _hear(self, call: Call, member: Member, store: YearStore, sent: tuple[Sent, ...]) -> Turn:
        return Turn(
            person=member,
            now=store.now,
            words=call.words,
            value=call.value,
            answers=call.answers,
            carry=call.carry,
            place=call.place,
            message=call.message,
            thread=call.thread,
            private=call.private,
            setting=store.cycle,
            sent=sent,
            asks=self._routes.asks,
            kinds=self._routes.kinds,
            open_words=tuple(self._routes.commands(member.role, early=not member.id)),
            all_words=tuple(self._routes.commands()),
        )

    async def _seen(self, request: str) -> bool:
        """Whether a request came before; for those that only read and would be answered twice."""
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            return not await store.first_time(request)

    async def _doubt(self, route: Route, call: Call, member: Member) -> Reply | None:
        """The question whether words name a student; sent once more as they are, or gone on with, they are meant."""
        typed = _is_typed(route, call) and member.id
        answers = {WORDS: call.words} if typed else call.answers if route.kind is Kind.FORM else {}
        if not doubtful(answers):
            return None
        async with open_store(self._engine, self._clock.now(), writes=True) as store:
            for name, found in doubtful(answers, await _names(store)).items():
                seen = [await store.first_time(mark) for mark in marks(member.id, str(answers[name]))]
                if seen[0]:
                    return Say(in_talk(found, call.words, WORDS)) if typed else under_field(name, found)
        return None

    async def _still_means(self, route: Route, call: Call, store: Store) -> None:
        """Raises Refusal for a button in a message that the database does not know, because it was put back to before
        it: what it names by a number may be something else by now.
        """
        if route.kind is not Kind.BUTTON or not call.value or not call.message:
            return
        restored = await store.restores.last()
        said = self._platform.said_at(call.message) if restored is not None else None
        if restored is None or said is None or not (restored.stand or restored.at) + A_MOMENT < said <= restored.at:
            return
        if await store.outbox.year_of(call.message) is None:
            zone = store.newest_cycle.zone if store.newest_cycle else "UTC"
            told = _(
                "This message is newer than what I know: the database was put back to {state}. `status` shows "
                "what waits for you now."
            )
            raise Refusal(told.format(state=state_of(restored, zone)))

    async def _may_enter(self, route: Route, member: Member, store: Store) -> None:
        if not member.id and not (route.early and member.role in route.who):
            raise NotAllowed(await unknown(member, store))
        if member.role not in route.who:
            people = [person.name for person in await store.people.with_roles(route.who & _deciders(route.who))]
            started = store.newest_cycle is not None and store.newest_cycle.started_at is not None
            askable = bool(people) and started and not route.who.isdisjoint(LEADS)
            raise NotAllowed(_only(route, member, people, askable), leads=askable)
        if store.newest_cycle is None and not route.early:
            raise Refusal(_("There is no plan yet. A lead can begin with `setup`."))


def _asks_before(route: Route, call: Call) -> bool:
    """Whether something is asked outside of the turn's transaction: the chat, a file, whether it came before, or
    whether words name a student.
    """
    if route.chatty or call.files or (call.event and not route.writes):
        return True
    answers = {WORDS: call.words} if _is_typed(route, call) else call.answers if route.kind is Kind.FORM else {}
    return bool(doubtful(answers))


def _is_typed(route: Route, call: Call) -> bool:
    return route.name == WORDS and not call.value


def _deciders(who: frozenset[Role]) -> frozenset[Role]:
    """Whom to name in a refusal: the leads where they may, else all who may."""
    return who & LEADS or who


async def _names(store: Store) -> list[str]:
    """Names of staff, teams and the district: they are no students'."""
    people = await store.people.all(gone=True)
    return [*(each.name for each in people), *{each.team for each in people}]


def _only(route: Route, member: Member, people: Sequence[str], askable: bool) -> str:
    """Who can enter a route that somebody's role does not open, and what that somebody can do instead."""
    what = f"`{route.name}`" if route.kind is Kind.COMMAND else _("That")
    told = _("{what} is not open to your role ({role}). {names} can do it: ask them. `help` shows what you can do.")
    if askable:
        told = _("{what} is not open to your role ({role}). {names} can do it: shall I ask them?")
    if not people:
        told = _("{what} is not open to your role ({role}), and nobody who may do it is in the plan yet.")
    names = join([*people[:5], _("others")] if len(people) > 5 else list(people))
    return told.format(what=what, role=role_name(member.role).lower(), names=names)


def _with_profile(turn: Turn, profile: Profile | None) -> Turn:
    """The turn with what the chat itself knows of the person, where the route asks for it."""
    if profile is None:
        return turn
    return replace(turn, chat_zone=profile.zone, chat_language=language_meant(profile.locale) or "")


def _meant(route: Route, call: Call) -> str:
    """The words as the route wants them: somebody's own text as it is, a name without the small words around it."""
    return call.words if route.command is None or route.command.own or call.value else trimmed(call.words)


def _broken(reference: str) -> str:
    # Where the database does not answer to the last of it, nobody can know whether it is kept.
    return _(
        "That's on me, not on you: something broke, and most likely this step is not kept. What you said before is "
        "safe. Please try once more; if it stays, tell a lead \"ref {reference}\"."
    ).format(reference=reference)  # fmt: skip


def _unanswered() -> str:
    return _(
        "The chat does not tell me just now who you are, so I kept nothing of this step. What you said before is safe. "
        "Please try again in a minute."
    )


def _readable(call: Call) -> Call:
    """The call without characters that no text should hold, and that no database keeps."""
    return replace(
        call,
        words=readable(call.words),
        value=readable(call.value),
        answers={name: _read(answer) for name, answer in call.answers.items()},
        carry={name: readable(text) for name, text in call.carry.items()},
    )


def _read(answer: Answer) -> Answer:
    if isinstance(answer, tuple):
        return tuple(readable(each) for each in answer)
    return readable(answer) if isinstance(answer, str) and not isinstance(answer, Chosen) else answer


def _hand_over(call: Call, then: Then) -> Call:
    return replace(call, route=then.route, words=then.words, value=then.value, request="", event=False, files=())


def _whence(reply: Reply, call: Call) -> Reply:
    """A form's question with the route that asked it: words may have been handed on from another one."""
    return replace(reply, route=call.route, value=call.value or call.words) if isinstance(reply, Ask) else reply


def _several(replies: Replies) -> list[Reply]:
    return list(replies) if isinstance(replies, Sequence) else [replies]
