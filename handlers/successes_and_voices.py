"""Successes and voices: what is worth celebrating, and what students, families and partners said."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.answers.edit_conflicts import reopened
from handlers.kit.card import Button, Card, Part, Quote, Text, Title, card
from handlers.kit.declared import Group, Reasons
from handlers.kit.form import Day, Form, Line, Note, Option, Pick, Tick, form
from handlers.kit.reply import Ask, Replace, Replies, Say, replace_card
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, count, say, when
from handlers.wording.released_sentences import take_out
from handlers.wording.strategy import matching
from pdsa.cycle import Phase
from pdsa.errors import NotAllowed, Refusal
from pdsa.goals import Strategy
from pdsa.people import PROMPTED, Member
from pdsa.permissions import confirms, in_sight, owns, plan_of
from pdsa.text import _, _l
from pdsa.visible import Reader, reader_of, visible
from pdsa.voice_entries import Speaker, Voice, VoiceKind
from storage.store import YearStore

feature = Feature("voices")
MOST = 2000
SHOWN = 8
NO_STRATEGY = "-"


@feature.command(
    "win",
    help=_l("Tell of a success, small or large"),
    who=PROMPTED,
    example=_l("Two schools joined the visits"),
    own=True,
    label=_l("A success"),
    group=Group.WEEK_BY_WEEK,
    phases={Phase.DO: 2},
    always=6,
    synonyms="success successes celebrate wins",
    why=Reasons(
        what=_l("A success, small or large, in a sentence."),
        why=_l("What works deserves to be seen: it keeps people going, and others can take it up."),
        when=_l("Whenever it happens."),
        who=_l("Anybody on a team."),
        resource="document",
    ),
)
async def win(turn: Turn, store: YearStore) -> Replies:
    return Ask(await _blank(VoiceKind.WIN, turn, store))


@feature.command(
    "voice",
    help=_l("Pass on what students, families or partners said"),
    who=PROMPTED,
    own=True,
    label=_l("A voice"),
    group=Group.WEEK_BY_WEEK,
    phases={Phase.DO: 3, Phase.STUDY: 3},
    always=7,
    synonyms="voices quote feedback",
    why=Reasons(
        what=_l("What students, families or partners said, summed up by you and without names."),
        why=_l("They know things about the work that no staff survey shows, and they are not asked by me."),
        when=_l("After a talk, a session or a survey."),
        who=_l("Anybody on a team; students and families are never messaged."),
        resource="youth-voice",
    ),
)
async def voice(turn: Turn, store: YearStore) -> Replies:
    return Ask(await _blank(VoiceKind.VOICE, turn, store))


async def _blank(kind: VoiceKind, turn: Turn, store: YearStore) -> Form:
    """An empty form. A strategy whose button led here or whose code was typed is chosen; else words begin the text."""
    said = turn.words.strip()
    matches = matching(said, await _strategies(turn, store)) if said else ()
    code = matches[0].code if len(matches) == 1 and matches[0].code.casefold() == said.casefold() else ""
    entry = Voice(kind, turn.today, "" if code else said, turn.person.id, turn.now, strategy=code)
    return await _form(entry, turn, store)


async def _strategies(turn: Turn, store: YearStore) -> list[Strategy]:
    """Those that somebody sees: no other school's own."""
    return [each for each in await store.plans.strategies() if _sees(turn.person, each)]


def _sees(person: Member, strategy: Strategy) -> bool:
    return in_sight(person, strategy.school) or owns(person, strategy)


async def _form(entry: Voice, turn: Turn, store: YearStore) -> Form:
    strategies = await _strategies(turn, store)
    options = (Option(NO_STRATEGY, _("No strategy in particular")), *(Option(s.code, s.title) for s in strategies))
    win = entry.kind is VoiceKind.WIN
    whose = Pick("who", _("Whose voice is it?"), _speakers(), entry.who.value if entry.who else None, few=True)
    summed = _("Sum it up in your own words. Please leave out names: students and families stay unnamed.")
    return form(
        "voices.keep",
        _("A success") if win else _("A voice"),
        None if win else Note(_("I never ask students or families anything. You can bring in what they said.")),
        None if win else whose,
        Line(
            "text",
            _("What went well?") if win else _("What did they say?"),
            entry.text,
            long=True,
            optional=False,
            most=MOST,
            hint=_("A sentence is enough.") if win else summed,
        ),
        Pick("strategy", _("Which strategy is it about?"), options, entry.strategy or NO_STRATEGY, optional=True),
        Day("day", _("When was it?"), entry.day),
        Tick("quotable", _("May be quoted in notes and reports, with my name"), on=entry.quotable),
        send=_("Keep it"),
        carry={"kind": entry.kind.value, "id": str(entry.id)},
        about=str(entry.id) if entry.id else "",
    )


