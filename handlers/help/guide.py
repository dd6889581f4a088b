"""`/sel help`: what this person can do now, in this phase, with an example for each word."""

from collections.abc import Sequence

from handlers.kit.card import Button, Buttons, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.reply import Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import OpenWord, Turn, whole
from handlers.kit.waiting import Waiting, waiting_for
from handlers.kit.word_buttons import label
from handlers.kit.words import Words, join, say, typed, when
from pdsa.cycle import Cycle, Phase
from pdsa.people import EVERYONE, Role
from pdsa.text import _, _l
from storage.store import Store

router = Router()
PHASE_WORDS = {Phase.PLAN: "plan", Phase.DO: "checkin", Phase.STUDY: "reflect", Phase.ACT: "decide"}
"""The word that each phase is about."""
GROUPS = (
    (_l("The plan"), ("plan", "rate", "chart", "status")),
    (_l("Week by week"), ("checkin", "log", "cycle", "win", "voice", "context")),
    (_l("Looking back and deciding"), ("reflect", "meeting", "decide")),
    (_l("Schools, and those who should know"), ("school", "share", "digest")),
    (_l("For you"), ("away", "snooze", "settings", "history", "export")),
    (_l("Setting it up"), ("setup", "newyear", "file")),
    (_l("Knowing more"), ("why", "resources")),
)
"""What the words are for, and which belong together; a word that no group names stands under the last."""
ROLES = {
    Role.LEAD: ("setup", "log"),
    Role.RESEARCH: ("log",),
    Role.COMMUNICATIONS: ("digest", "share"),
    Role.SCHOOL_LEAD: ("school", "log"),
    Role.SCHOOL_MEMBER: ("school",),
    Role.SUPERVISOR: ("school",),
}
"""What matters most to a role, whatever the phase."""
PHASES = {
    Phase.PLAN: ("plan", "rate", "checkin"),
    Phase.DO: ("checkin", "win", "voice", "cycle", "context"),
    Phase.STUDY: ("reflect", "meeting", "voice", "rate"),
    Phase.ACT: ("decide", "newyear", "share", "rate", "context"),
}
ALWAYS = ("status", "plan", "checkin", "away", "digest", "win", "voice", "resources", "history", "settings")
WAITING_SHOWN = 2
BUTTONS = 8
"""So many buttons has the first card; *All words* is one of them."""
ALL = frozenset({"all", "words", "everything"})


@router.command(
    "help", help=_l("What you can do now, and who can help you"), who=EVERYONE, example="reflect", early=True
)
async def show(turn: Turn, store: Store) -> Replies:
    if not turn.person.id:
        return Say(await guest_card(turn, store))
    asked = turn.words.strip().casefold().split(" ")[0].replace("-", "")
    if asked in ALL:
        return Say(all_words_card(turn))
    for word in turn.open_words:
        if asked and word.name == asked and word.name != "help":
            return Say(word_card(word))
    waiting = await waiting_for(store, turn.person, turn.today)
    return Say(guide_card(turn, waiting, await leads(store, turn)))


async def leads(store: Store, turn: Turn) -> str:
    """The other leads, as people list them; empty where there are none."""
    return join([each.name for each in await store.people.leads() if each.id != turn.person.id])


@router.button("help.words", who=EVERYONE, writes=False, early=True)
async def words(turn: Turn, store: Store) -> Replies:
    """All words, or what those of one group are for; to a guest, who can add them."""
    if not turn.person.id:
        return Say(await guest_card(turn, store))
    word_groups = groups(turn)
    number = whole(turn.value)
    if number is None or number >= len(word_groups):
        return Say(all_words_card(turn))
    title, of_group = word_groups[number]
    more = buttons(Button(_("All words"), "help.words"))
    lines = Items(tuple(_line(word) for word in of_group))
    return Say(card(Text(say("*{title}*", title=title)), lines, *rows(of_group), more))


def guide_card(turn: Turn, waiting: Sequence[Waiting], others: str) -> Card:
    """What can be done now: what waits first, then the words that matter most, and the way to all others."""
    shown = waiting[:WAITING_SHOWN]
    left = BUTTONS - 1 - sum(bool(each.label) for each in shown)
    return card(
        Title(_("What you can do now")),
        Text(where_we_are(turn.setting, turn)),
        *waiting_parts(shown),
        Text(say(_("Press a button, or write its word to me, or after `/sel` in any conversation."))),
        *rows(important(turn, left), Button(_("All words"), "help.words")),
        Text(
            _("You can also just write to me: after a question of mine it is your answer; else I keep nothing of it.")
        ),
        Text(_reach(turn, others)),
    )


def all_words_card(turn: Turn) -> Card:
    """The words in their groups; a button tells what those of a group are for."""
    word_groups = groups(turn)
    lines = (say(_("*{title}*: {words}"), title=title, words=_listed(of_group)) for title, of_group in word_groups)
    row = [Button(title, "help.words", str(number)) for number, (title, _of_group) in enumerate(word_groups)]
    return card(
        Title(_("All words")),
        Items(tuple(lines)) if word_groups else None,
        Text(say(_("A button says what its words are for; so does `help` with a word behind it."))),
        *in_rows(row),
    )


def _listed(words: Sequence[OpenWord]) -> Words:
    names: Words = ()
    for word in words:
        names += (say(", ") if names else ()) + typed(word.name)
    return names


