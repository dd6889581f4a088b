"""Writes accounts, people's and programs', as Slack writes them in answers and payloads."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.workspace.records import Json, Person
from bot.workspace.starting_people import stable_id
from bot.workspace.world import World

_COLORS = ("9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "5b89d5", "d58247")


def user_json(world: World, person: Person, *, with_email: bool) -> Json:
    """One account; its e-mail only for a token that may read it. Slackbot is no bot, Slack says (bolt-js #794)."""
    written: Json = {
        "id": person.id,
        "team_id": person.team or world.team_id,
        "name": person.handle,
        "deleted": person.deleted,
        "profile": _profile(world, person, with_email),
        "is_bot": bool(person.bot_id),
        "is_app_user": False,
        "updated": 0,
    }
    if person.bot == "workflow":
        written["is_workflow_bot"] = True
    if person.deleted:
        return written
    offset, label = _zone(person.zone, world.clock.now())
    return (
        written
        | {
            "color": _COLORS[sum(person.id.encode()) % len(_COLORS)],
            "real_name": person.name,
            "tz": person.zone,
            "tz_label": label,
            "tz_offset": offset,
            "is_admin": person.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": bool(person.guest),
            "is_ultra_restricted": person.guest == "single",
            "is_email_confirmed": person.confirmed,
            "who_can_share_contact_card": "EVERYONE",
        }
        | ({"is_stranger": True} if person.team else {})
    )


def _profile(world: World, person: Person, with_email: bool) -> Json:
    first, _, last = person.name.partition(" ")
    written: Json = {
        "title": "",
        "phone": "",
        "skype": "",
        "real_name": person.name,
        "real_name_normalized": person.name,
        "display_name": person.handle,
        "display_name_normalized": person.handle,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": "",
        "first_name": first,
        "last_name": last,
        "team": person.team or world.team_id,
    }
    if person.bot_id:
        written |= {"api_app_id": _app_of(world, person), "bot_id": person.bot_id, "always_active": True}
    elif with_email and person.email:
        written["email"] = person.email
    return written


@lru_cache(maxsize=256)
def _zone_at(zone: str, hour: datetime) -> tuple[int, str]:
    local = hour.astimezone(ZoneInfo(zone))
    offset = local.utcoffset()
    return (int(offset.total_seconds()) if offset else 0), local.tzname() or zone


def _zone(zone: str, now: datetime) -> tuple[int, str]:
    return _zone_at(zone, now.replace(minute=0, second=0, microsecond=0))


def person_brief(world: World, person: Person) -> Json:
    """A person as named in interaction payloads."""
    return {"id": person.id, "username": person.handle, "name": person.handle, "team_id": world.team_id}


def _bot_profile(world: World, bot: Person) -> Json:
    """A bot as it stands beside its messages."""
    return {
        "id": bot.bot_id,
        "deleted": False,
        "name": bot.name,
        "updated": 0,
        "app_id": _app_of(world, bot),
        "icons": {"image_36": "", "image_48": "", "image_72": ""},
        "team_id": world.team_id,
    }


def _app_of(world: World, bot: Person) -> str:
    return world.app_id if bot is world.bot else stable_id("A", bot.name)


def author_json(world: World, author: Person, *, private: bool) -> Json:
    """Who said it: a workflow has no user of its own (hubot-slack #35), Slackbot no bot (localslackirc #4).

    What Slackbot says in `private` looks like a person's.
    """
    if author.bot == "workflow":
        who: Json = {"subtype": "bot_message", "username": author.name}
    else:
        answers = author.bot == "slackbot" and not private
        who = {"user": author.id} | ({"subtype": "slackbot_response"} if answers else {})
    if author.bot_id:
        who |= {
            "bot_id": author.bot_id,
            "app_id": _app_of(world, author),
            "bot_profile": _bot_profile(world, author),
        }
    return who