def _speakers() -> tuple[Option, ...]:
    names = {
        Speaker.STUDENTS: _("Students"),
        Speaker.FAMILIES: _("Families"),
        Speaker.PARTNERS: _("Community partners"),
        Speaker.STAFF: _("Staff"),
    }
    return tuple(Option(each.value, name) for each, name in names.items())


@feature.button("voices.change", who=PROMPTED, writes=False)
async def change(turn: Turn, store: YearStore) -> Replies:
    return Ask(await _form(await _mine(whole(turn.value), turn, store), turn, store))


@feature.form("voices.keep", who=PROMPTED, now=reopened(change, "id"))
async def keep(turn: Turn, store: YearStore) -> Replies:
    """Keeps what the form said, new or changed."""
    number = whole(turn.carry.get("id", "")) or 0
    before = await _mine(number, turn, store) if number else None
    kind = before.kind if before else _kind(turn.carry.get("kind", ""))
    text = turn.required("text", _("A sentence is enough: what was it?"))
    day = turn.day("day") or turn.today
    if day > turn.today:
        raise Refusal(_("That day is still to come. Today or an earlier day will do."), field="day")
    who = turn.text("who")
    if kind is VoiceKind.VOICE and who not in set(Speaker):
        raise Refusal(_("Please choose whose voice it is."), field="who")
    kept = Voice(
        kind=kind,
        day=day,
        text=text,
        member=turn.person.id,
        at=turn.now,
        who=Speaker(who) if kind is VoiceKind.VOICE else None,
        strategy=await _code(turn, store),
        quotable=turn.ticked("quotable"),
        id=number,
    )
    entry = await store.voices.put(kept)
    if before is not None and before.quotable:
        await take_out(store)
    return Say(await kept_card(entry, turn, store))


async def _code(turn: Turn, store: YearStore) -> str:
    code = turn.text("strategy")
    found = await store.plans.strategy(code) if code not in ("", NO_STRATEGY) else None
    return found.code if found and _sees(turn.person, found) else ""


async def _mine(number: int | None, turn: Turn, store: YearStore) -> Voice:
    """An entry that this person may change. Raises Refusal."""
    entry = await store.voices.one(number) if number else None
    if entry is None:
        raise Refusal(_("I cannot find that any more. `win` and `voice` keep something new."))
    if entry.member != turn.person.id and not await _leads(entry, turn.person, store):
        raise NotAllowed(_("Only whoever wrote it, or a lead of their plan, can change that."))
    return entry


async def _leads(entry: Voice, person: Member, store: YearStore) -> bool:
    """Whether somebody leads the plan that an entry belongs to, and may read it."""
    strategy = await store.plans.strategy(entry.strategy) if entry.strategy else None
    author = await store.people.by_id(entry.member)
    strategies = (strategy,) if strategy else ()
    about = strategy or Strategy("", "", "", school=plan_of(author) if author else "")
    return confirms(person, about) and bool(visible(entry, reader_of(person, *strategies, author=author)).text)


async def kept_card(entry: Voice, turn: Turn, store: YearStore) -> Card:
    """What was kept, and who gets to read it."""
    strategy = await store.plans.strategy(entry.strategy) if entry.strategy else None
    win = entry.kind is VoiceKind.WIN
    shared = (
        _("It may be quoted: the team's next note can tell of it.")
        if entry.quotable
        else _("You and the leads can read it. Tick “may be quoted” if the team should, too.")
    )
    return card(
        Text(_kept_words(entry, strategy)),
        Quote(entry.text),
        Text(shared),
        Button(_("Change it"), "voices.change", str(entry.id)),
        Button(_("Take it back"), "voices.back", str(entry.id)),
        Button(_("All successes") if win else _("All voices"), "voices.list", f"{entry.kind.value}:0"),
    )


