"""Who the token is, and the address of a new socket."""

from bot.workspace.methods.table import Call, Method, codes
from bot.workspace.records import Json


def test(call: Call) -> Json:
    """auth.test: the bot's own names and ids."""
    world = call.desk.world
    return {
        "url": world.url,
        "team": world.name,
        "user": world.bot.handle,
        "team_id": world.team_id,
        "user_id": world.bot.id,
        "bot_id": world.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> Json:
    """apps.connections.open: a WebSocket address that serves once."""
    sockets = call.desk.sockets
    base = call.desk.world.url.replace("http", "ws", 1)
    return {"url": f"{base}link/?ticket={sockets.ticket()}&app_id={sockets.app_id}"}


METHODS = (
    Method("auth.test", test, tier="hundreds"),
    Method(
        "apps.connections.open",
        connections_open,
        tier="machine",
        token="app",
        errors=codes("forbidden_team insecure_request internal_error missing_args"),
    ),
)
