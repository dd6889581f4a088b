"""How the meeting goes: its purpose, norms, agenda and steps, in our own words.

The steps follow the order that reflection protocols share: describe, interpret, implications, and a look at the process
itself, about ten minutes each (after the ATLAS protocol and the adapted SEL protocol; domain.md 3.4).
"""

from dataclasses import dataclass

from pdsa.text import _


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
