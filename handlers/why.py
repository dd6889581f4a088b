"""Why: what a step is, why it matters, when it comes and who takes part, with a link to the guidance."""

from dataclasses import replace

from handlers.kit.card import Button, Card, FactSet, Text, Title, buttons, card
from handlers.kit.declared import Group, Reasons
from handlers.kit.reply import Replies, Say, say_card
from handlers.kit.routes import Feature
from handlers.kit.turn import Turn
from handlers.kit.words import clip, join, linked, say, when
from handlers.wording.role_and_team_names import phase_label
from pdsa.cycle import Phase
from pdsa.guidance_links import all_resources
from pdsa.people import EVERYONE
from pdsa.text import _, _l
from storage.store import YearStore

feature = Feature("why")


@feature.command(
    "why",
    help=_l("Why a step matters, and where to read more"),
    who=EVERYONE,
    example="reflect",
    label=_l("Why?"),
    group=Group.KNOWING_MORE,
    synonyms="reason reasons purpose",
)
async def show(turn: Turn, store: YearStore) -> Replies:
    """The reasons of a word or a phase; without one, of the phase we are in."""
    said = (turn.value or turn.words).strip()
    name = said.casefold().split(" ")[0] if said else turn.cycle.phase_on(turn.today).value.casefold()
    explained = {word.name: word.why for word in turn.all_words if word.why}
    reasons = _phase(name.upper(), turn) or explained.get(name)
    if reasons is None:
        told = _("I can say why for: {words}. For example `why reflect`.")
        words = (word for word in turn.open_words if word.name == name)
        about = [Text(say(_("*{word}*: {help}."), word=word.name, help=str(word.help))) for word in words]
        phases_row = buttons(*(Button(phase_label(phase), "why", phase.value) for phase in Phase))
        return say_card(*about, Text(say(told, words=join([*explained]))), phases_row)
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
    more = next(each for each in all_resources() if each.key == reasons.resource)
    phase = Phase(name.upper()) if name.upper() in set(Phase) else None
    shown = phase_label(phase) if phase else name
    return card(
        Title(_("Why {word}?").format(word=clip(shown, 40))),
        FactSet(
            (
                (_("What"), str(reasons.what)),
                (_("Why"), str(reasons.why)),
                (_("When"), str(reasons.when)),
                (_("Who"), str(reasons.who)),
            )
        ),
        Text(say(_("More: ")) + linked(more.title, more.address) + say(f" ({more.source})")),
        Button(_("Do it now"), name, main=True) if opens else None,
        Button(_("Resources"), "resources", phase.value if phase else ""),
    )


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
