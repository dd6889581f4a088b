"""`/sel rate`: the rubric's year by focus area, and when and by whom it is rated."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from handlers.kit.card import Button, Card, Chart, Items, Part, Text, Title, buttons, card
from handlers.kit.card_pages import LONGEST, pages, word_count, words_on
from handlers.kit.declared import Group, Reasons
from handlers.kit.form import Day, Form, Note, Option, Pick, form
from handlers.kit.reply import Ask, Replace, Replies, Say, ask_form, say_card
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn, whole
from handlers.kit.words import Words, clip, count, say, when
from handlers.rate import agree, framework, notifications, own
from handlers.rate.framework import rubric_picture
from handlers.rate.item import item_card, line_of
from handlers.wording.levels import outcome_words, path_words, round_words, sheet_for
from pdsa.cycle import Cycle, Phase
from pdsa.errors import Refusal
from pdsa.people import EVERYONE, LEADS
from pdsa.rubric_progress import RubricSheet, is_rater, key_of, matching_lines
from pdsa.rubric_ratings import OwnRating, RubricLine
from pdsa.text import _, _l, ngettext
from storage.store import YearStore

feature = Feature("rate")

AREAS = 15
"""So many words the names of the focus areas on a page may have."""
ITEM = "item"


NOBODY = "-"


@feature.command(
    "rate",
    help=_l("Rate the rubric, see where each item stands"),
    who=EVERYONE,
    example="Professional Learning",
    label=_l("The rubric"),
    group=Group.THE_PLAN,
    phases={Phase.PLAN: 2, Phase.STUDY: 4, Phase.ACT: 4},
    synonyms="rating ratings rubric level levels framework baseline consensus midyear",
    why=Reasons(
        what=_l("Everybody says from 1 to 4 how far an activity is in place; then the team agrees on one level."),
        why=_l("Where levels differ, people know different things. That talk is worth more than the number."),
        when=_l("At the start, in the middle if you like, and at the end of the year."),
        who=_l("The team. Your own level is yours; only how far apart people are is shown."),
        resource="rubric",
    ),
)
async def show(turn: Turn, store: YearStore) -> Replies:
    """The whole rubric, or the item that is meant."""
    sheet = await sheet_for(turn, store)
    words = turn.words.strip()
    if not words:
        return Say(await overview(sheet, turn, store))
    meant = matching_lines(words, sheet)
    if len(meant) == 1:
        return Say(await item_card(meant[0], sheet, turn, store))
    told = (
        _("“{words}” fits more than one item.")
        if meant
        else _("I know no item like “{words}”. These are on the rubric:")
    )
    return Ask(pick_form(meant or sheet.lines, say(told, words=clip(words, 80))))


@feature.button("rate.page", who=EVERYONE, writes=False)
async def page(turn: Turn, store: YearStore) -> Replies:
    return Replace(await overview(await sheet_for(turn, store), turn, store, whole(turn.value) or 0))


@feature.button("rate.pick", who=EVERYONE, writes=False)
async def pick(turn: Turn, store: YearStore) -> Replies:
    return Ask(pick_form((await sheet_for(turn, store)).lines))


@feature.form("rate.picked", who=EVERYONE, writes=False)
async def picked(turn: Turn, store: YearStore) -> Replies:
    sheet = await sheet_for(turn, store)
    line = line_of(sheet, turn.required(ITEM, _("Choose an item.")), field=ITEM)
    return Say(await item_card(line, sheet, turn, store))


@feature.button("rate.item", who=EVERYONE, writes=False)
async def one(turn: Turn, store: YearStore) -> Replies:
    """One item, from its key."""
    sheet = await sheet_for(turn, store)
    return Say(await item_card(line_of(sheet, turn.value), sheet, turn, store))


@feature.button("rate.chart", who=EVERYONE, writes=False)
async def chart(turn: Turn, store: YearStore) -> Replies:
    """Start, goal and year-end, by focus area."""
    found = await sheet_for(turn, store)
    picture = rubric_picture(found)
    if picture is None:
        raise Refusal(_("There is nothing to draw yet: the team has not agreed on any level. `rate` begins it."))
    return say_card(Chart(picture), Button(_("The whole rubric"), "rate"))


def pick_form(lines: Sequence[RubricLine], told: Words | None = None) -> Form:
    """The choice of one item."""
    options = tuple(Option(key_of(each), each.text) for each in lines)
    return form(
        "rate.picked",
        _("The rubric"),
        Note(told) if told else None,
        Pick(ITEM, _("Which item?"), options),
        send=_("Show"),
    )


async def overview(sheet: RubricSheet, turn: Turn, store: YearStore, at: int = 0) -> Card:
    """A page of the rubric, what is asked now, and what can be done."""
    votes = await store.rubric.votes() if sheet.part and is_rater(turn.person) else []
    above = (
        Title(_("The rubric, {year}").format(year=sheet.cycle.label)),
        Text(_now(sheet, turn)),
        *_mine(sheet, votes, turn),
    )
    all_pages = pages(sheet.lines, lambda each: word_count(_line(each)), LONGEST - AREAS - words_on(above))
    at = min(max(at, 0), len(all_pages) - 1)
    shown = all_pages[at]
    others = len(await store.cycles.all(most=2)) > 1
    rates = is_rater(turn.person) and bool(sheet.open_for(votes, turn.person.id))
    return card(
        *above,
        *_areas(shown, sheet),
        buttons(
            Button(_("Rate it"), "rate.own", main=True) if rates else None,
            Button(_("Agree on levels"), "rate.agree") if sheet.records(turn.person) and sheet.open else None,
            Button(_("One item"), "rate.pick"),
            Button(_("Chart"), "rate.chart") if rubric_picture(sheet) else None,
            Button(_("Beside another year"), "rate.compare") if others else None,
        ),
        buttons(
            Button(_("The framework"), "rate.framework"),
            Button(_("Mid-year rating"), "rate.midyear") if turn.person.is_lead else None,
            Button(_("Who records"), "rate.recorder") if turn.person.is_lead else None,
            Button(_("Back"), "rate.page", str(at - 1)) if at else None,
            Button(_("More items"), "rate.page", str(at + 1)) if at + 1 < len(all_pages) else None,
            Button(_("Why?"), "why", "rate") if not (at and turn.person.is_lead) else None,
        ),
    )


def _now(sheet: RubricSheet, turn: Turn) -> Words | str:
    """What the rubric is, and what the day asks of it."""
    if sheet.part is not None and (n := len(sheet.open)):
        asks = count("{n} item has no agreed level yet", "{n} items have no agreed level yet", n)
        return say(
            _("Each item has a level from 1 (not begun) to 4 (fully in place). Now it is about *{about}*: {asks}."),
            about=round_words(sheet.part),
            asks=asks,
        )
    sentences = [_("Each item has a level from 1 (not begun) to 4 (fully in place). Nothing waits now.")]
    if sheet.cycle.midyear and turn.today < sheet.cycle.midyear:
        sentences.append(_("Mid-year levels are asked from {day} on.").format(day=when(sheet.cycle.midyear)))
    if turn.today < sheet.cycle.phases.study:
        sentences.append(
            _("Year-end levels are asked from {day} on.").format(day=when(sheet.cycle.school_span_of(Phase.STUDY)[0]))
        )
    return " ".join(sentences)


def _mine(sheet: RubricSheet, votes: Sequence[OwnRating], turn: Turn) -> Iterator[Part]:
    """One's own part in it, and how many have given theirs; never who, and never which."""
    if sheet.part is None or not sheet.open or not is_rater(turn.person):
        return
    left = len(sheet.open_for(votes, turn.person.id))
    open_ones, moments = {line.text for line in sheet.open}, {each for line in sheet.open for each in sheet.wants(line)}
    raters = len({vote.member for vote in votes if vote.activity in open_ones and vote.moment in moments})
    if left:
        mine = ngettext("{n} item waits for your own level.", "{n} items wait for your own level.", left)
    else:
        mine = _("You have rated all of them.")
    sentences = [mine.format(n=left)]
    if raters:
        sentences.append(count("{n} person has given levels so far.", "{n} people have given levels so far.", raters))
    yield Text(" ".join(sentences))


