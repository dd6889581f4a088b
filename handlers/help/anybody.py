"""What whoever asks may hear, in the plan or not: what a word means, and what is kept about them."""

from handlers.help.glossary import meaning
from handlers.help.phrases import asked_about
from handlers.help.vocabulary import KEPT
from handlers.kit.card import Card, Text, card
from handlers.kit.spoken import tokens
from handlers.kit.words import say
from pdsa.text import _

LONGEST = 200


def told_to_anybody(said: str) -> Card | None:
    """The answer to somebody who is not in the plan; None where they ask something else."""
    if len(said) > LONGEST:
        return None
    if KEPT.search(" ".join(each.folded for each in tokens(said))):
        return card(
            Text(
                _(
                    "You are not in the plan, so I keep nothing of what you write to me. What somebody wrote while "
                    "they were in it, a lead can delete."
                )
            )
        )
    found = meaning(term) if (term := asked_about(said)) else None
    return card(Text(say(found[0]))) if found else None
