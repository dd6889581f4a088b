"""What roles, phases, teams and languages are called where people read of them."""

import re

from handlers.kit.form import Option
from handlers.kit.words import clip
from pdsa.cycle import Phase
from pdsa.people import Role
from pdsa.text import _, languages
from storage.language_names import own_name

OF_PEOPLE = re.compile(r"\b(team|committee|council|board|group|office|department|crew|network|cabinet)s?\b", re.I)
WITH_ARTICLE = re.compile(r"(the|our|a|an)\b", re.I)


def role_name(role: Role) -> str:
    return {
        Role.LEAD: _("Lead"),
        Role.MEMBER: _("Member"),
        Role.RESEARCH: _("Research"),
        Role.COMMUNICATIONS: _("Communications"),
        Role.SCHOOL_LEAD: _("School lead"),
        Role.SCHOOL_MEMBER: _("School member"),
        Role.SUPERVISOR: _("Supervisor"),
        Role.OBSERVER: _("Observer"),
    }[role]


def phase_label(phase: Phase) -> str:
    return {Phase.PLAN: _("PLAN"), Phase.DO: _("DO"), Phase.STUDY: _("STUDY"), Phase.ACT: _("ACT")}[phase]


def team_words(team: str) -> str:
    """ "the District SEL team", "the team of Mesa Verde Middle School"; "the team" where it has no name."""
    name = clip(team, 100)
    if not name:
        return _("the team")
    if WITH_ARTICLE.match(name):
        return name
    named = _("the {team}") if OF_PEOPLE.search(name) else _("the team of {team}")
    return named.format(team=name)


def language_options() -> tuple[Option, ...]:
    return tuple(Option(language, own_name(language)) for language in languages())
