"""Help and plain words, the home tab, and asking the leads for what only they can do."""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers.help import free_text, guide, typed_replies
from handlers.help.guide import guest_card, important, rows, where_we_are
from handlers.kit.card import Button, Buttons, Card, Items, Part, Quote, Text, Title, card
from handlers.kit.card_pages import LONGEST, at_first, words_on
from handlers.kit.declared import ASK
from handlers.kit.form import Line, Note
from handlers.kit.reply import Replies, Say, ask_form, say_card
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, clock, join, say, when
from handlers.wording.role_and_team_names import role_name
from handlers.wording.strategy import went_words
from handlers.wording.waiting import Waiting, waiting_for
from pdsa.attention_budget import READ
from pdsa.calendar import ONE_DAY, local_day
from pdsa.chat_outages import Outage
from pdsa.chat_outages import OutagePart as OutageOf
from pdsa.checkin import CheckIn, asked_at, next_question
from pdsa.cycle import Cycle
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.people import EVERYONE, Member
from pdsa.text import _, _l, kept_words, speaking
from storage.notification_states import Draft, Notification
from storage.store import YearStore

feature = Feature("help", ahead=True)

OUTAGES = 2
TOLD_FOR = timedelta(days=7)
"""So long after an outage of the chat leads read of it."""
MORE = 7
"""So many words say that there are more."""
BUTTONS = 10
"""Two rows of words, no more: `help` has all of them."""


ASKED = "asked the leads"
MOST_A_DAY = 5
"""How often somebody may ask in a day; leads are busy people."""
LONGEST_REQUEST = 1000
words = Feature("words")
"""What is typed answers the questions of the year that runs, whatever is prepared beside it."""


@feature.command("home", help=_l("What waits for you, on one page"), who=EVERYONE, early=True, listed=False)
async def show(turn: Turn, store: YearStore) -> Replies:
    if not turn.person.id:
        return Say(await guest_card(turn, store))
    if store.cycle is None:
        setup = Button(_("Set up"), "setup", main=True) if turn.person.is_lead else None
        told = Text(_("There is no plan yet: nobody is asked about anything."))
        return say_card(Title(_("The SEL cycle bot")), told, setup, Button(_("Help"), "help"))
    mine = await store.plans.owned(turn.person.email) if turn.person.prompted else []
    waiting = await waiting_for(store, turn.person, turn.today)
    latest = await store.checkins.latest([each.code for each in mine])
    outages = await store.outages.since(turn.now - TOLD_FOR) if turn.person.is_lead else []
    return Say(home_card(turn, store.cycle, waiting, mine, latest, outages))


