"""What a workspace's admin does: accounts, channels and the app's permissions."""

from bot.workspace.events import account_changed, joined
from bot.workspace.records import Channel, Person
from bot.workspace.shared_state import Runtime
from bot.workspace.starting_people import PersonSpec
from bot.workspace.world import World


class Admin:
    """People are named by user id or e-mail, channels by id or name."""

    runtime: Runtime
    world: World

    def deactivate(self, user: str) -> None:
        """Deactivate an account."""
        person = self.world.person(user)
        person.deleted = True
        self.world.notices.publish("channel", user=person.id)
        account_changed(self.runtime, person)

    def add(self, spec: PersonSpec, *channels: str) -> str:
        """Give somebody an account and let them into channels; their user id. ValueError where it is taken."""
        person = self.world.add_person(spec)
        for channel in channels:
            self._join(channel, person, None)
        return person.id

    def change_email(self, user: str, email: str) -> None:
        """Give an account another e-mail."""
        person = self.world.person(user)
        self.world.change_email(person, email)
        account_changed(self.runtime, person)

    def change_id(self, channel: str) -> None:
        """Give a conversation another id: the one that it had leads nowhere."""
        self.world.change_id(self._changed(channel))

    def rename(self, channel: str, name: str) -> None:
        """Give a channel another name; its id stays."""
        self.world.rename_channel(self._changed(channel), name)

    def drop(self, channel: str) -> None:
        """Delete a channel for good."""
        self.world.drop_channel(self._changed(channel))

    def archive(self, channel: str) -> None:
        """Archive a channel."""
        self._changed(channel).archived = True

    def invite_bot(self, channel: str, by: str | None = None) -> None:
        """Put the bot into a channel, as if this person had invited it there."""
        self._join(channel, self.world.bot, self.world.person(by) if by else None)

    def _join(self, name: str, person: Person, inviter: Person | None) -> None:
        channel = self._changed(name)
        if person.id not in channel.members:
            channel.members[person.id] = None
            joined(self.runtime, channel, person, inviter)

    def remove_bot(self, channel: str) -> None:
        """Take the bot out of a channel."""
        self._changed(channel).members.pop(self.world.bot.id, None)

    def take_scope(self, scope: str) -> None:
        """Take a permission from the bot's token."""
        self.runtime.scopes -= {scope}

    def give_scope(self, scope: str) -> None:
        """Give a permission to the bot's token."""
        self.runtime.scopes |= {scope}

    def _changed(self, name: str) -> Channel:
        channel = self.world.channel(name)
        self.world.notices.publish("channel", channel=channel.id)
        return channel
