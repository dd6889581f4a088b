"""A team's name in a sentence."""

import pytest

from handlers.wording.role_and_team_names import team_words


@pytest.mark.parametrize(
    ("team", "told"),
    [
        ("District SEL team", "the District SEL team"),
        ("SEL Steering Committee", "the SEL Steering Committee"),
        ("Office of Student Services", "the Office of Student Services"),
        ("Mesa Verde Middle School", "the team of Mesa Verde Middle School"),
        ("The Calm Crew", "The Calm Crew"),
        ("our team", "our team"),
        ("", "the team"),
    ],
)
def test_a_team_has_its_article(team: str, told: str) -> None:
    assert team_words(team) == told
