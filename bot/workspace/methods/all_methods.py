"""All methods of the Web API that this workspace answers, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.workspace.methods import auth, blocks_validate, chat, conversations, files, history, reactions, users, views
from bot.workspace.methods.method import Method

_FAMILIES = (auth, blocks_validate, chat, conversations, files, history, reactions, users, views)
METHODS: Mapping[str, Method] = MappingProxyType(
    {method.name: method for family in _FAMILIES for method in family.METHODS}
)
