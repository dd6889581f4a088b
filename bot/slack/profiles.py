"""Accounts in Slack: whose they are, whether they are switched on, and which workspace they belong to."""

import time
from typing import Any

from bot.platform import Busy, PlatformError, Profile, Undeliverable
from bot.slack.api import Api
from pdsa.people import Address

Json = dict[str, Any]
KNOWN_FOR = 15 * 60.0
"""Seconds for which an account is believed to be on or off, and to have its name: asking is rationed."""
PLATFORM = "slack"
SLACKBOT = "USLACKBOT"


def address_of(team: str, user: str) -> Address:
    """Somebody's address: a user id is one within its workspace."""
    return Address(f"{PLATFORM}/{team}/{user}")


def user_of(address: Address) -> str:
    """The user id of an address, however old: it stood alone once."""
    return address.rpartition("/")[2]


class Profiles:
    """What Slack says of accounts, remembered for a while."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._team = ""
        self._active: dict[str, tuple[float, bool]] = {}
        self._names: dict[str, tuple[float, str]] = {}
        self._quiet_until = 0.0

    async def of(self, address: Address) -> Profile | None:
        """Somebody by their address; None where there is no such account in the bot's own workspace."""
        team = await self.team()
        if "/" in address and address != address_of(team, user_of(address)):
            return None
        try:
            answer = await self._api.call("users.info", user=user_of(address), include_locale=True)
        except Undeliverable:
            return None
        return _profile(answer["user"], team)

    async def by_email(self, email: str) -> Profile | None:
        try:
            answer = await self._api.call("users.lookupByEmail", email=email)
        except Undeliverable:
            return None
        return _profile(answer["user"], await self.team())

    async def team(self) -> str:
        """The workspace that the bot's token is of."""
        if not self._team:
            self._team = str((await self._api.call("auth.test"))["team_id"])
        return self._team

    async def name(self, user: str) -> str:
        """What somebody is called, by their user id; empty where Slack does not say."""
        cached = self._names.get(user)
        if cached is None or cached[0] < time.monotonic() - KNOWN_FOR:
            try:
                profile = await self.of(Address(user))
            except PlatformError:
                return cached[1] if cached else ""
            self._names[user] = cached = (time.monotonic(), profile.name if profile else "")
        return cached[1]

    async def is_active(self, address: Address) -> bool:
        """Whether the account is one of ours and switched on: posts to one that is not succeed without a word.

        Asked for once in a while; where Slack does not say, it is what it was.
        """
        now, cached = time.monotonic(), self._active.get(address)
        if (cached is not None and cached[0] >= now - KNOWN_FOR) or now < self._quiet_until:
            return cached is None or cached[1]
        try:
            profile = await self.of(address)
        except PlatformError as error:
            if isinstance(error, Busy):
                self._quiet_until = now + error.wait
            return cached is None or cached[1]
        active = profile is not None and profile.ours and profile.active
        self._active[address] = (now, active)
        return active

    def forget(self, address: Address) -> None:
        self._active.pop(address, None)
        self._names.pop(user_of(address), None)


def _profile(user: Json, team: str) -> Profile:
    profile = user.get("profile") or {}
    teams = {user.get("team_id") or team, *((user.get("enterprise_user") or {}).get("teams") or ())}
    bot = user.get("is_bot") or user.get("is_workflow_bot") or user["id"] == SLACKBOT
    return Profile(
        address=address_of(team, user["id"]),
        name=str(profile.get("real_name") or user.get("real_name") or user.get("name") or ""),
        email=str(profile.get("email") or "").lower(),
        zone=str(user.get("tz") or ""),
        locale=str(user.get("locale") or ""),
        admin=bool(user.get("is_admin")),
        active=not user.get("deleted") and not bot,
        ours=team in teams and not user.get("is_stranger"),
        confirmed=user.get("is_email_confirmed") is not False,
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        formerly=Address(user["id"]),
    )
