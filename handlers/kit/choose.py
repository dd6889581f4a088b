"""Choosing a strategy: by its code, by words of its title, or from a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlers.kit.form import Form, Note, Option, Pick, form
from handlers.kit.turn import Turn
from handlers.kit.words import Words, clip, say
from pdsa.goals import Strategy
from pdsa.names import folded
from pdsa.text import _

FIELD = "strategy"


@dataclass(frozen=True)
class Choice:
    """What somebody's words lead to: one strategy, or several to choose from. `told` says why, if there is a reason."""

    one: Strategy | None
    several: tuple[Strategy, ...] = ()
    told: Words | str = ""


def choose(turn: Turn, strategies: Sequence[Strategy]) -> Choice:
    """What the turn's words or button mean among these strategies; without words a single one is meant."""
    words = (turn.value or turn.words).strip()
    if not words:
        return Choice(strategies[0]) if len(strategies) == 1 else Choice(None, tuple(strategies))
    matches = matching(words, strategies)
    if len(matches) == 1:
        return Choice(matches[0])
    if matches:
        return Choice(None, matches, say(_("“{words}” fits more than one strategy."), words=clip(words, 80)))
    return Choice(None, tuple(strategies), say(_("I know no strategy like “{words}”. These are open to you:"),
                                               words=clip(words, 80)))  # fmt: skip


def matching(words: str, strategies: Sequence[Strategy]) -> tuple[Strategy, ...]:
    """The strategies with this code, or else those with all these words in their titles."""
    wanted = folded(words)
    code = "".join(wanted.split()).strip(".,;:!?\"'")
    exact = tuple(each for each in strategies if each.code.casefold() == code)
    parts = wanted.split()
    return exact or tuple(each for each in strategies if all(part in folded(each.title) for part in parts))


def choose_form(
    route: str, title: str, question: str, choice: Choice, mark: Callable[[Strategy], str], *, send: str
) -> Form:
    """The screen on which one of several strategies is chosen; `mark` says in a word what is known of each."""
    options = tuple(Option(each.code, _label(each, mark(each))) for each in choice.several)
    return form(
        route,
        title,
        Note(choice.told) if choice.told else None,
        Pick(FIELD, question, options),
        send=send,
    )


def _label(strategy: Strategy, mark: str) -> str:
    return f"{clip(strategy.title, 72 - len(mark))} · {mark}" if mark else strategy.title


def sorted_for(
    strategies: Sequence[Strategy], mine: Callable[[Strategy], bool], settled: Callable[[Strategy], bool]
) -> list[Strategy]:
    """One's own first, and among them those that nothing was said of yet; else in the plan's order."""
    return sorted(strategies, key=lambda each: (not mine(each), settled(each)))
