"""A communication plan: how it looks, and the forms for a line and the look back at it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from handlers.kit.card import Button, Card, FactSet, Items, Part, Quote, Text, Title, buttons, card
from handlers.kit.form import Day, Field, Form, Line, Note, Option, Pick, form
from handlers.kit.form_values import opened, read
from handlers.kit.turn import Turn
from handlers.kit.words import Words, as_written, clip, count, join, linked, say, when
from pdsa.calendar import local_day
from pdsa.communication_plan import MOST_POINTS, Audience, Worked, by_weight
from pdsa.errors import Refusal
from pdsa.people import Member
from pdsa.text import _
from storage.communication_plans import trail_of

PAGE = 12


NOBODY = "-"
OTHER = "-"
TOOL = "https://schoolguide.casel.org/focus-area-1a/communication-planning/"
"""The guidance's own tool for communication planning (domain.md 3.3)."""


def plan_card(
    team: str,
    audiences: Sequence[Audience],
    names: Mapping[str, str],
    turn: Turn,
    *,
    edits: bool,
    start: int = 0,
    before: Text | None = None,
    along: str = "",
) -> Card:
    """A team's communication plan, the weightiest audiences first, a page at a time. `before` says which year it is
    where the next one is laid out; `along` is the year into which last year's lines can go on.
    """
    ordered = by_weight(audiences)
    start = start if start < len(ordered) else 0
    shown = ordered[start : start + PAGE]
    left = len(ordered) - start - len(shown)
    empty = _("Nothing is planned yet. A lead of the team begins it; then you can read it here.")
    if edits:
        empty = _("Nothing is planned yet. Who should hear what you do and learn: families, staff, the board?")
    return card(
        Title(_("Who hears what: {team}").format(team=team)),
        before,
        Items(tuple(_line(each, names, turn.today, turn.zone) for each in shown)) if shown else Text(empty),
        Text(say(_("{link}, on paper."), link=linked(_("The guidance's own tool for this"), TOOL))),
        buttons(
            Button(_("Add an audience"), "share.new", main=not ordered) if edits else None,
            Button(_("Open one"), "share.pick") if ordered else None,
            Button(_("Back"), "share.page", str(max(0, start - PAGE))) if start else None,
            Button(_("More"), "share.page", str(start + PAGE)) if left > 0 else None,
            Button(_("Why?"), "why", "share"),
        ),
        buttons(Button(_("Take last year's lines into {year}").format(year=along), "share.along") if along else None),
    )


def _line(audience: Audience, names: Mapping[str, str], today: date, zone: str) -> Words:
    state = state_words(audience, today, zone)
    line = say(_("*{audience}*: {state}"), audience=clip(audience.audience, 100), state=state)
    if audience.statement:
        line += say(_(" “{statement}”"), statement=clip(audience.statement, 140))
    if audience.sender and not audience.sent_at:
        line += say(_(" ({sender})"), sender=clip(names.get(audience.sender, audience.sender), 60))
    return line


def state_words(audience: Audience, today: date, zone: str) -> str:
    """Where a line stands: what it still needs, when it is due, or that it was sent and whether it worked."""
    if audience.sent_at is not None:
        day = when(local_day(audience.sent_at, zone), today)
        if audience.worked is None:
            return _("sent {day}.").format(day=day)
        return _("sent {day}. Did it work? {worked}.").format(day=day, worked=worked_words(audience.worked))
    if audience.missing:
        return _("still needs {missing}.").format(missing=missing_words(audience))
    planned = audience.day or today  # it has one, or would need it still
    told = _("planned for {day}.") if planned >= today else _("was planned for {day}, and not sent yet.")
    return told.format(day=when(planned, today))


def missing_words(audience: Audience) -> str:
    """What a line still needs, as people say it."""
    names = {
        "statement": _("a message"),
        "channel": _("a way to reach them"),
        "sender": _("a sender"),
        "day": _("a date"),
        "answer": _("a way to answer"),
    }
    return join([names[each] for each in audience.missing])


def line_card(
    audience: Audience, names: Mapping[str, str], turn: Turn, *, edits: bool, first: Words | str | None = None
) -> Card:
    """One line in full, with what can be done."""
    return card(
        Text(first) if first else None,
        Title(audience.audience),
        *_message(audience),
        FactSet(_facts(audience, names, turn.today, turn.zone)),
        Text(say(_("Next time: {review}"), review=audience.review)) if audience.review else None,
        Text(_("It has been set aside.")) if audience.dropped else None,
        buttons(*_ways(audience)) if edits else buttons(Button(_("Whom we tell"), "share")),
    )


def _message(audience: Audience) -> Iterator[Part]:
    """What an audience is told: the statement, and the points that support it."""
    if audience.statement:
        yield Quote(audience.statement)
    if audience.points:
        yield Items(tuple(as_written(point) for point in audience.points))


def _facts(audience: Audience, names: Mapping[str, str], today: date, zone: str) -> tuple[tuple[str, Words | str], ...]:
    weights = (
        (_("Influence"), weight_words("influence")[audience.influence].replace(":", ",")),
        (_("Interest"), weight_words("interest")[audience.interest].replace(":", ",")),
    )
    sent = when(local_day(audience.sent_at, zone), today) if audience.sent_at else _("not yet")
    rows = (
        (_("Form"), audience.format),
        (_("How it gets there"), audience.channel),
        (_("Sender"), names.get(audience.sender, audience.sender)),
        (_("Date"), when(audience.day, today) if audience.day else ""),
        (_("How they answer"), audience.answer),
        (_("Sent"), sent),
        (_("Did it work?"), worked_words(audience.worked) if audience.worked else ""),
        (_("Still needs"), "" if audience.sent_at else missing_words(audience)),
    )
    return (*weights, *((name, clip(value, 300)) for name, value in rows if value))


