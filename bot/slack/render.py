"""Out: a card becomes Block Kit blocks, a form becomes a view.

All that people wrote goes into `rich_text` and `plain_text`, which Slack does not parse: no mention, link or emoji
code in it comes alive. The limits are those of platforms.md.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from handlers.kit.card import Button, Buttons, Card, Chart, FactSet, Items, Part, Quote, Text, Title
from handlers.kit.card_pages import as_text
from handlers.kit.form import Day, Field, Form, Line, More, Note, Number, Option, Pick, PickMany, Saying, Tick, carried
from handlers.kit.words import Span, Words, clip, marked, readable
from pdsa.picture import Picture
from pdsa.text import _
from pdsa.written_numbers import written

Json = dict[str, Any]
Pictures = Mapping[Picture, str]
"""Pictures that have been uploaded: picture -> file id. Others are told by their alt text."""

MOST_BLOCKS = 48
MOST_CHARACTERS = 12_500
MOST_TEXT = 4_000
LARGEST_HOME = 200_000
LONGEST_RUN = 2_900
SEPARATOR = "|"


def message(card: Card, pictures: Pictures) -> Json:
    """The arguments of a post: blocks, and the plain text for notifications and screen readers."""
    return {"blocks": blocks(card, pictures), "text": _told(as_text(card))}


def _told(text: str) -> str:
    """A text as it is sent; short enough to be sent when it is changed, too, where each sign counts escaped."""
    most = 2_900
    while len(sent := escape(clip(text, most))) > MOST_TEXT:
        most = most * 3 // 4
    return sent


def blocks(card: Card, pictures: Pictures, most: int = MOST_BLOCKS) -> list[Json]:
    """The card's blocks; what would not fit is left out, but for the buttons at the end, and the reader is told so."""
    room = MOST_CHARACTERS if most == MOST_BLOCKS else LARGEST_HOME
    words, choices = _parted(card)
    made: list[Json] = []
    ids = _Numbers()
    ways = [block for part in choices for block in _part(part, pictures, _Numbers())]
    room -= sum(_weight(block) for block in ways)
    for block in (block for part in words for block in _part(part, pictures, ids)):
        room -= _weight(block)
        if room < 0 or len(made) + len(ways) >= most - 1:
            made.append(_rich([_section((Span(_("There is more than fits here: `status` shows the rest.")),))]))
            break
        made.append(block)
    return [*made, *(block for part in choices for block in _part(part, pictures, ids))]


def _parted(card: Card) -> tuple[Sequence[Part], Sequence[Part]]:
    """A card's parts, and the rows of buttons at its end: what somebody can do is never cut off."""
    last = next((n for n, part in enumerate(reversed(card.parts)) if not isinstance(part, Buttons)), len(card.parts))
    cut = len(card.parts) - last
    return card.parts[:cut], card.parts[cut:]


def view(form: Form, pictures: Pictures) -> Json:
    """A modal for a form. Its id is the form's route; what it carries rests in its metadata."""
    return {
        "type": "modal",
        "callback_id": form.route,
        "title": _label(form.title, 24),
        "submit": _label(form.send, 24),
        "close": _label(_("Not now"), 24),
        "private_metadata": carried(form.carry),
        "blocks": [
            _focused(block, form.focus)
            for number, each in enumerate(form.fields)
            for block in _field(each, number, pictures)
        ],
    }


def _focused(block: Json, field: str) -> Json:
    """The block; where it is the one to begin with, its element takes the focus."""
    if not field or block.get("block_id") != field:
        return block
    return {**block, "element": {**block["element"], "focus_on_load": True}}


def home(card: Card, pictures: Pictures) -> Json:
    return {"type": "home", "blocks": blocks(card, pictures, most=98)}


def escape(text: str) -> str:
    """The three characters that mean something in Slack's text, made harmless."""
    return _harmless(readable(text))


