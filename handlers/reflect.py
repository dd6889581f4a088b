"""Reflect: what a strategy did, whether its prediction held, and what was learned; then straight on to decide."""

from collections.abc import Sequence

from handlers.kit.asked import refresh_asked
from handlers.kit.card import Button, Card, Chart, Facts, Quote, Text, buttons, card
from handlers.kit.choose import FIELD, choose, choose_form, sorted_for
from handlers.kit.form import Field, Form, Line, Note, Option, Pick, Saying, Tick, form
from handlers.kit.reply import Ask, Replies, Say, Then
from handlers.kit.routes import Feature
from handlers.kit.sofar import held_words, prediction_words, so_far, weeks_picture
from handlers.kit.turn import Turn
from handlers.kit.words import _, say, when
from pdsa.calendar import local_day
from pdsa.checkin import CheckIn, latest_week
from pdsa.errors import Refusal
from pdsa.goals import Strategy
from pdsa.people import PROMPTED
from pdsa.reach import owns, reads, works_on
from pdsa.reflection import Held, Reflection
from storage.store import Store

feature = Feature("reflect")
SENTENCES = 5
"""So many sentences from check-ins stand in the form, the newest; more would bury the questions."""
LONG = 3000
SHORT = 1000


@feature.command("reflect", help=_("Look back at a strategy: what happened, what was learned"), who=PROMPTED,
                 example="S3")  # fmt: skip
async def begin(turn: Turn, store: Store) -> Replies:
    """The form of the strategy that is meant, or the choice of one."""
    strategies = [each for each in await store.plans.strategies() if works_on(turn.person, each)]
    if not strategies:
        raise Refusal(_("There is no strategy here that you could look back at yet. `plan` shows the plan."))
    known = await store.learning.latest_reflections()
    ordered = sorted_for(strategies, lambda s: owns(turn.person, s), lambda s: s.code in known)
    choice = choose(turn, ordered)
    if choice.one is not None:
        return Ask(await _questions(choice.one, turn, store))

    def mark(strategy: Strategy) -> str:
        found = known.get(strategy.code)
        return _("done {day}").format(day=when(local_day(found.at, turn.zone))) if found else ""

    title, question = _("Look back"), _("Which strategy?")
    return Ask(choose_form("reflect.choose", title, question, choice, mark, send=_("Next")))


@feature.form("reflect.choose", who=PROMPTED, writes=False)
async def chosen(turn: Turn, store: Store) -> Replies:
    """The questions on the strategy that was chosen."""
    code = turn.required(FIELD, _("Please choose a strategy."))
    return Ask(await _questions(await _strategy(code, turn, store, field=FIELD), turn, store))


@feature.form("reflect.keep", who=PROMPTED)
async def keep(turn: Turn, store: Store) -> Replies:
    """Keeps a reflection, says so in private, and goes on to the decision."""
    strategy = await _strategy(turn.carry.get(FIELD, ""), turn, store)
    reflection = _answers(strategy, turn)
    await store.learning.reflect(reflection)
    await refresh_asked(store, strategy.code, "reflect", "reflect-nudge", "decide", "decide-nudge")
    return [Say(kept_card(strategy, reflection)), Then("decide", value=strategy.code)]


async def _strategy(code: str, turn: Turn, store: Store, *, field: str | None = None) -> Strategy:
    """A strategy that the person may work on. Raises Refusal."""
    found = await store.plans.strategy(code)
    if found is None or found.dropped:
        raise Refusal(_("That strategy is no longer in the plan. `reflect` lists those that are."), field=field)
    if not works_on(turn.person, found):
        raise Refusal(_("Its own team looks back at that strategy. `reflect` lists yours."), field=field)
    return found


def _answers(strategy: Strategy, turn: Turn) -> Reflection:
    happened = turn.required("happened", _("A sentence will do: what happened?"))
    held = turn.required("held", _("Please choose one; “can't tell yet” is an answer, too."))
    learned = turn.required("learned", _("A sentence will do: what would you tell somebody who starts with this?"))
    if held not in set(Held):
        raise Refusal(_("Please choose one of the answers."), field="held")
    return Reflection(
        strategy=strategy.code,
        member=turn.person.id,
        at=turn.now,
        happened=happened,
        held=Held(held),
        learned=learned,
        people=turn.text("people"),
        partners=turn.text("partners"),
        tools=turn.text("tools"),
        in_way=turn.text("in_way"),
        quotable=turn.ticked("quotable"),
    )