def _ways(audience: Audience) -> tuple[Button | None, ...]:
    number, sent = str(audience.id), audience.sent_at is not None
    if audience.dropped:
        return (Button(_("Take it up again"), "share.back", number, main=True), Button(_("Whom we tell"), "share"))
    return (
        Button(_("It was sent"), "share.sent", number, main=True) if not sent else None,
        Button(_("Did it work?"), "share.review", number, main=audience.worked is None) if sent else None,
        Button(_("It was not sent"), "share.unsent", number) if sent else None,
        Button(_("Change it"), "share.line", number),
        Button(_("Set aside"), "share.aside", number),
        Button(_("Whom we tell"), "share") if not sent else None,
    )


def reminder_card(audience: Audience, today: date) -> Card:
    """On its day, to the sender."""
    if audience.sent_at is not None:
        return card(Text(say(_("Sent to *{audience}*. Thank you for saying so."), audience=audience.audience)))
    about = _("*{audience}* should hear from you today:")
    if audience.day is not None and audience.day != today:
        about = _("*{audience}* should hear from you on {day}:")
    return card(
        Text(say(about, audience=audience.audience, day=when(audience.day or today, today))),
        *_message(audience),
        Text(_("I post it nowhere: it goes out your own way. Tell me when it is done, or change the date.")),
        Button(_("It was sent"), "share.sent", str(audience.id), main=True),
        Button(_("Change it"), "share.line", str(audience.id)),
    )


def review_card(audience: Audience, today: date, zone: str) -> Card:
    """Two weeks later, to the sender: one question."""
    if audience.worked is not None:
        told = _("*{audience}*. Did it work? {worked}. Kept.")
        words = say(told, audience=audience.audience, worked=worked_words(audience.worked))
        return card(Text(words), Button(_("Change it"), "share.review", str(audience.id)))
    day = when(local_day(audience.sent_at, zone), today) if audience.sent_at else _("two weeks ago")
    return card(
        Text(say(_("*{audience}* heard from you ({day}). Did it work?"), audience=audience.audience, day=day)),
        Quote(audience.statement) if audience.statement else None,
        Button(_("Say how it went"), "share.review", str(audience.id), main=True),
    )


def counted(made: int, sent: int) -> str:
    """A communication plan in a phrase: "4 audiences, 1 sent"."""
    return _("{audiences}, {sent} sent").format(audiences=count("{n} audience", "{n} audiences", made), sent=sent)


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


def line_form(audience: Audience, people: Sequence[Member]) -> Form:
    """One line of the plan. A new one has the id 0."""
    senders = (Option(NOBODY, _("Not settled yet"), ""), *(Option(each.email, each.name) for each in people))
    supports = _("Up to three: what supports the message.")
    points = (
        Line(f"point{n}", _("Key point {n}").format(n=n), point, most=300, hint=supports if n == 1 else "")
        for n, point in enumerate((*audience.points, *[""] * MOST_POINTS)[:MOST_POINTS], start=1)
    )
    return form(
        "share.keep",
        _("Who hears what"),
        *_who(audience),
        *opened(line_fields(points, Pick("sender", _("Who sends it?"), senders)), audience),
        carry={"id": str(audience.id)},
        about=trail_of(audience.id) if audience.id else "",
    )


def line_fields(points: Iterable[Line] = (), sender: Pick | None = None) -> list[Field | None]:
    """What a line says of itself as it stands; the key points and the sender, who are checked, stand between."""
    three = _("Choose one of the three.")
    return [
        Pick("influence", _("How much do they influence it?"), _weights("influence"), few=True, needed=three),
        Pick("interest", _("How much does it interest them?"), _weights("interest"), few=True, needed=three),
        Line(
            "statement",
            _("The message in one sentence"),
            long=True,
            most=500,
            hint=_("What should they still know next week?"),
        ),
        *points,
        Line("format", _("In what form?"), most=200, hint=_("A letter, a talk, a page, a meeting...")),
        Line("channel", _("How does it get to them?"), most=200, hint=_("E-mail, the family app, an evening...")),
        sender,
        Day("day", _("When?")),
        Line("answer", _("How can they answer?"), most=300, hint=_("It works best when they can answer.")),
    ]


def _weights(name: str) -> tuple[Option, ...]:
    return tuple(Option(str(n), words, n) for n, words in weight_words(name).items())


def _who(audience: Audience) -> tuple[Note | Pick | Line, ...]:
    suggested = suggestions()
    chosen = audience.audience if audience.audience in suggested else (OTHER if audience.audience else None)
    options = (*(Option(each, each) for each in suggested), Option(OTHER, _("Somebody else")))
    other = "" if audience.audience in suggested else audience.audience
    return (
        Pick("audience", _("Whom do you tell?"), options, chosen=chosen),
        Line("other", _("Or in your own words"), other, most=150),
    )


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
        points=tuple(text for n in range(1, MOST_POINTS + 1) if (text := turn.text(f"point{n}"))),
        sender="" if sender == NOBODY else sender,
        **read(line_fields(), turn),
    )


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
        carry={"id": str(audience.id)},
        about=trail_of(audience.id) if audience.id else "",
    )


def worked_words(worked: Worked) -> str:
    """An answer as people say it."""
    return {Worked.YES: _("Yes"), Worked.PARTLY: _("Partly"), Worked.NO: _("No")}[worked]
