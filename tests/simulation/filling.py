"""Forms as people fill them in: what has to be answered, a choice at random, and a sentence where one can be said."""

from handlers.answers.edit_conflicts import answer_of
from handlers.kit.form import Form, Line, Pick
from handlers.kit.turn import Answer, Chosen
from tests.simulation.fate import Fate

CHOSEN = "went"
"""A field in which people choose anew; else what a form proposes is right."""


def filled_in(form: Form, sentence: str, fate: Fate) -> dict[str, Answer]:
    """The answers by field. The sentence goes to the end of the first text."""
    answers: dict[str, Answer] = {}
    written = False
    for field in form.fields:
        match field:
            case Pick():
                anew = field.name == CHOSEN or not field.chosen
                answers[field.name] = Chosen(fate.picks(field.options).value if anew else field.chosen)
            case Line() if not written:
                answers[field.name] = f"{field.text}\n{sentence}".strip()
                written = True
            case _ if hasattr(field, "name"):
                answers[field.name] = answer_of(field)
    return answers
