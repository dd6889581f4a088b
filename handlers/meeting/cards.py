"""How the meeting goes, and what it looks like in chat: its days, what is concluded, and the ways on."""

from dataclasses import dataclass
from datetime import date

from handlers.kit.card import Button, Card, Items, Part, Text, Title, buttons, card
from handlers.kit.words import Words, clip, count, say, when
from handlers.meeting.facts import Conclusions, YearConclusions
from handlers.wording.record_quality import score_words
from handlers.wording.strategy import listed, path_name
from pdsa.goals import Strategy
from pdsa.meetings import Meeting, Meetings, waits_until
from pdsa.people import Member
from pdsa.text import _, ngettext

NAMED = 2
PROPOSED = 2
AT_ONCE = 3
"""So many strategies without a conclusion have a button of their own."""


@dataclass(frozen=True)
class Step:
    """A part of the agenda. `prompts` are read out."""

    minutes: int
    name: str
    what: str
    prompts: tuple[str, ...] = ()


def purpose() -> str:
    """Said each time that data are looked at: candid answers need it."""
    return _(
        "We look at these data to do our work better. They are never used to evaluate staff, students or a school."
    )


def norms() -> tuple[str, ...]:
    """What everybody agrees to at the start."""
    return (
        _("We speak about the work, not about people."),
        _("We say what we see before we say what it means."),
        _("Everybody speaks once before anybody speaks twice."),
        _("“I don't know” is a good answer. A prediction that did not hold teaches as much as one that did."),
        _("No student is named, and nobody guesses who stands behind a small number."),
    )


def steps() -> tuple[Step, ...]:
    """The protocol's steps, in their order."""
    return (
        Step(
            15,
            _("Describe"),
            _("What do we see? Only what stands on the pages; no reasons yet."),
            (
                _("What went as predicted, and what did not?"),
                _("Which number surprises you?"),
                _("Where do the weeks change?"),
            ),
        ),
        Step(
            15,
            _("Interpret"),
            _("What may it mean? For each finding at least two readings."),
            (
                _("What else could explain it?"),
                _("Do answers differ between groups or schools, as far as groups are large enough to show?"),
                _("Whom do these data leave out? Whose voice would change what we say?"),
            ),
        ),
        Step(
            15,
            _("Implications"),
            _("What follows for next year? The decision itself comes after, in chat."),
            (
                _("What do we keep, and what does it need to last?"),
                _("What do we change, and what would we predict then?"),
                _("What do we still need to find out, and from whom?"),
            ),
        ),
        Step(
            5,
            _("Look at how we worked"),
            _("What helped us to see, and what do we do differently next time?"),
        ),
    )


def agenda() -> tuple[Step, ...]:
    """The whole meeting, an hour and a quarter."""
    return (
        Step(5, _("Welcome"), _("Read the purpose out. Agree on the norms. Somebody keeps the time, somebody writes.")),
        Step(15, _("Read"), _("Everybody reads alone; in pairs, two or three strategies each.")),
        *steps(),
        Step(5, _("Close"), _("Who puts which notes into the chat, and until when? Thank each other.")),
    )


def meeting_card(
    year: YearConclusions, reader: Member, first: Words | str | None = None, *, schools: bool = False
) -> Card:
    """Everything about the meeting, for somebody of the team. `schools` offers a session of several schools."""
    lead = reader.is_lead
    unset = lead and year.days.reflection is None
    # for a school's team: only the district's meeting has its day here
    own_day = _("Your school's team chooses its own day. The document has your school's strategies.")
    return card(
        Title(_("The data-reflection meeting")),
        Text(first) if first else None,
        Text(own_day if year.school else days_words(year.days, year.today, lead=lead)),
        Text(purpose()),
        *_conclusions(year),
        *_proposed(year),
        buttons(
            Button(_("Set the days"), "meeting.days", main=True) if unset else None,
            Button(_("Get the document"), "meeting.paper", main=not unset),
            Button(_("Change the days"), "meeting.days") if lead and not unset else None,
            Button(_("What was concluded"), "meeting.concluded") if year.reflections else None,
            Button(_("Schools together"), "meeting.schools") if schools else None,
            Button(_("Why?"), "why", "meeting"),
        ),
        *(buttons(_reflect(each)) for each in year.open[:AT_ONCE]),
    )


def _reflect(strategy: Strategy) -> Button:
    return Button(clip(_("Reflect: {title}").format(title=strategy.title), 70), "reflect", strategy.code)


