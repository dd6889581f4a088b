"""The table of interactive elements: which fields each may have, how long, how many, and where it may stand."""

from typing import Any

from bot.workspace.blockkit.rules import (
    After,
    ChoiceRule,
    Flag,
    ItemsRule,
    Problems,
    Rule,
    ShapeRule,
    TextRule,
    WholeRule,
    WordsRule,
    is_date,
    is_email,
    is_link,
    is_number,
    is_time,
)

PLAIN_KIND = frozenset({"plain_text"})
ANY_KIND = frozenset({"plain_text", "mrkdwn"})
ID = WordsRule(255)
STYLE = ChoiceRule(frozenset({"primary", "danger"}))


def plain(most: int) -> TextRule:
    """A plain text object of at most so many characters."""
    return TextRule(most, PLAIN_KIND)


CONFIRM = ShapeRule(
    required={"title": plain(100), "text": TextRule(300, ANY_KIND), "confirm": plain(30), "deny": plain(30)},
    optional={"style": STYLE},
    typed=False,
)
OPTION = ShapeRule({"text": plain(75), "value": WordsRule(150)}, {"description": plain(75)}, typed=False)
RICH_OPTION = ShapeRule(
    {"text": TextRule(75, ANY_KIND), "value": WordsRule(150)}, {"description": TextRule(75, ANY_KIND)}, typed=False
)
OVERFLOW_OPTION = ShapeRule(
    {"text": plain(75), "value": WordsRule(150)},
    {"description": plain(75), "url": WordsRule(3000, form=(is_link, "must be a valid url"))},
    typed=False,
)
GROUP = ShapeRule({"label": plain(75), "options": ItemsRule(OPTION, 1, 100)}, typed=False)


def is_external(element: dict[str, Any]) -> bool:
    """Whether a menu's options come from the app while somebody types."""
    return str(element.get("type")).endswith("external_select")


def options_of(element: dict[str, Any]) -> list[dict[str, Any]]:
    """All options of a menu, those in groups included."""
    grouped = (option for group in element.get("option_groups", ()) for option in group["options"])
    return [*element.get("options", ()), *grouped]


def _same_option(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one.get("value") == other.get("value") and one["text"]["text"] == other["text"]["text"])


def _menu(element: dict[str, Any], at: str, problems: Problems) -> None:
    if ("options" in element) == ("option_groups" in element):
        problems.add(at, "must define either `options` or `option_groups`")
        return
    _initial(element, at, problems)


def _initial(element: dict[str, Any], at: str, problems: Problems) -> None:
    known = options_of(element)
    chosen = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", ())
    for option in chosen:
        if not any(_same_option(option, other) for other in known):
            problems.add(at, "initial_option must match exactly one of the provided options")
    _few(element, at, problems)


def _few(element: dict[str, Any], at: str, found: Problems) -> None:
    chosen = element.get("initial_options", ())
    if len(chosen) > element.get("max_selected_items", len(chosen)):
        found.add(f"{at}/initial_options", "no more than `max_selected_items` items allowed")


def _lengths(element: dict[str, Any], at: str, problems: Problems) -> None:
    if element.get("min_length", 0) > element.get("max_length", 3000):
        problems.add(f"{at}/min_length", "must be less than or equal to `max_length`")
    if len(element.get("initial_value", "")) > element.get("max_length", 3000):
        problems.add(f"{at}/initial_value", "must be less than or equal to `max_length`")


def _numbers(element: dict[str, Any], at: str, problems: Problems) -> None:
    low, high = float(element.get("min_value", "-inf")), float(element.get("max_value", "inf"))
    if low > high:
        problems.add(f"{at}/min_value", "must be less than or equal to `max_value`")
    given = element.get("initial_value") or None
    if given is not None and not low <= float(given) <= high:
        problems.add(f"{at}/initial_value", "must be between `min_value` and `max_value`")
    if not element["is_decimal_allowed"]:
        for name in ("initial_value", "min_value", "max_value"):
            if "." in str(element.get(name, "")):
                problems.add(f"{at}/{name}", "must be an integer")


def _element(
    *, required: dict[str, Rule] | None = None, after: After | None = None, hint: bool = True, **optional: Rule
) -> ShapeRule:
    """An element with an action_id, and a placeholder where `hint` says so."""
    shared: dict[str, Rule] = {"action_id": ID}
    if hint:
        shared |= {"placeholder": plain(150), "focus_on_load": Flag()}
    return ShapeRule(required or {}, {**shared, **optional}, after)


