"""The routes of the weekly question: the word, the taps, the notes, and what the clock sends."""

from dataclasses import replace

from handlers.answers.edit_conflicts import filled
from handlers.checkin import keeping, notifications, typed
from handlers.checkin.cards import kept_card, nudge_card, question_card, rarer_card
from handlers.checkin.forms import (
    AUTHOR,
    NOTE,
    QUIETLY,
    SHAPE,
    TEXTS,
    FormShape,
    answer_form,
    author_of,
    choose_form,
    typed_before,
)
from handlers.checkin.keeping import filled_in, keep, pressed_notification, tapped
from handlers.checkin.week_question import WeekQuestion, answerable, day_of, notification_key, nowhere, to_answer
from handlers.kit.card import Button, Card, Text, buttons, card
from handlers.kit.declared import Group, Reasons
from handlers.kit.reply import Ask, Nothing, Replace, Replies, Say, say_card
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, say, when
from handlers.wording.waiting import missing_words
from pdsa.cadence import Often
from pdsa.checkin import next_question
from pdsa.cycle import Phase
from pdsa.errors import Refusal
from pdsa.people import LEADING, PROMPTED
from pdsa.permissions import helpers, owns
from pdsa.text import _, _l
from storage.store import YearStore

feature = Feature("checkin")
feature.include(notifications.router, keeping.router, typed.router)
RARER = (Often.FORTNIGHTLY, Often.MONTHLY, Often.TERMLY, Often.PAUSED)


@feature.command(
    "checkin",
    help=_l("Say how a strategy of yours went this week"),
    who=PROMPTED,
    example="S3",
    label=_l("Check in"),
    group=Group.WEEK_BY_WEEK,
    phases={Phase.PLAN: 3, Phase.DO: 1},
    always=3,
    synonyms="check answer update",
    why=Reasons(
        what=_l("One tap a week for each strategy of yours, and a sentence if you have one."),
        why=_l("Small notes on the day are worth more than a long report in June."),
        when=_l("Once a week while your strategy is under way, on school days only."),
        who=_l("Whoever owns the strategy. Answers help the team learn; they are not used to judge anybody."),
        resource="document",
    ),
)
async def checkin(turn: Turn, store: YearStore) -> Replies:
    """A form at once: for the one strategy there is, for the one that was named, else to choose."""
    own, others = await answerable(turn, store)
    wanted = (turn.words or turn.value).strip()
    named = [asked for asked in (*own, *others) if asked.strategy.code.casefold() == wanted.casefold()]
    if named or (len(own) == 1 and not others):
        return await _ask((named or own)[0].value, turn, store)
    if not own and not others:
        instead = buttons(
            Button(_("The plan"), "plan"), Button(_("Tell of a success"), "win"), Button(_("Where we stand"), "status")
        )
        return say_card(Text(await _nothing_to_answer(turn, store)), instead)
    told = _("I know no strategy like “{words}” that can be answered now. These can:").format(words=clip(wanted, 80))
    return Ask(choose_form(own, others, await store.people.names(), told if wanted else ""))


async def _nothing_to_answer(turn: Turn, store: YearStore) -> Words:
    """Why there is no form, and when there will be one."""
    mine = [each for each in await store.plans.strategies() if owns(turn.person, each)]
    if not mine:
        return say(
            _("You own no strategy in this year's plan, so I have nothing to ask you. `plan` shows who owns what.")
        )
    held = [each for each in mine if each.held_up(turn.today)]
    if held:
        template = _(
            "*{strategy}* cannot begin before it has {missing}. Add it with `plan`; then I ask about its weeks."
        )
        return say(template, strategy=held[0].title, missing=missing_words(held[0]))
    coming = [(day, each) for each in mine if (day := next_question(each, turn.today, turn.cycle)) is not None]
    if not coming:
        return say(_("No more questions come this year. What your strategies taught you belongs in `reflect`."))
    day, strategy = min(coming, key=lambda pair: pair[0])
    values = {"strategy": strategy.title, "day": when(day, turn.today)}
    if strategy.start is not None and strategy.start > turn.today:
        template = _("*{strategy}* starts on {start}. I'll ask about it on {day}; until then nothing is due.")
        if day == strategy.start:
            template = _("*{strategy}* starts on {start}. I'll ask about it that day; until then nothing is due.")
        return say(template, start=when(strategy.start, turn.today), **values)
    return say(
        _("There is no question to answer just now. The next one, about *{strategy}*, comes on {day}."), **values
    )


