"""When and by whom: the day of the mid-year rating, and who records what the team agrees on besides the leads."""

from dataclasses import replace
from datetime import date

from handlers.kit.card import Button, Text, buttons, card
from handlers.kit.form import Day, Note, Option, Pick, form
from handlers.kit.reply import Ask, Replies, Say
from handlers.kit.routes import Router
from handlers.kit.turn import Turn, whole
from handlers.kit.words import say, when
from pdsa.cycle import Cycle, Phase
from pdsa.errors import Refusal
from pdsa.people import LEADS
from pdsa.rubric_sheet import is_rater
from pdsa.text import _
from storage.store import YearStore

router = Router()
NOBODY = "-"


@router.button("rate.midyear", who=LEADS, writes=False)
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
    return Ask(
        form(
            "rate.midyear.keep",
            _("Mid-year rating"),
            Note(told),
            Day("midyear", _("From which day on?"), turn.cycle.midyear),
            send=_("Keep"),
            about=turn.cycle.label,
        )
    )


@router.form("rate.midyear.keep", who=LEADS, now=open_midyear)
async def keep_midyear(turn: Turn, store: YearStore) -> Replies:
    day = midyear_day(turn, turn.cycle)
    await store.cycles.put(replace(turn.cycle, midyear=day))
    told = _("Kept: there is no mid-year rating.")
    if day is not None:
        told = _("Kept: the mid-year rating is asked from {day} on.").format(day=when(day, turn.today))
    return Say(card(Text(told), buttons(Button(_("The whole rubric"), "rate"))))


def midyear_day(turn: Turn, cycle: Cycle) -> date | None:
    """The day that was chosen: one of DO. Raises Refusal."""
    day = turn.day("midyear")
    if day is not None and not cycle.phases.do <= day < cycle.phases.study:
        told = _("Choose a day of DO, from {first} to the day before {last}.")
        first, last = when(cycle.phases.do, turn.today), when(cycle.phases.study, turn.today)
        raise Refusal(told.format(first=first, last=last), field="midyear")
    return day


@router.button("rate.recorder", who=LEADS, writes=False)
async def open_recorder(turn: Turn, store: YearStore) -> Replies:
    people = [each for each in await store.people.all() if is_rater(each) and not each.is_lead]
    chosen = await store.rubric.recorder()
    options = (Option(NOBODY, _("Leads only")), *(Option(str(each.id), each.name) for each in people))
    return Ask(
        form(
            "rate.recorder.keep",
            _("Who records"),
            Note(_("Leads record what the team agrees on. You can name one more person who does.")),
            Pick("who", _("Who else?"), options, chosen=str(chosen) if chosen else NOBODY),
            send=_("Keep"),
            about=store.rubric.about,
        )
    )


@router.form("rate.recorder.keep", who=LEADS, now=open_recorder)
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
    return Say(card(Text(told), buttons(Button(_("The whole rubric"), "rate"))))
