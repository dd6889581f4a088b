"""Why: what a step is, why it matters, when it comes and who takes part, with a link to the guidance."""

from dataclasses import dataclass, replace

from handlers.kit.card import Button, Buttons, Card, FactSet, Text, Title, buttons, card
from handlers.kit.reply import Replies, Say
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn
from handlers.kit.words import clip, join, linked, say, when
from pdsa.cycle import Phase
from pdsa.people import EVERYONE
from pdsa.resources import RESOURCES
from pdsa.text import _, _l
from storage.store import Store

feature = Feature("why")


@dataclass(frozen=True)
class Reasons:
    """A step in plain words. `resource` is the key of the guidance that says more."""

    what: str
    why: str
    when: str
    who: str
    resource: str


@feature.command("why", help=_l("Why a step matters, and where to read more"), who=EVERYONE, example="reflect")
async def show(turn: Turn, store: Store) -> Replies:
    """The reasons of a word or a phase; without one, of the phase we are in."""
    said = (turn.value or turn.words).strip()
    name = said.casefold().split(" ")[0] if said else turn.cycle.phase_on(turn.today).value.casefold()
    reasons = _phase(name.upper(), turn) or steps().get(name)
    if reasons is None:
        told = _("I can say why for: {words}. For example `why reflect`.")
        about = [Text(say(_("*{word}*: {help}."), word=w.name, help=w.help)) for w in turn.open_words if w.name == name]
        return Say(card(*about, Text(say(told, words=join([*steps()]))), _phases()))
    return Say(why_card(name, reasons, opens=any(word.name == name for word in turn.open_words)))


def _phase(name: str, turn: Turn) -> Reasons | None:
    """A phase's reasons, with this year's dates."""
    if name not in set(Phase):
        return None
    first, last = turn.cycle.school_span_of(Phase(name))
    days = _("{first} to {last}.").format(first=when(first, turn.today), last=when(last, turn.today))
    return replace(phases()[name], when=days)


def why_card(name: str, reasons: Reasons, *, opens: bool) -> Card:
    """One step's reasons."""
    more = next(each for each in RESOURCES if each.key == reasons.resource)
    shown = name.upper() if name.upper() in set(Phase) else name
    return card(
        Title(_("Why {word}?").format(word=clip(shown, 40))),
        FactSet(
            (
                (_("What"), reasons.what),
                (_("Why"), reasons.why),
                (_("When"), reasons.when),
                (_("Who"), reasons.who),
            )
        ),
        Text(say(_("More: ")) + linked(more.title, more.address) + say(f" ({more.source})")),
        buttons(
            Button(_("Do it now"), name, main=True) if opens else None,
            Button(_("Resources"), "resources", shown if shown in set(Phase) else ""),
        ),
    )


def _phases() -> Buttons | None:
    return buttons(*(Button(phase.value, "why", phase.value) for phase in Phase))


def phases() -> dict[str, Reasons]:
    """The four phases; when they are, the cycle knows."""
    return {
        "PLAN": Reasons(
            _("We agree on where we want to be, what we will do for it, and what we expect to happen."),
            _("What nobody wrote down before cannot be learned from after. A prediction can turn out wrong."),
            "",
            _("The whole team; each strategy has one owner."),
            "vision",
        ),
        "DO": Reasons(
            _("We do what we planned, and note each week in two minutes how it went."),
            _("In June nobody remembers October. Without notes there is little to learn from."),
            "",
            _("Owners of strategies answer; everybody can add a success, or what students and families say."),
            "document",
        ),
        "STUDY": Reasons(
            _("We compare what happened with what we predicted, and say what we learned."),
            _("Numbers do not speak by themselves. Several people looking at them see more, and see who is missing."),
            "",
            _("The team, schools and research. Somebody brings in what students and families say."),
            "reflect",
        ),
        "ACT": Reasons(
            _("We decide how each strategy goes on, tell those who should know, and start the next plan from it."),
            _("Learning that changes nothing is lost. People who hear how it went keep helping."),
            "",
            _("Anybody proposes, a lead confirms; communications and research help to tell it."),
            "act",
        ),
    }


def steps() -> dict[str, Reasons]:
    """The words that people type, each with its reasons."""
    return _to_begin_with() | _through_the_year() | _at_its_end()


def _to_begin_with() -> dict[str, Reasons]:
    return {
        "setup": Reasons(
            _("The school year, days off, phases, channels, people, and how often I ask."),
            _("I ask at the right time only if I know when that is. Nobody hears from me before Start."),
            _("Before the year begins; all of it can be changed later."),
            _("Leads."),
            "improve",
        ),
        "plan": Reasons(
            _("Goals of several years, this year's goals, and strategies with an owner, dates and a prediction."),
            _("A plan that everybody can see is one that people can help with."),
            _("In PLAN; it can be changed all year, and what stood before is kept."),
            _("Leads write it; owners fill in their own strategies."),
            "vision",
        ),
        "rate": Reasons(
            _("Everybody says from 1 to 4 how far an activity is in place; then the team agrees on one level."),
            _("Where levels differ, people know different things. That talk is worth more than the number."),
            _("At the start, in the middle if you like, and at the end of the year."),
            _("The team. Your own level is yours; only how far apart people are is shown."),
            "rubric",
        ),
    }


