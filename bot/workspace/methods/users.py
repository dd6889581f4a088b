"""Accounts: one, all, or by e-mail."""

from bot.workspace.account_json import user_json
from bot.workspace.errors import ApiError
from bot.workspace.methods.method import FAMILY, KINDS, Arg, Method, MethodCall, codes, page
from bot.workspace.records import Json, Person
from bot.workspace.slack_json import channel_json


def _written(call: MethodCall, person: Person) -> Json:
    return user_json(call.runtime.world, person, with_email="users:read.email" in call.runtime.scopes)


def info(call: MethodCall) -> Json:
    """users.info: the account with this id."""
    person = call.runtime.world.people.get(call["user"])
    if person is None:
        raise ApiError("user_not_found")
    locale = {"locale": person.locale} if call["include_locale"] else {}
    return {"user": _written(call, person) | locale}


def everybody(call: MethodCall) -> Json:
    """users.list: all accounts, deactivated ones and the bot included."""
    people, more = page(list(call.runtime.world.people.values()), call, default=1000, strict=False)
    return {
        "offset": people[-1].id if people else "",
        "members": [_written(call, person) for person in people],
        "cache_ts": call.runtime.world.seconds(),
        "response_metadata": more,
    }


def by_email(call: MethodCall) -> Json:
    """users.lookupByEmail: the account with this e-mail, unless it is deactivated."""
    call.needs("users:read")
    person = call.runtime.world.by_email.get(call["email"].casefold())
    if person is None or person.deleted or person.team:
        raise ApiError("users_not_found")
    return {"user": _written(call, person)}


def own_conversations(call: MethodCall) -> Json:
    """users.conversations: where the bot itself is; whether it is a member goes without saying."""
    world = call.runtime.world
    types = call["types"] or ["public_channel"]
    if any(kind not in KINDS for kind in types):
        raise ApiError("invalid_types")
    for kind in types:
        call.needs(f"{FAMILY.get(KINDS[kind], 'mpim')}:read")
    wanted = {KINDS[kind] for kind in types}
    mine = [
        channel
        for channel in world.channels_of(world.bot.id)
        if channel.kind in wanted and not (call["exclude_archived"] and channel.archived)
    ]
    shown, more = page(mine, call, most=999)
    written = [channel_json(world, channel) for channel in shown]
    return {"channels": [_without(each, "is_member") for each in written], "response_metadata": more}


def _without(body: Json, name: str) -> Json:
    return {key: value for key, value in body.items() if key != name}


METHODS = (
    Method(
        "users.conversations",
        own_conversations,
        args=(Arg("cursor"), Arg("limit", "whole"), Arg("exclude_archived", "flag"), Arg("types", "names")),
        tier="2",
        errors=codes("invalid_cursor invalid_limit invalid_types"),
    ),
    Method(
        "users.info",
        info,
        args=(Arg("user", required=True), Arg("include_locale", "flag")),
        scope="users:read",
        tier="4",
        errors=codes("too_many_users user_not_found user_not_visible"),
    ),
    Method(
        "users.list",
        everybody,
        args=(Arg("cursor"), Arg("limit", "whole"), Arg("include_locale", "flag")),
        scope="users:read",
        tier="2",
        errors=codes("invalid_cursor limit_required missing_argument"),
    ),
    Method(
        "users.lookupByEmail",
        by_email,
        args=(Arg("email", required=True),),
        scope="users:read.email",
        tier="3",
        errors=codes("enterprise_is_restricted users_not_found"),
    ),
)
