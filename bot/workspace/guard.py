"""Lets only this machine's own page and programs in: foreign origins and foreign host names are refused."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_OWN = frozenset({"", "same-origin", "none"})


def _host_is_ours(request: web.Request) -> bool:
    try:
        return urlsplit(f"//{request.headers.get('Host', '')}").hostname in _LOOPBACK
    except ValueError:
        return False


def _origin_is_ours(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.headers.get('Host', '')}"


def _site_is_ours(request: web.Request) -> bool:
    if request.headers.get("Sec-Fetch-Site", "") in _OWN:
        return True
    # Following a link to the front page from elsewhere shows it, and does nothing.
    opens_page = request.headers.get("Sec-Fetch-Mode") == "navigate" and request.method == "GET"
    return opens_page and request.path == "/" and request.headers.get("Sec-Fetch-Dest") == "document"


@web.middleware
async def refuse_strangers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 403 to what another site's page sends, and to names that only resolve to this machine."""
    if _host_is_ours(request) and _origin_is_ours(request) and _site_is_ours(request):
        return await handler(request)
    return web.json_response({"ok": False, "error": "This request came from elsewhere."}, status=403)