def _harmless(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class _Numbers:
    """Numbers the buttons of one message: two may lead to the same route."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self) -> int:
        self._last += 1
        return self._last


def _part(part: Part, pictures: Pictures, ids: _Numbers) -> Iterator[Json]:
    match part:
        case Title(text=text):
            yield {"type": "header", "text": _label(text, 150)}
        case Text(words=words):
            yield _rich([_section(words)])
        case Items(items=items):
            yield _rich([{"type": "rich_text_list", "style": "bullet", "elements": [_section(each) for each in items]}])
        case Quote(text=text, by=by):
            after = f"\n{by}" if by else ""
            yield _rich([{"type": "rich_text_quote", "elements": _runs((Span(text + after),))}])
        case FactSet(rows=rows):
            yield _rich([_section(_facts(rows))])
        case Chart(picture=picture):
            yield _picture(picture, pictures)
        case Buttons(buttons=row):
            yield {"type": "actions", "elements": [_button(button, ids()) for button in row]}


def _facts(rows: Iterable[tuple[str, Words | str]]) -> Words:
    spans: list[Span] = []
    for name, value in rows:
        words = (Span(value),) if isinstance(value, str) else value
        spans += [Span(("\n" if spans else "") + name + ": ", strong=True), *words]
    return tuple(spans)


def _picture(picture: Picture, pictures: Pictures) -> Json:
    if picture in pictures:
        alt = clip(readable(picture.alt), 2_000)
        return {"type": "image", "slack_file": {"id": pictures[picture]}, "alt_text": alt}
    return _rich([_section((Span(picture.alt),))])


def _button(button: Button, number: int) -> Json:
    made: Json = {
        "type": "button",
        "text": _label(button.label, 75),
        "action_id": f"{button.route}{SEPARATOR}{number}",
    }
    if button.value:
        made["value"] = button.value
    if button.main:
        made["style"] = "primary"
    if button.ask_first:
        made["confirm"] = {
            "title": _label(_("Are you sure?"), 100),
            "text": _label(button.ask_first, 300),
            "confirm": _label(_("Yes"), 30),
            "deny": _label(_("No"), 30),
        }
    return made


def _field(field: Field, number: int, pictures: Pictures) -> Iterator[Json]:
    match field:
        case Note(words=words):
            yield _rich([_section(words)])
        case Saying(text=text):
            yield _rich([{"type": "rich_text_quote", "elements": _runs((Span(text),))}])
        case Chart(picture=picture):
            yield {**_picture(picture, pictures), "block_id": f"picture{number}"}
        case More(label=label, route=route, value=value):
            yield {"type": "actions", "elements": [_button(Button(label, route, value), number)]}
        case Tick(name=name, text=text, on=on, hint=hint):
            option = {"text": _label(text, 75), "value": "on"}
            box: Json = {"type": "checkboxes", "action_id": name, "options": [option]}
            if on:
                box["initial_options"] = [option]
            yield _input(name, _("If you like"), box, optional=True, hint=hint)
        case _:
            yield _input(field.name, field.label, _element(field), optional=field.optional, hint=field.hint)


def _element(field: Pick | PickMany | Line | Number | Day) -> Json:
    match field:
        case Pick():
            return _pick(field)
        case PickMany():
            made = {"type": "multi_static_select", "action_id": field.name, **_options(field.options)}
            chosen = [_option(option) for option in field.options if option.value in field.chosen]
            return {**made, "initial_options": chosen} if chosen else made
        case Line():
            made = {
                "type": "plain_text_input",
                "action_id": field.name,
                "multiline": field.long,
                "max_length": field.most,
            }
            return {**made, "initial_value": field.text} if field.text else made
        case Number():
            made = {"type": "number_input", "action_id": field.name, "is_decimal_allowed": True}
            return {**made, "initial_value": written(field.value)} if field.value is not None else made
        case Day():
            made = {"type": "datepicker", "action_id": field.name}
            return {**made, "initial_date": field.day.isoformat()} if field.day else made


def _pick(pick: Pick) -> Json:
    shown_at_once = pick.few and len(pick.options) <= 10
    kind = "radio_buttons" if shown_at_once else "static_select"
    made: Json = {"type": kind, "action_id": pick.name, **_options(pick.options)}
    chosen = next((option for option in pick.options if option.value == pick.chosen), None)
    return {**made, "initial_option": _option(chosen)} if chosen else made


def _options(options: tuple[Option, ...]) -> Json:
    """A menu's options; past a hundred, in groups of a hundred named by where they begin and end."""
    if len(options) <= 100:
        return {"options": [_option(option) for option in options]}
    groups = [options[start : start + 100] for start in range(0, len(options), 100)]
    return {
        "option_groups": [
            {
                "label": _label(f"{clip(group[0].label, 30)} – {clip(group[-1].label, 30)}", 75),
                "options": [_option(option) for option in group],
            }
            for group in groups
        ]
    }


def _option(option: Option) -> Json:
    return {"text": _label(option.label, 75), "value": option.value}


def _input(name: str, label: str, element: Json, *, optional: bool, hint: str) -> Json:
    made = {
        "type": "input",
        "block_id": name,
        "label": _label(label, 2_000),
        "element": element,
        "optional": optional,
    }
    return {**made, "hint": _label(hint, 2_000)} if hint else made


def _label(text: str, most: int) -> Json:
    return {"type": "plain_text", "text": clip(readable(text), most) or " ", "emoji": False}


def _rich(elements: list[Json]) -> Json:
    return {"type": "rich_text", "elements": elements}


def _section(words: Words | str) -> Json:
    """A paragraph. Slack parses nothing in rich text: what is strong or a word to type is said in styles."""
    return {"type": "rich_text_section", "elements": _runs(marked(words) if isinstance(words, str) else words)}


def _runs(words: Words) -> list[Json]:
    """Runs of plain text: neighbours of one style as one, long ones in pieces."""
    runs: list[Json] = []
    for (style, link), spans in groupby(words, key=lambda span: (_style(span), span.link)):
        text = readable("".join(span.text for span in spans))
        if link:
            runs.append({"type": "link", "url": link, "text": clip(text, LONGEST_RUN)})
            continue
        for start in range(0, len(text), LONGEST_RUN):
            run: Json = {"type": "text", "text": text[start : start + LONGEST_RUN]}
            runs.append({**run, "style": {style: True}} if style else run)
    return runs or [{"type": "text", "text": " "}]


def _style(span: Span) -> str:
    return "code" if span.typed else "bold" if span.strong else ""


def _weight(block: Json) -> int:
    """How much a block counts towards the whole message: Slack weighs it as compact JSON (bolt-js #2867), escaped."""
    return len(_harmless(json.dumps(block, separators=(",", ":"), ensure_ascii=False)))