def _areas(shown: Sequence[RubricLine], found: RubricSheet) -> Iterator[Part]:
    """The items by focus area, each with its year in a line."""
    for area, lines in groupby(shown, key=lambda each: each.area):
        known = found.framework.area(area)
        stage = f" ({known.stage})" if known and known.stage else ""
        name = area or _("What the framework does not have")
        yield Text(say(_("*{area}*{stage}"), area=name, stage=stage))
        yield Items(tuple(_line(each) for each in lines))


def _line(line: RubricLine) -> Words:
    path, outcome = path_words(line.rating), outcome_words(line.rating)
    if not path:
        return say(_("{item}: not rated yet"), item=clip(line.text, 75))
    words = say(_("*{item}*: {path}"), item=clip(line.text, 75), path=path)
    return (*words, *say(" ({outcome})", outcome=outcome)) if outcome else words


@feature.button("rate.midyear", who=LEADS, writes=False)
async def open_midyear(turn: Turn, store: YearStore) -> Replies:
    told = say(
        _(
            "If you like, the team rates the rubric once more in the middle of the year. From this day on everybody on "
            "the district's team is asked once. It has to be in DO, from {first} to {last}. Without a day nobody is "
            "asked."
        ),
        first=when(turn.cycle.school_span_of(Phase.DO)[0], turn.today),
        last=when(turn.cycle.school_span_of(Phase.DO)[1], turn.today),
    )
    return ask_form(
        "rate.midyear.keep",
        _("Mid-year rating"),
        Note(told),
        Day("midyear", _("From which day on?"), turn.cycle.midyear),
        about=turn.cycle.label,
    )


