"""Guidance elsewhere, found by phase, tag and words."""

from pdsa.cycle import Phase
from pdsa.guidance_links import all_resources, fitting, tags


def test_all_of_them_where_nothing_is_asked_for() -> None:
    assert fitting() == all_resources()


def test_a_phase_a_tag_and_words_narrow_it_each_by_itself_and_together() -> None:
    plan = fitting(phase=Phase.PLAN)
    assert set(plan) == {each for each in all_resources() if Phase.PLAN in each.phases} < set(all_resources())
    planning = fitting(tag="PLANNING")
    assert set(planning) == {each for each in all_resources() if "planning" in each.tags} < set(all_resources())
    assert fitting(tag="plan") == ()
    assert [each.key for each in fitting(words="JOURNEY  casel")] == ["journey"]
    assert fitting(words="journey nowhere") == ()
    journey = next(each for each in all_resources() if each.key == "journey")
    assert journey in fitting(words="continuous improvement journey"), "words of title and tags together"
    assert fitting(phase=Phase.ACT, words="journey casel") == ()


def test_tags_are_in_the_order_of_the_alphabet_whatever_their_capitals() -> None:
    assert list(tags()) == sorted({tag for each in all_resources() for tag in each.tags}, key=str.casefold)
    assert tags(()) == ()
    two = [each for each in all_resources() if each.tags][:1]
    assert set(tags(two)) == set(two[0].tags)
