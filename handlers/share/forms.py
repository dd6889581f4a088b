"""The forms of a communication plan: a line, and the look back at whether it worked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.kit.form import Day, Form, Line, Note, Option, Pick, form
from handlers.kit.turn import Turn, whole
from handlers.kit.words import clip, say
from pdsa.communication_plan import MOST_POINTS, SCALE, Audience, Worked
from pdsa.errors import Refusal
from pdsa.people import Member
from pdsa.text import _
from storage.communication_plans import trail_of

NOBODY = "-"
OTHER = "-"
TOOL = "https://schoolguide.casel.org/focus-area-1a/communication-planning/"
"""The guidance's own tool for communication planning (domain.md 3.3)."""


def suggestions() -> tuple[str, ...]:
    """Audiences that a school or district may have (domain.md 3.3), in our own words."""
    return (
        _("Families"),
        _("Students"),
        _("Teachers, counselors and staff"),
        _("Principals"),
        _("District administrators"),
        _("Board members"),
        _("Community organizations"),
        _("Early education and after-school programs"),
        _("Researchers"),
        _("Local businesses"),
        _("Law enforcement"),
    )


def weight_words(name: str) -> dict[int, str]:
    """What 1 to 3 mean for an audience's influence or interest."""
    if name == "influence":
        return {1: _("1: little say in it"), 2: _("2: some say"), 3: _("3: it depends on them")}
    return {1: _("1: seldom asks"), 2: _("2: likes to know"), 3: _("3: it concerns them closely")}


def line_form(audience: Audience, people: Sequence[Member], today: date) -> Form:
    """One line of the plan. A new one has the id 0."""
    senders = (Option(NOBODY, _("Not settled yet")), *(Option(each.email, each.name) for each in people))
    points = (*audience.points, *[""] * MOST_POINTS)[:MOST_POINTS]
    return form(
        "share.keep",
        _("Who hears what"),
        *_who(audience),
        *(_weight(name, label, getattr(audience, name)) for name, label in _weights()),
        Line(
            "statement",
            _("The message in one sentence"),
            audience.statement,
            long=True,
            most=500,
            hint=_("What should they still know next week?"),
        ),
        *(
            Line(f"point{n}", _("Key point {n}").format(n=n), point, most=300, hint=_points_hint(n))
            for n, point in enumerate(points, start=1)
        ),
        Line("format", _("In what form?"), audience.format, most=200, hint=_("A letter, a talk, a page, a meeting...")),
        Line(
            "channel",
            _("How does it get to them?"),
            audience.channel,
            most=200,
            hint=_("E-mail, the family app, an evening..."),
        ),
        Pick("sender", _("Who sends it?"), senders, chosen=audience.sender.lower() or NOBODY),
        Day("day", _("When?"), audience.day),
        Line(
            "answer",
            _("How can they answer?"),
            audience.answer,
            most=300,
            hint=_("It works best when they can answer."),
        ),
        send=_("Keep"),
        carry={"id": str(audience.id)},
        about=trail_of(audience.id) if audience.id else "",
    )


def _weights() -> tuple[tuple[str, str], ...]:
    return ("influence", _("How much do they influence it?")), ("interest", _("How much does it interest them?"))


def _points_hint(n: int) -> str:
    return _("Up to three: what supports the message.") if n == 1 else ""


def _who(audience: Audience) -> tuple[Note | Pick | Line, ...]:
    suggested = suggestions()
    chosen = audience.audience if audience.audience in suggested else (OTHER if audience.audience else None)
    options = (*(Option(each, each) for each in suggested), Option(OTHER, _("Somebody else")))
    other = "" if audience.audience in suggested else audience.audience
    return (
        Pick("audience", _("Whom do you tell?"), options, chosen=chosen),
        Line("other", _("Or in your own words"), other, most=150),
    )


def _weight(name: str, label: str, chosen: int) -> Pick:
    options = tuple(Option(str(n), words) for n, words in weight_words(name).items())
    return Pick(name, label, options, chosen=str(chosen), few=True)


def line_from(turn: Turn, old: Audience, senders: Sequence[Member]) -> Audience:
    """The line as answered. Raises Refusal under the field that will not do."""
    other, picked = turn.text("other"), turn.text("audience")
    name = other or ("" if picked == OTHER else picked)
    if not name:
        raise Refusal(_("Choose whom you tell, or write it in your own words."), field="other")
    sender = turn.text("sender")
    if sender not in ("", NOBODY, old.sender) and sender not in {each.email for each in senders}:
        raise Refusal(_("They are not in your team any more: choose somebody else."), field="sender")
    return replace(
        old,
        audience=clip(name, 150),
        influence=_level(turn, "influence"),
        interest=_level(turn, "interest"),
        statement=turn.text("statement"),
        points=tuple(text for n in range(1, MOST_POINTS + 1) if (text := turn.text(f"point{n}"))),
        format=turn.text("format"),
        channel=turn.text("channel"),
        sender="" if sender == NOBODY else sender,
        day=turn.day("day"),
        answer=turn.text("answer"),
    )


def _level(turn: Turn, name: str) -> int:
    level = whole(turn.text(name))
    if level not in SCALE:
        raise Refusal(_("Choose one of the three."), field=name)
    return level


def review_form(audience: Audience) -> Form:
    """Whether it worked, and what to change."""
    options = tuple(Option(each.value, worked_words(each)) for each in Worked)
    asked = say(_("*{audience}*: “{statement}”"), audience=audience.audience, statement=clip(audience.statement, 300))
    return form(
        "share.reviewed",
        _("Did it work?"),
        Note(asked if audience.statement else say("*{audience}*", audience=audience.audience)),
        Pick(
            "worked",
            _("Did they get it, and answer?"),
            options,
            chosen=audience.worked.value if audience.worked else None,
            few=True,
        ),
        Line("review", _("What would you change next time?"), audience.review, long=True, most=1000),
        send=_("Keep"),
        carry={"id": str(audience.id)},
        about=trail_of(audience.id) if audience.id else "",
    )


def worked_words(worked: Worked) -> str:
    """An answer as people say it."""
    return {Worked.YES: _("Yes"), Worked.PARTLY: _("Partly"), Worked.NO: _("No")}[worked]
