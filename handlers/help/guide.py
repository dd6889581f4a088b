"""`/sel help`: what this person can do now, with an example for each word; and what a word means."""

from collections.abc import Sequence

from handlers.kit.card import Button, Buttons, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.declared import Command, Group, word_button
from handlers.kit.reply import Replies, Say, say_card
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, join, say, typed, when
from handlers.wording.role_and_team_names import phase_label
from handlers.wording.waiting import Waiting, waiting_for
from pdsa.cycle import Cycle, Phase
from pdsa.people import EVERYONE
from pdsa.text import _, _l
from pdsa.typed_sentences import KEPT, asked_about
from pdsa.typed_words import fold, tokens
from storage.store import YearStore

router = Router()
WAITING_SHOWN = 2
BUTTONS = 8
"""So many buttons has the first card; *All words* is one of them."""
ALL = frozenset({"all", "words", "everything"})


LONGEST_QUESTION = 200


@router.command(
    "help",
    help=_l("What you can do now, and who can help you"),
    who=EVERYONE,
    example="reflect",
    early=True,
    label=_l("Help"),
)
async def show(turn: Turn, store: YearStore) -> Replies:
    if not turn.person.id:
        return Say(await guest_card(turn, store))
    wanted = turn.words.strip().casefold().split(" ")[0].replace("-", "")
    if wanted in ALL:
        return Say(all_words_card(turn))
    for word in turn.open_words:
        if wanted and word.name == wanted and word.name != "help":
            return Say(word_card(word))
    waiting = await waiting_for(store, turn.person, turn.today)
    return Say(guide_card(turn, waiting, await leads(store, turn)))


async def leads(store: YearStore, turn: Turn) -> str:
    """The other leads, as people list them; empty where there are none."""
    return join([each.name for each in await store.people.leads() if each.id != turn.person.id])


@router.button("help.words", who=EVERYONE, writes=False, early=True)
async def all_words(turn: Turn, store: YearStore) -> Replies:
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
    return say_card(Text(say("*{title}*", title=title)), lines, *rows(of_group), more)


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


def _listed(all_words: Sequence[Command]) -> Words:
    names: Words = ()
    for word in all_words:
        names += (say(", ") if names else ()) + typed(word.name)
    return names


def groups(turn: Turn) -> list[tuple[str, list[Command]]]:
    """The words that this person may use by what they are for, the group of the phase we are in first."""
    first = phase_word(turn)
    word_groups = []
    for group in sorted(Group, key=lambda group: first is None or group is not first.group):
        if all_words := [word for word in turn.open_words if word.group is group and word.name != "help"]:
            word_groups.append((str(group.value), all_words))
    return word_groups


def important(turn: Turn, most: int) -> list[Command]:
    """The words that matter to this person in this phase: its first two, those of their role, and the others."""
    phase, role = _phase(turn), turn.person.role
    in_phase = sorted((word for word in turn.open_words if phase in word.phases), key=lambda word: word.phases[phase])
    of_role = sorted((word for word in turn.open_words if role in word.roles), key=lambda word: word.roles[role])
    always = sorted((word for word in turn.open_words if word.always), key=lambda word: word.always)
    first_two = [word for word in in_phase if word.phases[phase] <= 2]
    return list({word.name: word for word in (*first_two, *of_role, *in_phase, *always)}.values())[:most]


def phase_word(turn: Turn) -> Command | None:
    """The word that is asked for now, whoever may use it: `setup` as long as there is no plan."""
    phase = _phase(turn)
    first = (word for word in turn.all_words if (word.phases.get(phase) == 1 if turn.setting else word.name == "setup"))
    return next(first, None)


def _phase(turn: Turn) -> Phase:
    return turn.setting.phase_on(turn.today) if turn.setting else Phase.PLAN


def rows(all_words: Sequence[Command], *more: Button) -> list[Part]:
    """A button for each word, and those that come after."""
    return in_rows([*(word_button(word) for word in all_words), *more])


def in_rows(row: Sequence[Button]) -> list[Part]:
    """Buttons, at most five in a row."""
    return [Buttons(tuple(row[start : start + 5])) for start in range(0, len(row), 5)]


def _line(word: Command) -> Words:
    if word.example:
        told = _("*{word}*: {help} (for example {example})")
        return say(told, word=word.name, help=str(word.help), example=typed(f"{word.name} {word.example}"))
    return say(_("*{word}*: {help}"), word=word.name, help=str(word.help))


