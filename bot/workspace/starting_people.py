"""Who and what a workspace starts with: people and channels as its maker describes them."""

import hashlib
from dataclasses import dataclass

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class PersonSpec:
    """One person with an account. `zone` is an IANA name; `locale` is what their client is set to; `title` says what
    they do, where that is known; `id` is made from the e-mail when None. Who comes from another workspace has its id as
    `team`; `guest` is "multi" or "single". A program has no e-mail, an id, and its kind as `bot`: "app", "workflow" or
    "slackbot".
    """

    name: str
    email: str
    zone: str = "UTC"
    deleted: bool = False
    is_admin: bool = False
    id: str | None = None
    title: str = ""
    team: str = ""
    guest: str = ""
    confirmed: bool = True
    bot: str = ""
    locale: str = "en-US"


@dataclass(frozen=True)
class ChannelSpec:
    """One channel. `members` are e-mails; `bot_in` says whether the bot has been invited."""

    name: str
    members: tuple[str, ...] = ()
    bot_in: bool = True
    archived: bool = False
    private: bool = False


SLACKBOT = PersonSpec("Slackbot", "", id="USLACKBOT", bot="slackbot")
"""Slack's own, which is in every workspace under this id."""


def stable_id(prefix: str, seed: str) -> str:
    """An id such as U7K2QX9ABCD that is the same for the same seed on every machine."""
    digest = hashlib.sha256(f"{prefix}:{seed.casefold()}".encode()).digest()
    return prefix + "".join(_LETTERS[byte % 32] for byte in digest[:10])