@feature.form("checkin.choose", who=PROMPTED, writes=False)
async def choose(turn: Turn, store: YearStore) -> Replies:
    """One strategy was chosen: its form."""
    return await _ask(turn.required("asked", _("Choose a strategy.")), turn, store)


@feature.button("checkin.edit", who=PROMPTED, writes=False)
async def edit(turn: Turn, store: YearStore) -> Replies:
    """Change what was said."""
    return await _ask(turn.value, turn, store)


@feature.button("checkin.note", who=PROMPTED, writes=False)
async def note(turn: Turn, store: YearStore) -> Replies:
    """Add a sentence to an answer."""
    return await _ask(turn.value, turn, store, FormShape.SENTENCE)


@feature.button("checkin.number", who=PROMPTED, writes=False)
async def number(turn: Turn, store: YearStore) -> Replies:
    """Add the week's number to an answer."""
    return await _ask(turn.value, turn, store, FormShape.NUMBER)


@feature.button("checkin.rest", who=PROMPTED, writes=False)
async def rest(turn: Turn, store: YearStore) -> Replies:
    """All that a short form left out, with what was written into it."""
    question = await to_answer(turn.value, turn, store)
    form = await _ask(turn.value, turn, store, FormShape.REST, quietly=bool(turn.carry.get(QUIETLY)))
    return Ask(filled(form.form, typed_before(question, turn.answers)))


@feature.button("checkin.help", who=PROMPTED, writes=False)
async def ask_for_help(turn: Turn, store: YearStore) -> Replies:
    """Ask the leads for help."""
    return await _ask(turn.value, turn, store, FormShape.HELP)


async def _ask(
    value: str, turn: Turn, store: YearStore, shape: FormShape = FormShape.ALL, *, quietly: bool | None = None
) -> Ask:
    question = await to_answer(value, turn, store)
    leading = await store.people.with_roles(LEADING)
    leads = [lead.first_name for lead in helpers(turn.person, question.strategy, leading)]
    if quietly is None:
        pressed = await pressed_notification(turn, store, question.week)
        quietly = pressed == notification_key("checkin", question.week, turn.person.id)
    return Ask(answer_form(question, turn, leads, shape, quietly=quietly))


@feature.button("checkin.tap", who=PROMPTED)
async def tap(turn: Turn, store: YearStore) -> Replies:
    """One tap keeps it, and the question turns into what was said."""
    value, _colon, said = turn.value.rpartition(":")
    question = await to_answer(value, turn, store)
    await keep(question, tapped(question, said, turn), turn, store)
    mine = [each.id for each in question.notes if each.member == turn.person.id]
    below_own_words = mine and await pressed_notification(turn, store, question.week) is None
    if below_own_words:  # there they can go back
        return Replace(typed.kept_card(await to_answer(question.value, turn, store), mine[-1], turn))
    return Replace(await _page_with(question, turn, store))


@feature.button("checkin.rarer", who=PROMPTED)
async def rarer(turn: Turn, store: YearStore) -> Replies:
    """Asked less often from now on, or not at all for a while: the owner's own choice."""
    value, _colon, often = turn.value.rpartition(":")
    question = await to_answer(value, turn, store)
    if often not in {each.value for each in RARER}:
        raise Refusal(nowhere())
    kept = await store.plans.put_strategy(replace(question.strategy, rhythm=often))
    notification = await store.outbox.by_key(notification_key("checkin", question.week, turn.person.id))
    alone = notification is not None and len(notification.about) == 1
    return (Replace if alone else Say)(rarer_card(kept, turn.today))