def _through_the_year() -> dict[str, Reasons]:
    return {
        "checkin": Reasons(
            _("One tap a week for each strategy of yours, and a sentence if you have one."),
            _("Small notes on the day are worth more than a long report in June."),
            _("Once a week while your strategy is under way, on school days only."),
            _("Whoever owns the strategy. Answers help the team learn; they are not used to judge anybody."),
            "document",
        ),
        "log": Reasons(
            _("A number on a day: how many came, how many agreed, how often it happened."),
            _("A line over time shows whether something changed by more than chance. Two numbers cannot."),
            _("Each week or month, whenever the number is there."),
            _("Research, and the owners of strategies."),
            "use-data",
        ),
        "chart": Reasons(
            _("A strategy's weeks, or a measure over time, as a picture."),
            _("A picture shows a direction that a list of numbers hides, and says where it is too early to tell."),
            _("Whenever you wonder how it goes."),
            _("Everybody."),
            "use-data",
        ),
        "status": Reasons(
            _("Where the year stands, strategy by strategy, and what waits for you."),
            _("Help comes in time where everybody can see the same."),
            _("Any day."),
            _("Everybody; observers and supervisors see counts."),
            "document",
        ),
        "cycle": Reasons(
            _("A small try inside a strategy: days or weeks, with what you expect and what came of it."),
            _("Small tries are cheap when they go wrong, and each one makes the next better."),
            _("Whenever you are not sure that a change will help."),
            _("Whoever works on the strategy."),
            "rapid",
        ),
        "win": Reasons(
            _("A success, small or large, in a sentence."),
            _("What works deserves to be seen: it keeps people going, and others can take it up."),
            _("Whenever it happens."),
            _("Anybody on a team."),
            "document",
        ),
        "voice": Reasons(
            _("What students, families or partners said, summed up by you and without names."),
            _("They know things about the work that no staff survey shows, and they are not asked by me."),
            _("After a talk, a session or a survey."),
            _("Anybody on a team; students and families are never messaged."),
            "youth-voice",
        ),
        "context": Reasons(
            _("What changed around you: leadership, budget, restructuring, or something else."),
            _("A goal that was missed in a year of cuts is another story. In June nobody remembers the date."),
            _("When it happens."),
            _("Anybody on a team."),
            "act",
        ),
    }


def _at_its_end() -> dict[str, Reasons]:
    return {
        "reflect": Reasons(
            _("One strategy: what you predicted, what happened, what you learned, and who is missing from the data."),
            _("Comparing with a prediction is what turns experience into learning."),
            _("In STUDY, or when a strategy ends."),
            _("Its owner and the team around it."),
            "reflect",
        ),
        "meeting": Reasons(
            _("An hour and a quarter in which the team looks at the year's data together."),
            _("Steps and norms keep the talk on the work: first what we see, then what it means, then what follows."),
            _("In STUDY, while the year is still in people's heads."),
            _("The team and its schools. A lead sets the day; the document comes from me."),
            "data-lead",
        ),
        "decide": Reasons(
            _("A few questions that lead to one of eleven ways on, from “go on” to “stop”."),
            _("Each way needs something else from you. The questions keep a hard year from becoming a quick no."),
            _("In ACT, or whenever something has to change."),
            _("Anybody on the team proposes; a lead confirms."),
            "act",
        ),
        "digest": Reasons(
            _("What the team, stakeholders and leadership get to read."),
            _("Leaders who hear regularly how it goes find time and money for it more easily."),
            _("Weekly for the team, monthly for stakeholders, in June for leadership."),
            _("Leads and communications approve; nothing goes out by itself but the team's note."),
            "communication",
        ),
        "school": Reasons(
            _("Your school's own year: its goals, what it learned, and what other schools found out."),
            _("A school need not solve alone what another school has solved already."),
            _("All year."),
            _("School teams; leads and supervisors see counts, not what people wrote."),
            "school-plan",
        ),
        "share": Reasons(
            _("Who has to hear what, from whom, how, when, and how they can answer."),
            _("People support what they understand and can answer to."),
            _("In ACT, and whenever there is something to tell."),
            _("School teams, and the district's team for its own audiences."),
            "school-communication",
        ),
        "newyear": Reasons(
            _("Closing the year and starting the next one with what was learned."),
            _("Without it each September starts from zero."),
            _("In June, and before the first school day."),
            _("Leads."),
            "improve",
        ),
    }