def in_order(all_words: Sequence[Command], turn: Turn) -> list[Command]:
    """The words, that of the phase we are in first."""
    first = phase_word(turn)
    return sorted(all_words, key=lambda word: first is None or word.name != first.name)


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
        phase=phase_label(phase),
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


def word_card(word: Command) -> Card:
    """One word explained."""
    example = say(_("For example: {example}"), example=typed(f"{word.name} {word.example}"))
    return card(
        Text(say(_("*{word}*: {help}"), word=word.name, help=str(word.help))),
        Text(example) if word.example else None,
        word_button(word, main=True),
        Button(_("Why?"), "why", word.name),
    )


async def guest_card(turn: Turn, store: YearStore) -> Card:
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


def meanings() -> dict[str, tuple[str, str]]:
    """What each term means, and the word of ours that leads on."""
    sel = _(
        "*SEL* is social and emotional learning: how children and grown-ups learn to know their feelings, to get along "
        "with others, and to decide well. Your plan says what the district does for it this year."
    )
    pdsa = _(
        "*PDSA* is Plan, Do, Study, Act: plan what to try and what you expect of it, do it, look at what came of it, "
        "and decide how it goes on. A school year here is one such turn."
    )
    return {
        "sel": (sel, "resources"),
        "social emotional learning": (sel, "resources"),
        "pdsa": (pdsa, "why"),
        "cycle": (pdsa, "why"),
        "pdsa cycle": (pdsa, "why"),
        "phase": (_("A *phase* is a part of the year: plan, do, study or act."), "why"),
        "goal": (_("A *goal* is what the team wants to reach: a level of the rubric, or a number."), "plan"),
        "strategy": (_("A *strategy* is what somebody does for a goal, from a start to an end."), "plan"),
        "prediction": (
            _("A *prediction* is what a strategy's owner expects of it. It stands as it was once the strategy begins."),
            "plan",
        ),
        "logic model": (_("The *logic model* draws what leads to what: from what goes in to what comes out."), "plan"),
        "rubric": (
            _("The *rubric* is a list of what good SEL work needs. The team says how far it is, from 1 to 4."),
            "rate",
        ),
        "check in": (_("A *check-in* is your answer on one strategy for one week: a tap, and a sentence if you like."),
                     "checkin"),
        "reflection": (_("A *reflection* says what happened, and what was learned of a strategy."), "reflect"),
        "decision": (_("A *decision* says how a strategy or goal goes on. A lead confirms it."), "decide"),
        "digest": (_("A *digest* is what a channel gets to read: each week, each month, at the year's end."), "status"),
        "measure": (_("A *measure* is a number that is taken again and again, so that one sees it change."), "chart"),
        "small cycle": (_("A *small cycle* is a short try in a strategy: what you expect, what came of it."), "cycle"),
        "latest": (_("The *latest* is a measure's newest number: it is held against the goal."), "chart"),
        "typical": (_("The *typical* number is the one in the middle: half of all are above it, half below."), "chart"),
        "run chart": (_("A *run chart* shows a number over time, with the middle of all of them as a line."), "chart"),
        "median": (_("The *median* is the number in the middle: half of all are above it, half below."), "chart"),
    }  # fmt: skip


def meaning(word: str) -> tuple[str, str] | None:
    """What a term means, and the word of ours that leads on; None where we do not know it."""
    known = {fold(name): found for name, found in meanings().items()}
    name = fold(word)
    return known.get(name) or known.get(name.removesuffix("s")) or known.get(name.removesuffix("ies") + "y")


def meaning_card(word: str, turn: Turn) -> Card | None:
    """The answer to "what is ...?"; None where we have none."""
    explanation = meaning(word)
    if explanation is None:
        return None
    told, way = explanation
    ways = (word for word in turn.open_words if word.name in (way, "help"))
    return card(Text(say(told)), *(word_button(word) for word in ways))


def told_to_anybody(text: str) -> Card | None:
    """The answer to somebody who is not in the plan; None where they ask something else."""
    if len(text) > LONGEST_QUESTION:
        return None
    if KEPT.search(" ".join(each.folded for each in tokens(text))):
        return card(
            Text(
                _(
                    "You are not in the plan, so I keep nothing of what you write to me. What somebody wrote while "
                    "they were in it, a lead can delete."
                )
            )
        )
    found = meaning(term) if (term := asked_about(text)) else None
    return card(Text(say(found[0]))) if found else None
