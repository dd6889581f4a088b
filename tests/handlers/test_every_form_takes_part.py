"""Two people with one form open: every form that changes what there is takes part; what does not says why."""

from handlers.features import FEATURES
from handlers.kit.routes import Kind, Routes

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
    "cycle.choose": ADDS,
    "decide.answer": STEP,
    "decide.details": STEP,
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
    "setup.daysoff.keep": "it adds one stretch and takes others out; neither touches what others add",
    "snooze.keep": ONES_OWN,
    "status.send-one": SETTLES,
}


def test_every_form_that_changes_something_says_how_it_reads_now() -> None:
    doors = Routes.of(FEATURES).doors.values()
    forms = {door.name for door in doors if door.kind is Kind.FORM and door.writes}
    alone = {door.name for door in doors if door.kind is Kind.FORM and door.writes and door.now is None}
    assert alone <= BY_THEMSELVES.keys(), "a form that changes what there is needs `now`; one that adds a reason here"
    assert BY_THEMSELVES.keys() & forms <= alone, "these take part: take them off the list"
