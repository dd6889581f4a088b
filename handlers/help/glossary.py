"""What a word means that somebody asks about, also where nobody knows who asks."""

from handlers.help.phrases import asked_about
from handlers.help.vocabulary import KEPT
from handlers.kit.card import Card, Text, buttons, card
from handlers.kit.command import word_button
from handlers.kit.turn import Turn
from handlers.kit.typed_words import fold, tokens
from handlers.kit.words import say
from pdsa.text import _


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
        "checkin": (_("A *check-in* is your answer on one strategy for one week: a tap, and a sentence if you like."),
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
    return card(Text(say(told)), buttons(*(word_button(word) for word in ways)))


LONGEST = 200


def told_to_anybody(text: str) -> Card | None:
    """The answer to somebody who is not in the plan; None where they ask something else."""
    if len(text) > LONGEST:
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