_DAY = WordsRule(10, form=(is_date, "must be a valid date in the format YYYY-MM-DD"))
_HOUR = WordsRule(5, form=(is_time, "must be a valid time in the format HH:mm"))
_NUMBER = WordsRule(50, form=(is_number, "must be a number"))
_PEOPLE = ItemsRule(WordsRule(50), 0, 100)
_SOME = WholeRule(1, 100)
_DISPATCH = ShapeRule(
    {"trigger_actions_on": ItemsRule(ChoiceRule(frozenset({"on_enter_pressed", "on_character_entered"})), 1, 2)},
    typed=False,
)
_FILTER = ShapeRule(
    {},
    {
        "include": ItemsRule(ChoiceRule(frozenset({"im", "mpim", "private", "public"})), 1, 4),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    },
    typed=False,
)
_OPTIONS = ItemsRule(OPTION, 1, 100)
_GROUPS = ItemsRule(GROUP, 1, 100)
_TEN = ItemsRule(RICH_OPTION, 1, 10)

ELEMENTS: dict[str, ShapeRule] = {
    "button": _element(
        required={"text": plain(75)},
        hint=False,
        url=WordsRule(3000, form=(is_link, "must be a valid url")),
        value=WordsRule(2000),
        style=STYLE,
        confirm=CONFIRM,
        accessibility_label=WordsRule(75),
    ),
    "static_select": _element(
        options=_OPTIONS, option_groups=_GROUPS, initial_option=OPTION, confirm=CONFIRM, after=_menu
    ),
    "multi_static_select": _element(
        options=_OPTIONS,
        option_groups=_GROUPS,
        initial_options=ItemsRule(OPTION, 1, 100),
        max_selected_items=_SOME,
        confirm=CONFIRM,
        after=_menu,
    ),
    "external_select": _element(min_query_length=WholeRule(0, 100), initial_option=OPTION, confirm=CONFIRM),
    "multi_external_select": _element(
        min_query_length=WholeRule(0, 100),
        initial_options=ItemsRule(OPTION, 1, 100),
        max_selected_items=_SOME,
        confirm=CONFIRM,
        after=_few,
    ),
    "users_select": _element(initial_user=WordsRule(50), confirm=CONFIRM),
    "multi_users_select": _element(initial_users=_PEOPLE, max_selected_items=_SOME, confirm=CONFIRM),
    "channels_select": _element(initial_channel=WordsRule(50), response_url_enabled=Flag(), confirm=CONFIRM),
    "multi_channels_select": _element(initial_channels=_PEOPLE, max_selected_items=_SOME, confirm=CONFIRM),
    "conversations_select": _element(
        initial_conversation=WordsRule(50),
        default_to_current_conversation=Flag(),
        response_url_enabled=Flag(),
        filter=_FILTER,
        confirm=CONFIRM,
    ),
    "multi_conversations_select": _element(
        initial_conversations=_PEOPLE,
        default_to_current_conversation=Flag(),
        filter=_FILTER,
        max_selected_items=_SOME,
        confirm=CONFIRM,
    ),
    "datepicker": _element(initial_date=_DAY, confirm=CONFIRM),
    "timepicker": _element(initial_time=_HOUR, timezone=WordsRule(50), confirm=CONFIRM),
    "plain_text_input": _element(
        initial_value=WordsRule(3000, least=0),
        multiline=Flag(),
        min_length=WholeRule(0, 3000),
        max_length=WholeRule(1, 3000),
        dispatch_action_config=_DISPATCH,
        after=_lengths,
    ),
    "number_input": _element(
        required={"is_decimal_allowed": Flag()},
        initial_value=_NUMBER,
        min_value=_NUMBER,
        max_value=_NUMBER,
        dispatch_action_config=_DISPATCH,
        after=_numbers,
    ),
    "email_text_input": _element(
        initial_value=WordsRule(3000, form=(is_email, "must be a valid email")), dispatch_action_config=_DISPATCH
    ),
    "checkboxes": ShapeRule(
        {"options": _TEN},
        {"action_id": ID, "initial_options": _TEN, "confirm": CONFIRM, "focus_on_load": Flag()},
        _initial,
    ),
    "radio_buttons": ShapeRule(
        {"options": _TEN},
        {"action_id": ID, "initial_option": RICH_OPTION, "confirm": CONFIRM, "focus_on_load": Flag()},
        _initial,
    ),
    "overflow": ShapeRule({"options": ItemsRule(OVERFLOW_OPTION, 1, 5)}, {"action_id": ID, "confirm": CONFIRM}),
}

_TYPED_IN = frozenset({"plain_text_input", "number_input", "email_text_input"})
_MULTI = frozenset(name for name in ELEMENTS if name.startswith("multi_"))
IN_ACTIONS = {name: rule for name, rule in ELEMENTS.items() if name not in _TYPED_IN | _MULTI}
IN_SECTION = {name: rule for name, rule in ELEMENTS.items() if name not in _TYPED_IN}
IN_INPUT = {name: rule for name, rule in ELEMENTS.items() if name not in ("button", "overflow")}