def home_card(
    turn: Turn,
    cycle: Cycle,
    waiting: Sequence[Waiting],
    mine: Sequence[Strategy],
    latest: dict[str, CheckIn],
    outages: Sequence[Outage] = (),
) -> Card:
    """The whole page."""
    back = turn.person.back_on(turn.today)
    above: tuple[Part | None, ...] = (
        Title(_("{district}, {year}").format(district=cycle.district or _("Your district"), year=cycle.label)),
        Text(where_we_are(cycle, turn)),
        Text(say(_("You are away until {day}: I ask you nothing before."), day=when(back, turn.today)))
        if back
        else None,
        *(Text(_outage(each, turn)) for each in outages[-OUTAGES:]),
    )
    room = LONGEST - words_on(above)
    waits = _waiting(waiting, turn, room * 2 // 3 if mine else room)
    words = [*important(turn, BUTTONS - 1), *(word for word in turn.open_words if word.name == "help")]
    return card(*above, *waits, *_mine(mine, latest, turn, cycle, room - words_on(waits)), *rows(words))


def _outage(outage: Outage, turn: Turn) -> Words:
    """When the chat, or a part of it, did not work for the bot, and why; for those who can have it mended."""
    began = clock(outage.began_at, turn.zone)
    if outage.ended_at is None:
        template = _("*{what} since {began}*: {why}. What waits for it is sent once it works.")
        return say(template, what=_not_working(outage.part), began=began, why=kept_words(outage.why))
    template = _("*{what} from {began} to {ended}*: {why}. It works again, and what waited is on its way.")
    return say(template, what=_not_working(outage.part), began=began, ended=clock(outage.ended_at, turn.zone),
               why=kept_words(outage.why))  # fmt: skip


def _not_working(part: OutageOf) -> str:
    words = {
        OutageOf.WORKSPACE: _("I could not reach anybody"),
        OutageOf.POSTS: _("I could not post anything"),
        OutageOf.TALKS: _("I could not write to anybody in private"),
        OutageOf.LOOKUPS: _("I could not find people or channels that I had not met"),
        OutageOf.FILES: _("I could not show pictures or files"),
    }
    return words[part]


def _waiting(waiting: Sequence[Waiting], turn: Turn, room: int) -> list[Part]:
    if not waiting:
        return [Text(_("Nothing waits for you."))] if turn.person.prompted else []
    title, more = Text(say(_("*Waiting for you*"))), _("And {n} more: `status` has them all.")
    parts: list[Part] = [title, *_first_of([each.words for each in waiting], more, room - words_on((title,)))]
    row = tuple(
        Button(each.label, each.route, each.value, main=n == 0) for n, each in enumerate(waiting[:5]) if each.label
    )
    return [*parts, Buttons(row)] if row else parts


def _first_of(lines: Sequence[Words], more: str, room: int) -> list[Part]:
    """Some of the lines, as many as have these words, and how many there are besides."""
    shown = at_first(lines, room - MORE)
    left = len(lines) - len(shown)
    return [Items(shown), *([Text(say(more, n=left))] if left else [])]


def _mine(mine: Sequence[Strategy], latest: dict[str, CheckIn], turn: Turn, cycle: Cycle, room: int) -> list[Part]:
    if not mine:
        return []
    lines = [_strategy(each, latest.get(each.code), turn, cycle) for each in mine]
    title = Text(say(_("*Your strategies*")))
    return [title, *_first_of(lines, _("And {n} more: `plan` has them all."), room - words_on((title,)))]


def _strategy(strategy: Strategy, last: CheckIn | None, turn: Turn, cycle: Cycle) -> Words:
    """A strategy, its last word, and when the next question comes."""
    line = say(_("*{title}*"), title=clip(strategy.title, 150))
    if last is not None:
        told = _(": {went} in the week of {day}")
        line += say(told, went=went_words(last.went), day=when(last.week, turn.today))
    elif strategy.start and strategy.start > turn.today:
        line += say(_(": begins {day}"), day=when(strategy.start, turn.today))
    else:
        line += say(_(": no word yet"))
    day = _next_day(strategy, turn, cycle)
    return line + say(_("; next question {day}"), day=when(day, turn.today)) if day else line


def _next_day(strategy: Strategy, turn: Turn, cycle: Cycle) -> date | None:
    """The day of the next question that this person is really asked, if any."""
    if cycle.started_at is None:
        return None
    after = turn.today - ONE_DAY
    while (day := next_question(strategy, after, cycle)) is not None:
        at = asked_at(day, cycle, turn.person)
        if at > turn.now and not turn.person.is_away(day):
            return local_day(at, turn.zone)
        after = day
    return None


@feature.button(ASK, who=EVERYONE, writes=False)
async def ask(turn: Turn, store: YearStore) -> Replies:
    """What the leads are to do: the form."""
    leads = await _asked(turn, store)
    return ask_form(
        "help.ask.send",
        _("Ask the leads"),
        Note(_("Your words go to {names}, with your name.").format(names=join([lead.name for lead in leads]))),
        Line("words", _("What would you like them to do?"), long=True, optional=False, most=LONGEST_REQUEST),
        send=_("Send"),
        carry={"word": _word(turn.value, turn)["word"]},
    )


@feature.form("help.ask.send", who=EVERYONE, running=True)
async def send(turn: Turn, store: YearStore) -> Replies:
    """Pass the words on to each lead."""
    leads = await _asked(turn, store)
    words = turn.required("words", _("Write a sentence, or close this form."))
    before = await store.passed_on.about(_about(turn.person.id))
    zone = turn.cycle.zone
    if sum(local_day(each.at, zone) == local_day(turn.now, zone) for each in before) >= MOST_A_DAY:
        sentence = _("You have asked {n} times today, and the leads have it all. Please ask again tomorrow.")
        raise Refusal(sentence.format(n=MOST_A_DAY), field="words")
    word = _word(turn.carry.get("word", ""), turn)
    await store.passed_on.keep(_about(turn.person.id), turn.person.id, words, **word)
    await store.record(ASKED, _about(turn.person.id), after={"words": words, **word})
    occasion = f"{turn.person.id}:{len(before)}"
    await store.outbox.write(Draft("request", occasion, store.now, lead.id, prompt=False) for lead in leads)
    sentence = _("Your words are on their way to {names}.").format(names=join([lead.name for lead in leads]))
    return say_card(Text(sentence), Quote(words))


async def _asked(turn: Turn, store: YearStore) -> list[Member]:
    """The leads who can be asked. Raises Refusal where there is none, or the bot writes to nobody yet."""
    leads = [lead for lead in await store.people.leads() if lead.id != turn.person.id]
    if not leads:
        raise Refusal(_("There is no other lead in the plan whom I could ask."))
    if turn.cycle.started_at is None:
        names = join([lead.name for lead in leads])
        raise Refusal(_("I write to nobody before a lead has pressed Start. Please ask {names}.").format(names=names))
    return leads


def _word(route: str, turn: Turn) -> dict[str, str]:
    """The word that a route belongs to and what its button says, in English; empty for what is no route of ours."""
    named = (word for word in turn.all_words if word.name == route.partition(".")[0] and word.name != "help")
    with speaking(None):
        return next(({"word": word.name, "label": str(word.label)} for word in named), {"word": "", "label": ""})


def _about(member: int) -> str:
    return f"ask {member}"


@feature.notification("request", READ, about=_l("what somebody asks the leads to do"))
async def request(notification: Notification, store: YearStore) -> Card | None:
    """What somebody asks for, as a lead reads it."""
    member, _colon, number = notification.occasion.partition(":")
    person = await store.people.by_id(int(member))
    requests = await store.passed_on.about(_about(int(member)))
    if person is None or int(number) >= len(requests):
        return None
    words_passed_on = requests[int(number)]
    label = _(words_passed_on.label) or words_passed_on.word.capitalize()
    return card(
        Text(
            say(
                _("{name} ({role}) asks the leads for something:"),
                name=person.name,
                role=role_name(person.role).lower(),
            )
        ),
        Quote(clip(words_passed_on.text, LONGEST_REQUEST)),
        Button(label, words_passed_on.word, main=True) if words_passed_on.word else None,
    )


feature.include(guide.router)
words.include(free_text.router, typed_replies.router)