def _kept_words(entry: Voice, strategy: Strategy | None) -> Words:
    if entry.kind is VoiceKind.WIN:
        if strategy:
            return say(_("🎉 Kept, a success of *{strategy}*:"), strategy=strategy.title)
        return say(_("🎉 Kept, a success:"))
    told = {
        Speaker.STUDENTS: _("Kept, as students' voice:"),
        Speaker.FAMILIES: _("Kept, as families' voice:"),
        Speaker.PARTNERS: _("Kept, as partners' voice:"),
        Speaker.STAFF: _("Kept, as staff's voice:"),
    }[entry.who or Speaker.STAFF]
    return say("{told}", told=told) + (say(_(" (about *{strategy}*)"), strategy=strategy.title) if strategy else ())


@feature.button("voices.back", who=PROMPTED)
async def take_back(turn: Turn, store: YearStore) -> Replies:
    """It is not shown any more; it can be put again."""
    entry = await store.voices.put(replace(await _mine(whole(turn.value), turn, store), withdrawn=True))
    await take_out(store)
    words = _("Taken back. It is in no note and no list any more.")
    return replace_card(Text(words), Button(_("Put it back"), "voices.again", str(entry.id)))


@feature.button("voices.again", who=PROMPTED)
async def put_again(turn: Turn, store: YearStore) -> Replies:
    entry = await store.voices.put(replace(await _mine(whole(turn.value), turn, store), withdrawn=False))
    return Replace(await kept_card(entry, turn, store))


@feature.button("voices.list", who=PROMPTED, writes=False)
async def listed(turn: Turn, store: YearStore) -> Replies:
    """The year's successes or voices, the newest first, as far as this person may read them."""
    named, _colon, page = turn.value.partition(":")
    kind = _kind(named)
    found = await store.voices.between(turn.cycle.year.first_day, turn.today, kind)
    return Replace(await list_card(kind, found, whole(page) or 0, turn, store))


def _kind(named: str) -> VoiceKind:
    return VoiceKind(named) if named in set(VoiceKind) else VoiceKind.WIN


async def list_card(kind: VoiceKind, voices: Sequence[Voice], page: int, turn: Turn, store: YearStore) -> Card:
    """One page of them."""
    strategies = {each.code: each for each in await store.plans.strategies(dropped=True)}
    people = await store.people.by_ids({each.member for each in voices})
    titles = {code: each.title for code, each in strategies.items()}
    reader = Reader(turn.person, strategies, people)
    seen = [voice for voice in (visible(each, reader) for each in voices) if voice.text]
    shown = seen[page * SHOWN : (page + 1) * SHOWN]
    parts: list[Part] = [
        Quote(clip(each.text, 600), by=_by(each, people[each.member].name, titles, turn)) for each in shown
    ]
    win, kept_back = kind is VoiceKind.WIN, len(voices) - len(seen)
    empty = _("No success is written down yet this year.") if win else _("No voice is written down yet this year.")
    some = _("{told} can be read by their authors and the leads only.")
    told = count("{n} more", "{n} more", kept_back)
    return card(
        Title(_("Successes of this year") if win else _("Voices of this year")),
        *(parts or [Text(empty)]),
        Text(some.format(told=told)) if kept_back else None,
        Button(_("Newer"), "voices.list", f"{kind.value}:{page - 1}") if page else None,
        Button(_("Older"), "voices.list", f"{kind.value}:{page + 1}") if len(seen) > (page + 1) * SHOWN else None,
        Button(_("Add one"), kind.value, main=True),
    )


def _by(entry: Voice, author: str, titles: dict[str, str], turn: Turn) -> str:
    """Who, about what, when."""
    whose = {each.value: each.label for each in _speakers()}.get(entry.who.value, "") if entry.who else ""
    who = _("{speaker}, told by {author}").format(speaker=whose, author=author) if whose else author
    about = clip(titles.get(entry.strategy, ""), 100)
    day = when(entry.day, turn.today)
    return _("{who}, on {title}, {day}").format(who=who, title=about, day=day) if about else f"{who}, {day}"