def groups(turn: Turn) -> list[tuple[str, list[OpenWord]]]:
    """The words that this person may use by what they are for, the group of the phase we are in first."""
    named = {name for _title, names in GROUPS for name in names} | {"help"}
    left = tuple(word.name for word in turn.open_words if word.name not in named)
    first = phase_word(turn)
    word_groups = []
    for title, names in sorted(GROUPS, key=lambda group: first not in group[1]):
        of_group = (*names, *left) if names == GROUPS[-1][1] else names
        if known := [word for name in of_group for word in turn.open_words if word.name == name]:
            word_groups.append((str(title), known))
    return word_groups


def important(turn: Turn, most: int) -> list[OpenWord]:
    """The words that matter to this person in this phase."""
    phase = turn.setting.phase_on(turn.today) if turn.setting else Phase.PLAN
    open_words = {word.name: word for word in turn.open_words}
    wanted = dict.fromkeys((*PHASES[phase][:2], *ROLES.get(turn.person.role, ()), *PHASES[phase], *ALWAYS))
    return [open_words[name] for name in wanted if name in open_words][:most]


def phase_word(turn: Turn) -> str:
    """The word that is asked for now."""
    return PHASE_WORDS[turn.setting.phase_on(turn.today)] if turn.setting else "setup"


def rows(words: Sequence[OpenWord], *more: Button) -> list[Part]:
    """A button for each word, and those that come after."""
    return in_rows([*(Button(label(word.name), word.name) for word in words), *more])


def in_rows(row: Sequence[Button]) -> list[Part]:
    """Buttons, at most five in a row."""
    return [Buttons(tuple(row[start : start + 5])) for start in range(0, len(row), 5)]


def _line(word: OpenWord) -> Words:
    if word.example:
        told = _("*{word}*: {help} (for example {example})")
        return say(told, word=word.name, help=word.help, example=typed(f"{word.name} {word.example}"))
    return say(_("*{word}*: {help}"), word=word.name, help=word.help)


def in_order(words: Sequence[OpenWord], turn: Turn) -> list[OpenWord]:
    """The words, that of the phase we are in first."""
    first = phase_word(turn)
    return sorted(words, key=lambda each: each.name != first)


def where_we_are(cycle: Cycle | None, turn: Turn) -> Words:
    """Where the year stands, in a sentence."""
    if cycle is None:
        return say(_("There is no plan yet. `setup` begins one."))
    if cycle.started_at is None:
        template = _("The plan for {year} is here, and not started yet.")
        return say(template, year=cycle.label)
    if turn.today < cycle.year.first_day:
        return say(_("The school year begins on {day}."), day=when(cycle.year.first_day, turn.today))
    if turn.today > cycle.year.last_day:
        return say(_("The school year ended on {day}."), day=when(cycle.year.last_day, turn.today))
    phase = cycle.phase_on(turn.today)
    about = {
        Phase.PLAN: _("We settle goals, strategies and what we expect of them"),
        Phase.DO: _("We do what we planned, and say as we go how it went"),
        Phase.STUDY: _("We look at what happened, and learn from it"),
        Phase.ACT: _("We decide how each strategy goes on"),
    }[phase]
    template = _("*{phase}*: {about}, until {day}.")
    return say(
        template,
        phase=phase.value,
        about=about[0].lower() + about[1:],
        day=when(cycle.school_span_of(phase)[1], turn.today),
    )


def waiting_parts(waiting: Sequence[Waiting]) -> list[Part]:
    """What waits, each with its button; nothing where nothing does."""
    if not waiting:
        return []
    parts: list[Part] = [Text(say(_("*Waiting for you*"))), Items(tuple(each.words for each in waiting))]
    row = buttons(*(Button(each.label, each.route, each.value) for each in waiting[:5] if each.label))
    return [*parts, row] if row else parts


def _reach(turn: Turn, others: str) -> Words:
    if others:
        return say(_("Questions a word can't answer: {leads} can help."), leads=others)
    if turn.person.is_lead:
        return say(_("You are the only lead so far. `setup` lets you name another one, so that one can be ill."))
    return say(_("There is no lead in the plan yet: ask whoever set me up."))


def word_card(word: OpenWord) -> Card:
    """One word explained."""
    example = say(_("For example: {example}"), example=typed(f"{word.name} {word.example}"))
    return card(
        Text(say(_("*{word}*: {help}"), word=word.name, help=word.help)),
        Text(example) if word.example else None,
        buttons(Button(label(word.name), word.name, main=True), Button(_("Why?"), "why", word.name)),
    )


async def guest_card(turn: Turn, store: Store) -> Card:
    """For somebody who is in no plan: what this is, and who can add them."""
    names = join([each.name for each in await store.people.leads()])
    told = _("I walk a school district's team through its year of social and emotional learning (SEL).")
    if turn.setting and turn.setting.district:
        told = _("I walk {district}'s team through its year of social and emotional learning (SEL).")
    who = turn.person.email or _("your account (it shows me no e-mail)")
    how = _("I do not find {who} in the plan. {leads} can add you with `setup`.")
    if not names:
        how = _(
            "I do not find {who} in the plan, and nobody has set me up yet. Whoever installed me names the first lead."
        )
    district = turn.setting.district if turn.setting else ""
    return card(Text(say(told, district=district)), Text(say(how, who=who, leads=names)))
