"""What each kind of notification is, in the words of a rehearsal's pages."""

from functools import cache

from handlers.features import FEATURES
from handlers.kit.declared import UNKNOWN
from handlers.kit.routes import RouteTable

DETAIL = "-detail"


def meaning(kind: str) -> str:
    """A kind in a few words, empty for one that is of no feature."""
    if kind.endswith(DETAIL):
        return f"details in the thread of {kind.removesuffix(DETAIL)}"
    return str(_routes().kinds.get(kind, UNKNOWN).about)


@cache
def _routes() -> RouteTable:
    return RouteTable.of(FEATURES)
