"""A team's name as it stands in a sentence: with its article, or as the team of a school."""

import re

from handlers.kit.words import clip
from pdsa.text import _

OF_PEOPLE = re.compile(r"\b(team|committee|council|board|group|office|department|crew|network|cabinet)s?\b", re.I)
WITH_ARTICLE = re.compile(r"(the|our|a|an)\b", re.I)


def team_words(team: str) -> str:
    """ "the District SEL team", "the team of Mesa Verde Middle School"; "the team" where it has no name."""
    name = clip(team, 100)
    if not name:
        return _("the team")
    if WITH_ARTICLE.match(name):
        return name
    named = _("the {team}") if OF_PEOPLE.search(name) else _("the team of {team}")
    return named.format(team=name)
