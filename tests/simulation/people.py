"""People: now and then somebody presses a button that they see, types a word or fills in a form, and looks whether that
was kept.
"""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

from bot.dispatch import WORDS, Call
from handlers.kit.card import Button
from handlers.kit.form import Form
from handlers.kit.reply import Ask, Replace, Reply
from pdsa.checkin import Went
from pdsa.people import Address
from tests.simulation.chat import Account, Message
from tests.simulation.filling import CHOSEN, filled_in
from tests.simulation.reaching_the_bot import Hearing, buttons_of, cards_of
from tests.simulation.said_and_told import Said
from tests.simulation.world import World

ANSWER, SEEN, AGAIN = "checkin.tap", "digest.seen", "digest.again"
ASKED = (ANSWER, SEEN, AGAIN, "digest.approve", "checkin.note", "checkin.edit", "checkin.help")
"""What people rather press than anything else."""
WHICH, TYPED = "words.which", ":checkin.typed:"
COMMANDS = ("reflect", "checkin")
KEEP = "checkin.keep"
FORMS = (KEEP, "checkin.choose", "reflect.choose", "reflect.begin", "reflect.verdict", "reflect.keep")
"""What people fill in; any other form they close."""
SCREENS = 4
"""So many after one another."""
LATELY = timedelta(days=2)


async def live(world: World) -> None:
    """Everybody, until the storm is over."""
    async with asyncio.TaskGroup() as everybody:
        hearing = Hearing(world, everybody)
        for account in world.chat.accounts.values():
            everybody.create_task(Person(account, world, hearing).lives())


class Person:
    """Somebody with an account."""

    def __init__(self, account: Account, world: World, hearing: Hearing) -> None:
        self._account, self._world, self._fate, self._hearing = account, world, world.fate, hearing
        self._address = account.profile.address

    async def lives(self) -> None:
        while True:
            await asyncio.sleep(self._fate.seconds(300, 20_000))
            if not self._fate.storm:
                return
            if self._is_asked() and self._fate.strikes(0.4):
                await self._types()
            elif self._fate.strikes(0.1):
                await self._commands()
            else:
                seen = [each for each in self._buttons() if self._is_truthful(each[1])]
                asked = [each for each in seen if each[1].route in ASKED]
                if choice := asked or (seen if self._fate.strikes(0.1) else []):
                    await self._presses(*self._fate.picks(choice))

    def _buttons(self) -> Iterator[tuple[Message, Button]]:
        """What somebody can press in their talk with the bot."""
        for message in self._world.chat.live():
            if message.conversation == self._account.talk and message.at > self._world.now() - LATELY:
                yield from ((message, button) for button in buttons_of(message.card))

    def _is_asked(self) -> bool:
        return any(button.route == ANSWER for _message, button in self._buttons())

    def _is_truthful(self, button: Button) -> bool:
        """Whoever is asked about a post goes and looks."""
        live = self._world.chat.live()
        there = any(message.key in button.value for message in live if message.conversation.startswith("C"))
        return there if button.route == SEEN else not there if button.route == AGAIN else True

    # -- what they do ----------------------------------------------------------------------------

    async def _presses(self, message: Message, button: Button) -> None:
        """A button of a message."""
        said = self._says(*button.value.rpartition(":")[::2]) if button.route == ANSWER else None
        replies = await self._pressed(button, said, message.id)
        for reply in replies:
            if isinstance(reply, Replace):
                message.card = reply.card
        await self._fills(replies)

    async def _pressed(self, button: Button, said: Said | None, message: str | None) -> list[Reply]:
        self._tell("PRESS", f"{button.label} ({button.route} {button.value})")
        call = Call(
            button.route, self._address, value=button.value, words=button.value, place=Address(self._account.talk),
            message=message, request=self._world.number("press"),
        )  # fmt: skip
        return await self._hearing.hears(call, said)

    async def _types(self) -> None:
        """How it went, in a word or with a sentence; and which week that is about, where the bot asks."""
        said = self._says("", self._fate.picks(tuple(Went)).value, self._fate.picks(("", self._sentence())))
        words = f"{said.went.capitalize()}. {said.sentence}".strip()
        self._tell("TYPES", words)
        name = self._world.number("event")
        call = Call(
            WORDS, self._address, words=words, place=Address(self._account.talk), message=name, request=name, event=True
        )
        replies = await self._hearing.hears(call, said)
        buttons = [button for card in cards_of(replies) for button in buttons_of(card)]
        if offered := [each for each in buttons if each.route == WHICH and TYPED in each.value]:
            button = self._fate.picks(offered)
            self._world.answers.remove(said)
            meant = self._says(button.value.partition(TYPED)[2], said.went, said.sentence)
            await self._pressed(button, meant, None)

    async def _commands(self) -> None:
        """A word of the bot's, with a form behind it."""
        route = self._fate.picks(COMMANDS)
        self._tell("COMMAND", route)
        await self._fills(await self._hearing.hears(Call(route, self._address, place=Address(self._account.talk))))

    async def _fills(self, replies: list[Reply]) -> None:
        """A form that opened, and those that it leads to. One that comes back since others said something is closed."""
        done: list[str] = []
        for _screen in range(SCREENS):
            form = next((reply.form for reply in replies if isinstance(reply, Ask)), None)
            if form is None or form.route not in FORMS or form.route in done:
                return
            done.append(form.route)
            await asyncio.sleep(self._fate.seconds(10, 900))
            replies = await self._sends(form)

    async def _sends(self, form: Form) -> list[Reply]:
        sentence = self._sentence()
        answers = filled_in(form, sentence, self._fate)
        self._tell("FORM", f"{form.route} {dict(form.carry)} {answers}")
        written = sentence if any(sentence in str(each) for each in answers.values()) else ""
        said = self._says(form.carry["asked"], str(answers.get(CHOSEN, "")), written) if form.route == KEEP else None
        call = Call(form.route, self._address, answers=answers, carry=form.carry, request=self._world.number("form"))
        return await self._hearing.hears(call, said)

    def _says(self, subject: str, went: str, sentence: str = "") -> Said:
        said = Said(self._account.profile.email, self._world.now(), went, sentence, subject)
        self._world.answers.append(said)
        return said

    def _sentence(self) -> str:
        """Found again by its number."""
        return f"The posters were late for {self._world.number('circle')}."

    def _tell(self, action: str, words: str) -> None:
        self._fate.tell(f"{action}: {self._account.profile.email}: {words}")
