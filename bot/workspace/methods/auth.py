"""Whether anybody answers, who the token is, and the address of a new socket."""

from bot.workspace.methods.method import Arg, Method, MethodCall, codes
from bot.workspace.records import Json


def echo(call: MethodCall) -> Json:
    """api.test: says again what it is told, and fails with the `error` that it is asked for."""
    failed = {"ok": False, "error": call["error"]} if call["error"] else {}
    return {**failed, **({"args": call.args} if call.args else {})}


def test(call: MethodCall) -> Json:
    """auth.test: the bot's own names and ids."""
    world = call.runtime.world
    return {
        "url": world.url,
        "team": world.name,
        "user": world.bot.handle,
        "team_id": world.team_id,
        "user_id": world.bot.id,
        "bot_id": world.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(call: MethodCall) -> Json:
    """apps.connections.open: a WebSocket address that serves once."""
    sockets = call.runtime.sockets
    base = call.runtime.world.url.replace("http", "ws", 1)
    return {"url": f"{base}link/?ticket={sockets.ticket()}&app_id={sockets.app_id}"}


METHODS = (
    Method("api.test", echo, args=(Arg("error"), Arg("foo")), tier="4", token="none"),
    Method("auth.test", test, tier="hundreds"),
    Method(
        "apps.connections.open",
        connections_open,
        tier="machine",
        token="app",
        errors=codes("forbidden_team insecure_request internal_error missing_args"),
    ),
)