@feature.form("rate.midyear.keep", who=LEADS, now=open_midyear)
async def keep_midyear(turn: Turn, store: YearStore) -> Replies:
    day = midyear_day(turn, turn.cycle)
    await store.cycles.put(replace(turn.cycle, midyear=day))
    told = _("Kept: there is no mid-year rating.")
    if day is not None:
        told = _("Kept: the mid-year rating is asked from {day} on.").format(day=when(day, turn.today))
    return say_card(Text(told), Button(_("The whole rubric"), "rate"))


def midyear_day(turn: Turn, cycle: Cycle) -> date | None:
    """The day that was chosen: one of DO. Raises Refusal."""
    day = turn.day("midyear")
    if day is not None and not cycle.phases.do <= day < cycle.phases.study:
        told = _("Choose a day of DO, from {first} to the day before {last}.")
        first, last = when(cycle.phases.do, turn.today), when(cycle.phases.study, turn.today)
        raise Refusal(told.format(first=first, last=last), field="midyear")
    return day


@feature.button("rate.recorder", who=LEADS, writes=False)
async def open_recorder(turn: Turn, store: YearStore) -> Replies:
    people = [each for each in await store.people.all() if is_rater(each) and not each.is_lead]
    chosen = await store.rubric.recorder()
    options = (Option(NOBODY, _("Leads only")), *(Option(str(each.id), each.name) for each in people))
    return ask_form(
        "rate.recorder.keep",
        _("Who records"),
        Note(_("Leads record what the team agrees on. You can name one more person who does.")),
        Pick("who", _("Who else?"), options, chosen=str(chosen) if chosen else NOBODY),
        about=store.rubric.about,
    )


@feature.form("rate.recorder.keep", who=LEADS, now=open_recorder)
async def keep_recorder(turn: Turn, store: YearStore) -> Replies:
    chosen = turn.required("who", _("Choose one."))
    number = whole(chosen)
    recorder = next((each for each in await store.people.all() if each.id == number and is_rater(each)), None)
    if chosen != NOBODY and recorder is None:
        raise Refusal(_("Choose somebody of the district's team."), field="who")
    await store.rubric.name_recorder(recorder.id if recorder else None)
    told = say(_("Kept: leads record what the team agrees on."))
    if recorder:
        told = say(_("Kept: *{name}* records what the team agrees on, as leads do."), name=recorder.name)
    return say_card(Text(told), Button(_("The whole rubric"), "rate"))


feature.include(agree.router, framework.router, notifications.router, own.router)
