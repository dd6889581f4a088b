"""Menus that the app fills while somebody types into them."""

from bot.workspace.acts.press import NO_ANSWER, Surface, still_there, where
from bot.workspace.blockkit.elements import GROUP, OPTION, is_external, options_of
from bot.workspace.blockkit.input_state import find
from bot.workspace.blockkit.rules import ItemsRule, Problems
from bot.workspace.events import interaction
from bot.workspace.records import Json, Outcome
from bot.workspace.shared_state import Runtime

LEAST = 3
"""Letters before the app is asked, unless the menu says `min_query_length` (docs.slack.dev, select menu element)."""
_MOST = 100


async def suggest(runtime: Runtime, who: str, surface: Surface, name: str, query: str, block_id: str | None) -> Outcome:
    """Type into a menu; what the app offers is the outcome's payload: `options` or `option_groups`.

    Nothing is asked, and nothing offered, before enough was typed.
    """
    person = runtime.person(who)
    there = still_there(runtime, person, surface)
    block, element = find(there.parts, name, block_id=block_id)
    if not is_external(element):
        raise LookupError(f"{name} brings its own options")
    if len(query) < element.get("min_query_length", LEAST):
        return Outcome(True, payload={"options": []})
    entered = there.entered_by(person.id)
    payload = interaction(runtime, person, "block_suggestion") | where(runtime, person, there, entered, asking=True)
    payload |= {"action_id": element["action_id"], "block_id": block["block_id"], "value": query}
    ack = await runtime.sockets.ask("interactive", payload)
    offered = _offered(ack.payload) if ack.ok else None
    if offered is None:
        runtime.world.notices.publish("failure", user=person.id, text=NO_ANSWER)
        return Outcome(False, NO_ANSWER)
    runtime.offered[(person.id, block["block_id"], element["action_id"])] = options_of(offered)
    return Outcome(True, payload=offered)


def _offered(answer: Json | None) -> Json | None:
    """The app's options as they may be shown; None where they do not fit, as when it says nothing."""
    problems = Problems(lambda _file: False)
    given = {name: value for name, value in (answer or {}).items() if name in ("options", "option_groups")}
    if len(given) != 1:
        return None
    for name, value in given.items():
        ItemsRule(OPTION if name == "options" else GROUP, 0, _MOST).check(value, f"/{name}", problems)
    return None if problems.problems else given