async def _page_with(question: WeekQuestion, turn: Turn, store: YearStore) -> Card:
    """The page of the weekly message that a strategy stands on, or a page of its own."""
    code = question.strategy.code
    notification = await store.outbox.by_key(notification_key("checkin", question.week, turn.person.id))
    if notification is not None and code in notification.about:
        number = notification.about.index(code) // notifications.A_PAGE
        page = await notifications.page_of(turn.person, question.week, notification.about, number, store)
        if page is not None:
            return page
    return question_card([await to_answer(question.value, turn, store)], turn.person, turn.today)


@feature.button("checkin.more", who=PROMPTED, writes=False)
async def more(turn: Turn, store: YearStore) -> Replies:
    """The next strategies of a week with many."""
    day, _colon, number = turn.value.partition(":")
    week = day_of(day)
    notification = await store.outbox.by_key(notification_key("checkin", week, turn.person.id))
    page = None
    if notification is not None and (page_number := whole(number)) is not None:
        page = await notifications.page_of(turn.person, week, notification.about, page_number, store)
    return Say(page or card(Text(_("Nothing more is asked for that week. `checkin` asks you anew."))))


async def _as_kept(turn: Turn, store: YearStore) -> Replies:
    """The form that was sent, as it reads now."""
    shape = turn.carry.get(SHAPE, "")
    return await _ask(
        turn.carry.get("asked", ""), turn, store, FormShape(shape) if shape in set(FormShape) else FormShape.ALL
    )


@feature.form("checkin.keep", who=PROMPTED, now=_as_kept)
async def kept(turn: Turn, store: YearStore) -> Replies:
    """Keep what a form said; show it, unless the message behind the form does."""
    question = await to_answer(turn.carry.get("asked", ""), turn, store)
    if _answered_meanwhile(question, turn):
        again = (await _ask(question.value, turn, store, FormShape.ALL, quietly=bool(turn.carry.get(QUIETLY)))).form
        return Ask(filled(again, {**typed_before(question, turn.answers), **turn.answers}))
    answer = filled_in(question, turn)
    helpers = await keep(question, answer, turn, store)
    if turn.carry.get(QUIETLY) and helpers != []:
        return Nothing()
    now = await to_answer(question.value, turn, store)
    following = await _following(question, turn, store)
    return Say(kept_card(now, turn.person, turn.today, following=following, helpers=helpers))


def _answered_meanwhile(question: WeekQuestion, turn: Turn) -> bool:
    """Whether somebody else answered while the form lay open, and its words would take the place of theirs."""
    before = turn.carry.get(AUTHOR)
    words = any(turn.text(name) for name in (*TEXTS, NOTE))
    return words and before not in (None, author_of(question)) and not question.is_authors(turn.person)


async def _following(question: WeekQuestion, turn: Turn, store: YearStore) -> WeekQuestion | None:
    """What else has no word yet: the oldest week first, and nothing that is not asked before this."""
    own, _others = await answerable(turn, store)
    latest = max(question.week, turn.today)
    waiting = [each for each in own if each.answer is None and each.value != question.value and each.week <= latest]
    return min(waiting, key=lambda each: each.week, default=None)


@feature.button("checkin.answer", who=PROMPTED, writes=False)
async def answer_now(turn: Turn, store: YearStore) -> Replies:
    """From the reminder: the form of the first strategy that has no word yet."""
    week = day_of(turn.value)
    waiting = await notifications.unanswered(turn.person, week, store)
    if not waiting:
        return Replace(nudge_card([], week, turn.today, skipped=False))
    return await _ask(waiting[0].value, turn, store)


@feature.button("checkin.skip", who=PROMPTED)
async def skip(turn: Turn, store: YearStore) -> Replies:
    """Nothing to say about a week: no reminder, and nothing is missing."""
    week = day_of(turn.value)
    waiting = await notifications.unanswered(turn.person, week, store)
    if waiting:
        await store.checkins.skip(turn.person.id, week)
    return Replace(nudge_card(waiting, week, turn.today, skipped=True))
