"""The state of the workspace: who is there, what was said where, and who may see it."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bot.workspace.clock import Passed, WorkspaceClock
from bot.workspace.files import FileCabinet
from bot.workspace.modals import ViewShelf
from bot.workspace.records import Channel, Json, Message, Person
from bot.workspace.starting_people import ChannelSpec, PersonSpec, stable_id
from bot.workspace.watchers import Notices

Told = Callable[[str, Message, Message | None], None]


class World:
    """People, channels, messages, views and files. `told` hears of each message posted, changed or deleted."""

    def __init__(
        self,
        people: Sequence[PersonSpec],
        channels: Sequence[ChannelSpec],
        *,
        clock: WorkspaceClock,
        name: str,
        bot_name: str,
        image_wait: float,
    ) -> None:
        self.clock = clock
        self.name = name
        self.url = "http://127.0.0.1/"
        self.is_open = False
        self.domain = "".join(letter for letter in name.lower() if letter.isalnum()) or "workspace"
        self.team_id = stable_id("T", name)
        self.app_id = stable_id("A", bot_name)
        self.notices = Notices()
        self.told: list[Told] = []
        self.people: dict[str, Person] = {}
        self.by_email: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.by_name: dict[str, Channel] = {}
        self.dms: dict[str, str] = {}
        self.gone: set[str] = set()
        self.last_micros = 0
        self.last_number = 0
        self.bot = self.add_person(PersonSpec(bot_name, "", id=stable_id("U", bot_name), bot="app"))
        self.bot_id = self.bot.bot_id
        self.views = ViewShelf(self.notices, self.serial, self.seconds)
        self.files = FileCabinet(self.serial, self.seconds, Passed(clock), image_wait)
        for person in people:
            self.add_person(person)
        for channel in channels:
            self.add_channel(channel)

    # -- numbers -------------------------------------------------------------------------------

    def seconds(self) -> int:
        """The district's time in whole seconds since 1970."""
        return int(self.clock.now().timestamp())

    def serial(self, prefix: str) -> str:
        """The next id with this prefix; never given twice in a workspace's life."""
        self.last_number += 1
        return stable_id(prefix, f"{self.team_id}:{self.last_number}")

    def next_ts(self) -> str:
        """A message timestamp: the district's time, always later than the one before."""
        micros = round(self.clock.now().timestamp() * 1_000_000)
        self.last_micros = max(micros, self.last_micros + 1)
        return f"{self.last_micros // 1_000_000:010d}.{self.last_micros % 1_000_000:06d}"

    # -- people and channels -------------------------------------------------------------------

    def add_person(self, spec: PersonSpec) -> Person:
        """Give somebody an account. ValueError when the id is taken, or the e-mail by an account that is switched on.

        An e-mail counts within its own workspace: a stranger may have one that somebody here has, too.
        """
        person = Person(
            id=spec.id or stable_id("U", spec.email),
            name=spec.name,
            email=spec.email,
            zone=spec.zone,
            locale=spec.locale,
            deleted=spec.deleted,
            is_admin=spec.is_admin,
            bot=spec.bot,
            bot_id=stable_id("B", spec.name) if spec.bot in ("app", "workflow") else "",
            title=spec.title,
            team=spec.team,
            guest=spec.guest,
            confirmed=spec.confirmed,
        )
        email = spec.email.casefold()
        before = self.by_email.get(email) if not person.team else None
        if person.id in self.people or (before is not None and not before.deleted):
            raise ValueError(f"{spec.email} or {person.id} is in the workspace already")
        self.people[person.id] = person
        if email and not (person.team and email in self.by_email):
            self.by_email[email] = person
        return person

    def add_channel(self, spec: ChannelSpec) -> Channel:
        """Open a channel with its members, and the bot when it is invited."""
        if spec.name in self.by_name:
            raise ValueError(f"#{spec.name} is in the workspace already")
        number = stable_id("C", f"{self.team_id}#{spec.name}")
        channel = Channel(
            id=self.serial("C") if number in self.channels or number in self.gone else number,
            name=spec.name,
            created=self.seconds(),
            members={self.person(email).id: None for email in spec.members},
            kind="private" if spec.private else "public",
            archived=spec.archived,
        )
        if spec.bot_in:
            channel.members[self.bot.id] = None
        self.channels[channel.id] = channel
        self.by_name[channel.name] = channel
        return channel

    def person(self, who: str) -> Person:
        """The person with this user id or e-mail; LookupError when there is none."""
        person = self.people.get(who) or self.by_email.get(who.casefold())
        if person is None:
            raise LookupError(f"Nobody here is known as {who}")
        return person

    def change_email(self, person: Person, email: str) -> None:
        """Give an account another e-mail. ValueError when it is taken."""
        if email.casefold() in self.by_email:
            raise ValueError(f"{email} is in the workspace already")
        del self.by_email[person.email.casefold()]
        person.email = email
        self.by_email[email.casefold()] = person

    def rename_channel(self, channel: Channel, name: str) -> None:
        """Give a channel another name. ValueError when it is taken."""
        if name in self.by_name:
            raise ValueError(f"#{name} is in the workspace already")
        del self.by_name[channel.name]
        channel.name = name
        self.by_name[name] = channel

    def change_id(self, channel: Channel) -> None:
        """Give a conversation another id, and leave nothing behind under the one that it had."""
        del self.channels[channel.id]
        channel.id = self.serial(channel.id[0])
        self.channels[channel.id] = channel
        if channel.with_user is not None:
            self.dms[channel.with_user] = channel.id
        for message in channel.messages.values():
            message.channel = channel.id

    def drop_channel(self, channel: Channel) -> None:
        """Delete a channel for good: nobody finds it any more, by id or by name."""
        del self.channels[channel.id], self.by_name[channel.name]
        self.gone.add(channel.id)

    def channel(self, which: str) -> Channel:
        """The channel with this id, name or #name; LookupError when there is none."""
        channel = self.channels.get(which) or self.by_name.get(which.removeprefix("#"))
        if channel is None:
            raise LookupError(f"There is no channel {which}")
        return channel

    def dm(self, user_id: str) -> Channel:
        """The DM between this person and the bot, opened when there is none yet."""
        channel_id = self.dms.get(user_id)
        if channel_id is None:
            channel = Channel(
                id=stable_id("D", f"{self.team_id}@{user_id}"),
                name=f"dm-{user_id}",
                created=self.seconds(),
                members={user_id: None, self.bot.id: None},
                kind="im",
                with_user=user_id,
            )
            self.channels[channel.id] = channel
            self.dms[user_id] = channel_id = channel.id
            self.notices.publish("channel", channel=channel.id, user=user_id)
        return self.channels[channel_id]

    def dm_between(self, one: Person, other: Person) -> Channel:
        """A DM between two people, which the bot is not in."""
        number = stable_id("D", f"{self.team_id}@{one.id}+{other.id}")
        name = f"dm-{one.id}-{other.id}"
        channel = Channel(number, name, self.seconds(), members={one.id: None, other.id: None}, kind="im")
        return self.channels.setdefault(number, channel)

    # -- messages ------------------------------------------------------------------------------

    def post(self, channel: Channel, author: Person, text: str, **details: Any) -> Message:
        """Put a message into a channel. `details` are further fields of Message."""
        message = Message(ts=self.next_ts(), channel=channel.id, user=author.id, text=text, **details)
        message.bot_id = author.bot_id or None
        channel.messages[message.ts] = message
        channel.order.append(message.ts)
        if message.ephemeral_for is None:
            self._file(channel, message)
            channel.read[author.id] = message.ts
            self._tell("message", message)
        else:
            self.notices.publish("ephemeral", channel=channel.id, user=message.ephemeral_for, ts=message.ts)
        return message

    def _file(self, channel: Channel, message: Message) -> None:
        parent = channel.messages.get(message.thread_ts or "")
        if parent is None or message.broadcast:
            channel.roots.append(message.ts)
        if parent is not None:
            parent.replies.append(message.ts)

    def change(self, message: Message, before: Message) -> None:
        """Tell everybody that a message, already altered, was `before` something else."""
        self._tell("changed", message, before)

    def delete(self, message: Message) -> None:
        """Take a message away from everybody who saw it."""
        message.deleted = True
        channel = self.channels[message.channel]
        if message.thread_ts and message.thread_ts in channel.messages:
            channel.messages[message.thread_ts].replies.remove(message.ts)
        self._tell("deleted", message, message)

    def _tell(self, kind: str, message: Message, before: Message | None = None) -> None:
        self.notices.publish(kind, channel=message.channel, ts=message.ts, user=message.ephemeral_for or message.user)
        if message.ephemeral_for is None:
            for hear in self.told:
                hear(kind, message, before)

    def find(self, channel: Channel, ts: str) -> Message | None:
        """The message with this timestamp that is still there for at least one person."""
        message = channel.messages.get(ts)
        return None if message is None or message.deleted else message

    def visible(self, user_id: str, channel: Channel, since: str = "") -> list[Message]:
        """What this person sees in a channel after the timestamp `since`, oldest first, own ephemerals included."""
        start = bisect_right(channel.order, since) if since else 0
        seen = (channel.messages[ts] for ts in channel.order[start:])
        return [m for m in seen if not m.deleted and m.ephemeral_for in (None, user_id)]

    def may_see(self, user_id: str, channel: Channel) -> bool:
        """Whether this person can look into a channel at all."""
        return channel.kind == "public" or user_id in channel.members

    def unread(self, user_id: str, channel: Channel) -> int:
        """How many messages outside threads this person has not read yet."""
        start = bisect_right(channel.roots, channel.read.get(user_id, ""))
        fresh = (channel.messages[ts] for ts in channel.roots[start:])
        return sum(not m.deleted and m.user != user_id for m in fresh)

    def mark_read(self, user_id: str, channel: Channel) -> None:
        """Remember that this person has read everything so far."""
        if channel.order:
            channel.read[user_id] = channel.order[-1]
        self.notices.publish("unread", channel=channel.id, user=user_id)

    def channels_of(self, user_id: str) -> Iterable[Channel]:
        """The channels and the DM that this person is in."""
        return [channel for channel in self.channels.values() if user_id in channel.members]

    def snapshot(self, message: Message) -> Message:
        """A copy to compare with after a change."""
        details: Json = {name: getattr(message, name) for name in message.__dataclass_fields__}
        return Message(**details)
