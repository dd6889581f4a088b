"""Two people with one form open: every form that changes what there is takes part; what does not says why."""

from handlers.features import FEATURES
from handlers.kit.routes import Kind, Route, RouteTable
from tests.conversations.test_two_at_every_form import CASES

ONES_OWN = "it is one person's own, and nobody else can send it"
ADDS = "what it sends stands beside what there is"
SETTLES = "it settles something once; whoever is second hears that it is settled"
ONES_FILE = "it says how one's own file is read"
STEP = "a step of an interview that is one's own until its last screen"

BY_THEMSELVES = {
    "away.set": "it takes the place of what it says stands, and is mostly one's own",
    "checkin.send": ADDS,
    "context.keep": ADDS,
    "context.picked": SETTLES,
    "decide.answer": STEP,
    "decide.postponed": SETTLES,
    "decide.resume": STEP,
    "decide.returned": SETTLES,
    "digest.approve.for": SETTLES,
    "digest.taken-back": SETTLES,
    "file.columns.keep": ONES_FILE,
    "file.questions.keep": ONES_FILE,
    "file.sheets.keep": ONES_FILE,
    "help.ask.send": ADDS,
    "log.keep": "a number; the card shows what stood for that day before",
    "newyear.reopen.keep": SETTLES,
    "newyear.waive.keep": SETTLES,
    "rate.own.keep": ONES_OWN,
    "school.answered": ADDS,
    "school.asked": ADDS,
    "school.person.gone": SETTLES,
    "school.person.keep": ADDS,
    "setup.daysoff.public.keep": ADDS,
    "setup.daysoff.keep": "it adds one stretch and takes others out; neither touches what others add",
    "snooze.keep": ONES_OWN,
    "status.send-one": SETTLES,
}


TWO_ANSWERS = "each question has two answers: who changes one agrees with whoever did, or the other's stays"

UNPAIRED = {
    "checkin.keep": "one's own sentences; before they take the place of another's, those are shown and kept in history",
    "newyear.choose.keep": TWO_ANSWERS,
    "rate.framework.keep": TWO_ANSWERS,
    "reflect.verdict": "what it changes is one's own until the look back is kept, which shows another's first",
    "school.helped": ONES_OWN,
    "settings.keep": ONES_OWN,
    "settings.language.keep": ONES_OWN,
    "settings.times.keep": ONES_OWN,
    "voices.keep": "only whoever wrote it is shown the way to it",
    "words.changed": ONES_OWN,
}
"""These take part, and two people still never choose there between two answers."""


def writing() -> list[Route]:
    """The forms that change something."""
    return [route for route in RouteTable.of(FEATURES).by_name.values() if route.kind is Kind.FORM and route.writes]


def test_every_form_that_changes_something_says_how_it_reads_now() -> None:
    alone = {route.name for route in writing() if route.now is None}
    assert alone <= BY_THEMSELVES.keys(), "a form that changes what there is needs `now`; one that adds a reason here"
    assert BY_THEMSELVES.keys() <= alone, "these take part, or are gone: take them off the list"


def test_two_people_are_seen_at_every_form_that_takes_part() -> None:
    together = {route.name for route in writing() if route.now is not None}
    paired = {case.route for case in CASES}
    assert together - paired == UNPAIRED.keys(), "a form needs a pair in CASES, or a reason here why it has none"
    assert paired <= together, "these are gone: take their pairs away"