def days_words(days: Meetings, today: date, *, lead: bool) -> Words:
    """When the meetings are; who can say so where that is open."""
    if days.reflection is None:
        template = _("It has no day yet.") if lead else _("It has no day yet: a lead sets it.")
        return say(template)
    day = when(days.reflection, today)
    template = _("It was on *{day}*.") if days.reflection < today else _("It is on *{day}*.")
    words = say(template, day=day)
    if days.planning is None:
        return words + say(_(" The same meeting plans the next year, too."))
    template = _(" Planning is a meeting of its own, on *{day}*. The conclusions go round on the working day before.")
    if days.planning < today:
        template = _(" Planning was a meeting of its own, on *{day}*.")
    return words + say(template, day=when(days.planning, today))


def _conclusions(year: YearConclusions) -> list[Part]:
    """How many strategies have their conclusion, which have none yet, and how the year is written down."""
    tried, open_ = len(year.tried), year.open
    if not tried:
        return [Text(_("No strategy has begun yet, so there is nothing to conclude."))]
    told = _("*{n} of {tried}* strategies that have begun have a conclusion.")
    if not open_:
        told = _("*All {tried}* strategies that have begun have a conclusion.")
    if tried == 1:
        told = _("*{n} of 1* strategy that has begun has a conclusion.")
    words = say(told, n=tried - len(open_), tried=tried)
    if open_:
        names = listed([clip(each.title, 50) for each in open_], NAMED)
        words += say(_(" None yet: {names}."), names=names)
    # What waits for the meeting matters more on a card than how the year is written down; `status` shows that, too.
    return [Text(words)] if year.proposals else [Text(words), Text(score_words(year.written))]


def _proposed(year: YearConclusions) -> list[Part]:
    """What was proposed and waits for the team to look at it."""
    if not year.proposals:
        return []
    lines = [say(_("*{title}*: {path} ({name})"), title=clip(each.title, 40), path=path_name(each.path), name=each.by)
             for each in year.proposals[:PROPOSED]]  # fmt: skip
    left = len(year.proposals) - PROPOSED
    more = [say(_("and {n} more, in the document"), n=left)] if left > 0 else []
    told = _("*Proposed, and not decided yet*")
    if not year.school and waits_until(year.days, year.cycle, year.today):
        told = _("*Proposed, and waiting for the meeting*")
    return [Text(say(told)), Items((*lines, *more))]


def kit_card(year: YearConclusions, reader: Member, *, schools: bool) -> Card:
    """Four weeks before the end of the year, for leads: what is ready, and what is theirs to do."""
    weeks = max(0, (year.cycle.year.last_day - year.today).days // 7)
    left = count("{n} week is left of the school year.", "{n} weeks are left of the school year.", weeks)
    told = _("{left} The document for the meeting is ready: agenda, norms, steps, and a page for each strategy.")
    first = say(told, left=left)
    return meeting_card(year, reader, first, schools=schools)


def invitation_card(kind: Meeting, day: date, year: Conclusions, reader: Member) -> Card:
    """For everybody of the team, a week before: when, what for, and what to look at before."""
    if kind is Meeting.PLANNING:
        template = _(
            "On *{day}* we plan the next year. The conclusions of this one come to you on the working day before."
        )
        return card(Text(say(template, day=when(day, year.today))), Button(_("The meeting"), "meeting"))
    template = _("On *{day}* we look together at what this year's strategies did and taught us. An hour and a quarter.")
    mine = [each for each in year.open if each.owner.casefold() == reader.email.casefold()]
    ask = None
    if mine:
        words = ngettext(
            "One strategy of yours has no conclusion yet. Five minutes before the meeting will do.",
            "{n} strategies of yours have no conclusion yet. Five minutes each before the meeting will do.",
            len(mine),
        )
        ask = Text(words.format(n=len(mine)))
    return card(
        Text(say(template, day=when(day, year.today))),
        Text(purpose()),
        ask,
        Button(_("Read the document"), "meeting.paper", main=not mine),
        *(_reflect(each) for each in mine[:AT_ONCE]),
    )


def moved_card(days: Meetings, kind: Meeting, today: date) -> Card:
    """What an earlier invitation turns into once its day does not hold any more."""
    day = days.day(kind)
    if day is None:
        return card(Text(_("There is no separate meeting for that any more. `meeting` shows the days.")))
    return card(Text(say(_("The meeting has moved to *{day}*."), day=when(day, today))))
