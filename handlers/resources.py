"""Resources: guidance and examples elsewhere, by phase and by tag, with links."""

from collections.abc import Sequence

from handlers.kit.card import Button, Buttons, Card, Items, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, pages, word_count
from handlers.kit.declared import Group
from handlers.kit.form import Option, Pick
from handlers.kit.reply import Replies, Say, ask_form, say_card
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, linked, say
from handlers.wording.role_and_team_names import phase_label
from pdsa.cycle import Phase
from pdsa.errors import Refusal
from pdsa.guidance_links import Resource, fitting, tags
from pdsa.people import EVERYONE
from pdsa.text import _, _l
from storage.store import YearStore

feature = Feature("resources")
PAGE = "|"
AROUND = 30
"""What stands on a button between words and page; and so many words stand around a page's resources."""


@feature.command(
    "resources",
    help=_l("Guidance and examples, by phase and topic"),
    who=EVERYONE,
    example="youth voice",
    label=_l("Resources"),
    group=Group.KNOWING_MORE,
    always=8,
    synonyms="links link guidance examples resource casel",
)
async def show(turn: Turn, store: YearStore) -> Replies:
    """Those of a phase, of a tag, or with the words that were typed; without words those of the phase we are in."""
    said, _bar, page = (turn.value or turn.words).strip().partition(PAGE)
    start = whole(page) or 0
    if not said or said.upper() in set(Phase):
        phase = Phase(said.upper()) if said else turn.cycle.phase_on(turn.today)
        first = say(_("Resources for *{phase}*"), phase=phase_label(phase))
        return Say(list_card(fitting(phase=phase), first, phase.value, now=phase, start=start))
    known = {tag.casefold(): tag for tag in tags()}
    if tag := known.get(said.casefold()):
        return Say(list_card(fitting(tag=tag), say(_("Resources about *{tag}*"), tag=tag), tag, start=start))
    if found := fitting(words=said):
        return Say(list_card(found, say(_("Resources with “{words}”"), words=clip(said, 60)), said, start=start))
    told = _("I know no resource about “{words}”. A topic from the list finds some.")
    return say_card(Text(say(told, words=clip(said, 60))), _ways(None))


@feature.button("resources.topics", who=EVERYONE, writes=False)
async def topics(turn: Turn, store: YearStore) -> Replies:
    """The list of topics."""
    options = tuple(Option(tag, tag) for tag in tags())
    return ask_form("resources.topic", _("Resources"), Pick("tag", _("About what?"), options), send=_("Show"))


@feature.form("resources.topic", who=EVERYONE, writes=False)
async def topic(turn: Turn, store: YearStore) -> Replies:
    """The resources of the topic that was chosen."""
    tag = turn.required("tag", _("Please choose a topic."))
    if tag not in tags():
        raise Refusal(_("Please choose a topic from the list."), field="tag")
    return Say(list_card(fitting(tag=tag), say(_("Resources about *{tag}*"), tag=tag), tag))


def list_card(found: Sequence[Resource], first: Words, said: str, *, now: Phase | None = None, start: int = 0) -> Card:
    """The resources, each with its link and what it is good for; `said` finds them again on the next page."""
    shelves = pages(found, lambda each: word_count(_line(each)), LONGEST - AROUND)
    at = start if start < len(shelves) else 0
    more = Button(_("More of these"), "resources", f"{said[:100]}{PAGE}{at + 1}") if at + 1 < len(shelves) else None
    return card(
        Title("".join(span.text for span in first)),
        Items(tuple(_line(each) for each in shelves[at])) if shelves[at] else None,
        Text(_("These pages belong to others and are in English. I only link to them.")),
        _ways(now, more),
    )


def _line(resource: Resource) -> Words:
    about = _purposes().get(resource.key, "")
    return linked(resource.title, resource.address) + say(
        _(" ({source}): {about}"), source=resource.source, about=about
    )


def _ways(now: Phase | None, more: Button | None = None) -> Buttons | None:
    others = [Button(phase_label(phase), "resources", phase.value) for phase in Phase if phase is not now]
    return buttons(more, *others[: 3 if more else 4], Button(_("By topic"), "resources.topics"))


def _purposes() -> dict[str, str]:
    """What each is good for, in a line."""
    return {
        "journey": _("how a district organizes, implements and improves SEL, for teams that use those words."),
        "vision": _("from a vision to goals, needs and a plan: the order of the steps."),
        "smartie": _("how to write a goal of several years that includes everybody. Look for its name in the list."),
        "improve": _("which data to plan for, who brings them, and when you look at them."),
        "rubric": _("the full text behind the ratings from 1 to 4."),
        "school-plan": _("the same for a school's team: rate, set goals, name who does what."),
        "document": _("what to write down during the year, and what it is for."),
        "rapid": _("how to try something small before it gets big."),
        "use-data": _("how districts put their SEL data to use. Look for its name in the list."),
        "youth-voice": _("three districts that let students shape decisions."),
        "reflect": _("how to look at results together, with norms and a protocol."),
        "data-lead": _("a calendar for a team's meetings, and the part of a data lead."),
        "act": _("from conclusions to next steps, and to telling people."),
        "communication": _("who has to hear what, how much they decide, and how they can answer."),
        "school-communication": _("a plan of who hears what, for schools."),
        "austin": _("what a district told its public about its SEL work, year by year."),
        "washoe": _("numbers as stories that families and students can read."),
        "washoe-cycle": _("what the year's cycle looks like after many years."),
        "cdi": _("what several large districts learned together."),
        "air": _("an evaluation from outside of what these districts did."),
    }