async def _questions(strategy: Strategy, turn: Turn, store: Store) -> Form:
    """One screen: what is known, then what is asked."""
    last = latest_week(turn.today, turn.cycle.rhythm)
    checkins = [each for each in await store.checkins.of_strategy(strategy.code) if each.week <= last]
    owner = await store.people.by_email(strategy.owner) if strategy.owner else None
    earlier = (await store.learning.latest_reflections()).get(strategy.code)
    picture = weeks_picture(strategy, checkins, turn.cycle, owner, turn.today)
    return form(
        "reflect.keep",
        _("Look back"),
        *_prediction(strategy, turn),
        Note(so_far(strategy, checkins)),
        *_sentences(strategy, checkins, turn),
        Chart(picture) if picture else None,
        *_asked(strategy, earlier, turn),
        send=_("Keep and go on"),
        carry={FIELD: strategy.code},
    )


def _prediction(strategy: Strategy, turn: Turn) -> list[Field]:
    """The prediction word for word, with later wordings and their dates beside it."""
    if not strategy.prediction:
        return [Note(say(_("*{strategy}*: nobody wrote a prediction down."), strategy=strategy.title))]
    fields: list[Field] = [Note(prediction_words(strategy)), Saying(strategy.prediction)]
    for later in strategy.amendments:
        day = when(local_day(later.at, turn.zone))
        fields += [Note(_("A later wording, of {day}:").format(day=day)), Saying(later.text)]
    return fields


def _sentences(strategy: Strategy, checkins: Sequence[CheckIn], turn: Turn) -> list[Field]:
    """The newest sentences from the check-ins that this person may read."""
    said = [
        Saying(f"{when(each.week)}: {text}")
        for each in checkins
        if reads(turn.person, each.member, each.quotable, strategy)
        for text in (each.well, each.in_way)
        if text
    ]
    return [Note(_("From the check-ins:")), *said[-SENTENCES:]] if said else []


def _asked(strategy: Strategy, earlier: Reflection | None, turn: Turn) -> list[Field]:
    """The questions. An earlier reflection is filled in for those who may read it."""
    mine = earlier if earlier and reads(turn.person, earlier.member, False, strategy) else None
    fields: list[Field] = []
    if earlier:
        day = when(local_day(earlier.at, turn.zone))
        told = _("Kept on {day}. A new one takes its place; the earlier one stays in the history.").format(day=day)
        fields.append(Note(told))
    held = tuple(Option(each.value, held_words(each).capitalize()) for each in Held)
    return [
        *fields,
        Line("happened", _("What happened?"), mine.happened if mine else "", long=True, optional=False, most=LONG),
        Pick("held", _("Did it turn out as predicted?"), held, mine.held.value if mine else None, few=True),
        Line(
            "learned",
            _("What was learned?"),
            mine.learned if mine else "",
            long=True,
            optional=False,
            most=LONG,
            hint=_("What would you tell somebody who starts with this tomorrow?"),
        ),
        *_why(strategy, mine),
        Tick("quotable", _("These words may be quoted in notes and reports"), on=bool(mine and mine.quotable)),
    ]


def _why(strategy: Strategy, mine: Reflection | None) -> list[Field]:
    """What made it work, asked one by one, with what the plan says as a hint; and what got in the way."""
    return [
        Line("people", _("What made it work: people or teams?"), mine.people if mine else "", long=True, most=SHORT),
        Line(
            "partners",
            _("What made it work: partners?"),
            mine.partners if mine else "",
            long=True,
            most=SHORT,
            hint=_in_plan(strategy.partners),
        ),
        Line(
            "tools",
            _("What made it work: tools and resources?"),
            mine.tools if mine else "",
            long=True,
            most=SHORT,
            hint=_in_plan(strategy.resources),
        ),
        Line("in_way", _("What got in the way?"), mine.in_way if mine else "", long=True, most=SHORT),
    ]


def _in_plan(text: str) -> str:
    return _("In the plan: {text}").format(text=text) if text else ""


def kept_card(strategy: Strategy, reflection: Reflection) -> Card:
    """What was kept, with the way to change it."""
    rows = [
        (_("As predicted"), held_words(reflection.held)),
        (_("People or teams"), reflection.people),
        (_("Partners"), reflection.partners),
        (_("Tools and resources"), reflection.tools),
        (_("What got in the way"), reflection.in_way),
    ]
    shared = (
        _("These words may be quoted.")
        if reflection.quotable
        else _("You and the leads can read these words; others see whether the prediction held.")
    )
    return card(
        Text(say(_("Kept what you learned from *{strategy}*."), strategy=strategy.title)),
        Quote(reflection.happened),
        Quote(reflection.learned),
        Facts(tuple((name, value) for name, value in rows if value)),
        Text(shared),
        buttons(
            Button(_("Change it"), "reflect", strategy.code), Button(_("Decide what next"), "decide", strategy.code)
        ),
    )
