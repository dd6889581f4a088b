"""Who may read which words: tables of readers, values and ticks."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pdsa.checkin import CheckIn, Went
from pdsa.communication_plan import Audience
from pdsa.decisions import Decision, Details, Path
from pdsa.field_privacy import own_words, sentences, words
from pdsa.goals import Strategy
from pdsa.people import Member, Role
from pdsa.reflection import Evidence, Held, Reflection
from pdsa.rubric_ratings import Moment, OwnRating
from pdsa.small_cycle import SmallCycle
from pdsa.visible import ANYBODY, SCHOOLS, Reader, may_read, reader_of, visible
from pdsa.voice_entries import Voice, VoiceKind

AT = datetime(2026, 9, 17, 15, tzinfo=UTC)
WEEK = date(2026, 9, 17)
AUTHOR, TEAM, LEAD, RESEARCH, OBSERVER, SUPERVISOR = (
    Member(n, role, f"{role}@x.example", Role(role), "District team")
    for n, role in enumerate(("Member", "Communications", "Lead", "Research", "Observer", "Supervisor"), 1)
)
PEER, PRINCIPAL, ELSEWHERE = (
    Member(n, name, f"{n}@x.example", role, team, district_team=False)
    for n, name, role, team in (
        (7, "Peer", Role.SCHOOL_MEMBER, "Cottonwood"),
        (8, "Principal", Role.SCHOOL_LEAD, "Cottonwood"),
        (9, "Elsewhere", Role.SCHOOL_LEAD, "Mesa Verde"),
    )
)
EVERYBODY = (AUTHOR, TEAM, LEAD, RESEARCH, OBSERVER, SUPERVISOR, PEER, PRINCIPAL, ELSEWHERE)
DISTRICTS, SCHOOLS_OWN = Strategy("S1", "G1", "Circles"), Strategy("S1", "G1", "Circles", school="Cottonwood")
CHECK_IN = CheckIn("S1", WEEK, 1, Went.PARTLY, AT, well="w", in_way="i", help="h", number=3)
REFLECTION = Reflection("S1", 1, AT, "h", Held.YES, "l", people="p", missing="m", voice="v")
DECISION = Decision(
    1, "S1", Path.STOP, "r", "n", "o@x.example", WEEK, 1, AT, evidence="e",
    details=Details(learned="l", where_to="w", inputs=("i",), until=WEEK),
)  # fmt: skip
TRIED = SmallCycle("S1.1", "S1", "o", WEEK, 1, AT, result="r")


def who_reads(value: object, name: str, strategy: Strategy) -> set[str]:
    return {each.name for each in EVERYBODY if may_read(value, name, reader_of(each, strategy))}


@pytest.mark.parametrize("name", ["well", "in_way", "help"])
@pytest.mark.parametrize(("strategy", "leads"), [(DISTRICTS, {"Lead"}), (SCHOOLS_OWN, {"Principal"})])
def test_a_sentence_is_its_authors_and_the_leads(name: str, strategy: Strategy, leads: set[str]) -> None:
    assert who_reads(CHECK_IN, name, strategy) == {"Member", *leads}
    released = who_reads(replace(CHECK_IN, quotable=True), name, strategy)
    assert released == ({"Member", *leads} if name == "help" else {each.name for each in EVERYBODY})


def test_what_is_not_words_stays() -> None:
    seen = visible(CHECK_IN, reader_of(OBSERVER, DISTRICTS))
    assert seen == replace(CHECK_IN, well="", in_way="", help="")
    assert visible(CHECK_IN, reader_of(LEAD, DISTRICTS)) is CHECK_IN


def test_many_at_once_read_what_was_released() -> None:
    assert visible(REFLECTION, ANYBODY).learned == ""
    assert visible(replace(REFLECTION, quotable=True), ANYBODY) == replace(REFLECTION, quotable=True)
    assert visible(replace(CHECK_IN, quotable=True), ANYBODY).help == ""


def test_what_a_school_shares_is_read_by_other_schools_and_not_by_everybody() -> None:
    shared = replace(REFLECTION, shared=True)
    assert (visible(shared, SCHOOLS).learned, visible(shared, SCHOOLS).happened) == ("l", "")
    assert visible(REFLECTION, SCHOOLS).learned == ""
    assert who_reads(shared, "learned", SCHOOLS_OWN) == {"Member", "Principal"}
    assert visible(replace(DECISION, shared=True), SCHOOLS).reason == "r"


@pytest.mark.parametrize(
    ("strategy", "reason", "step"),
    [
        (DISTRICTS, {"Member", "Lead"}, {"Member", "Lead", "Communications", "Research"}),
        (SCHOOLS_OWN, {"Member", "Principal"}, {"Member", "Principal", "Peer"}),
    ],
)
def test_why_is_for_the_leads_and_what_comes_next_for_who_does_it(
    strategy: Strategy, reason: set[str], step: set[str]
) -> None:
    assert who_reads(DECISION, "reason", strategy) == reason
    assert who_reads(DECISION, "next_step", strategy) == step
    assert who_reads(TRIED, "result", strategy) == step
    assert {each.name for each in EVERYBODY if visible(DECISION, reader_of(each, strategy)).details.learned} == reason
    assert {each.name for each in EVERYBODY if visible(DECISION, reader_of(each, strategy)).details.where_to} == step
    assert {each.name for each in EVERYBODY if visible(DECISION, reader_of(each, strategy)).details.inputs} == step
    assert visible(DECISION, reader_of(OBSERVER, strategy)).details == Details(until=WEEK)


def test_a_digest_tells_what_comes_next_in_the_districts_plan_alone() -> None:
    assert visible(DECISION, reader_of(None, DISTRICTS)).next_step == "n"
    assert visible(DECISION, reader_of(None, SCHOOLS_OWN)).next_step == ""
    assert visible(DECISION, reader_of(None, DISTRICTS)).reason == ""


def test_what_nobody_knows_the_plan_of_is_for_its_author() -> None:
    assert {each.name for each in EVERYBODY if visible(CHECK_IN, Reader(each)).well} == {"Member"}


def test_words_about_no_strategy_belong_to_the_plan_of_their_authors_team() -> None:
    for author, leads in ((AUTHOR, LEAD), (PEER, PRINCIPAL)):
        said = Voice(VoiceKind.WIN, WEEK, "t", author.id, AT)
        readers = {each.name for each in EVERYBODY if visible(said, reader_of(each, author=author)).text}
        assert readers == {author.name, leads.name}


def test_a_sentence_stays_its_authors_whoever_chose_it_as_evidence() -> None:
    theirs = replace(CHECK_IN, member=TEAM.id)
    chosen = (Evidence("weeks", "3"), Evidence(f"{WEEK}:well", "w"), Evidence("2026-09-24:well", "gone"))
    looked = replace(REFLECTION, quotable=True, evidence=chosen)
    for reader, shown in ((LEAD, chosen[:2]), (TEAM, chosen[:2]), (AUTHOR, chosen[:1]), (RESEARCH, chosen[:1])):
        assert visible(looked, reader_of(reader, DISTRICTS, said=[theirs])).evidence == shown
    assert visible(replace(looked, quotable=False), reader_of(RESEARCH, DISTRICTS, said=[theirs])).evidence == ()


def test_a_message_is_for_those_whose_plan_it_stands_in() -> None:
    line = Audience(1, "Cottonwood", "Families", 2, 2, "s", ("p",), answer="a", review="r")
    seen = {each.name: visible(line, Reader(each, schools=("Cottonwood",))) for each in EVERYBODY}
    assert {name for name, told in seen.items() if told.statement} == {"Peer", "Principal"}
    assert seen["Lead"] == replace(line, statement="", points=(), answer="", review="")


def test_an_own_level_s_note_is_nobody_else_s() -> None:
    assert who_reads(OwnRating("Item", Moment.START, 1, 2, "n"), "note", DISTRICTS) == {"Member"}


def test_whose_own_words_a_value_holds() -> None:
    assert own_words(CheckIn) == ("well", "in_way", "help")
    assert own_words(Strategy) == ()
    assert words(Strategy) == ("prediction",)
    answer = replace(CHECK_IN, well=" w ", in_way=" ", help="h")
    assert sentences(answer) == (" w ", "h")
    assert sentences(DISTRICTS) == ()
