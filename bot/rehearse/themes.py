"""Kinds of work, known by words in a strategy's title, and what the sample cast says of each. All of it is made up."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Try:
    """A small cycle: what is tried, what is to be found out, what is expected, and what came of it."""

    objective: str
    question: str
    prediction: str
    result: str


@dataclass(frozen=True)
class Theme:
    """What is said of one kind of work. `predictions` are a first year's and a later one's; `heard` are pairs of whose
    voice it is and the words; `steps` one for going on and one for doing it otherwise; `tries` build on each other.
    What `happened` and the `reasons` are one each for a year that went well, in part, and hardly.
    """

    known_by: tuple[str, ...]
    well: tuple[str, ...]
    in_way: tuple[str, ...]
    help: tuple[str, ...]
    learned: tuple[str, ...]
    people: tuple[str, ...]
    predictions: tuple[str, str]
    heard: tuple[tuple[str, str], ...]
    steps: tuple[str, str]
    instead: str
    where_to: str
    tries: tuple[Try, Try]
    happened: tuple[str, str, str]
    reasons: tuple[str, str, str]


WORKSHOPS = Theme(
    known_by=("workshop", "training", "course", "webinar", "institute"),
    well=(
        "The opening activity worked: everybody spoke once.",
        "Two colleagues asked whether they could bring a friend next time.",
        "We kept to the time, and people stayed to talk.",
        "Somebody tried last week's idea and told us how it went.",
        "A new teacher led the first part.",
    ),
    in_way=(
        "It fell on the same day as a drill.",
        "No substitutes were to be had, so three could not come.",
        "The link did not work for the first ten minutes.",
        "Report cards were due the same day.",
    ),
    help=("Who can cover two classes next Wednesday?", "Can somebody ask principals to keep that hour free?"),
    learned=(
        "Short and regular beats long and rare.",
        "People come when a colleague invites them, not when a flyer does.",
        "Ask those who did not come what would have to be different.",
    ),
    people=("A pair of teachers who prepared it together.", "A principal who took part each time."),
    predictions=("Most staff come at least twice within the year", "More come twice than the year before"),
    heard=(("staff", "They want the next one before school, not after."), ("staff", "They used the opening at home.")),
    steps=("Fix the first three dates now and ask principals to keep them free.", "Ask those who did not come why."),
    instead="Short workshops within the staff meetings that are there already",
    where_to="The staff who work in the evening.",
    tries=(
        Try(
            "Invite by name, in one school.", "Do more come than with a flyer?", "Ten come instead of six", "Nine came."
        ),
        Try("Invite by name, in two schools.", "Does it hold there, too?", "Twenty come in all", "Twenty-two came."),
    ),
    happened=(
        "The workshops were held nearly every time, and most who came once came again.",
        "They were full in the fall. In winter we had to move two of them, and fewer came.",
        "Fewer came each time: the hour was never really free.",
    ),
    reasons=(
        "Those who came use what they tried, and bring others along.",
        "They help those who come; the hour keeps too many away.",
        "Most staff never had that hour free, and that will not change.",
    ),
)
VISITS = Theme(
    known_by=("visit", "pairs", "shadow", "swap"),
    well=(
        "The visitors wrote down one thing to try, and one of them did it the next day.",
        "Our hosts asked when they could come to us.",
        "Two schools that had never met planned the next visit by themselves.",
        "Twenty minutes in a classroom said more than our slides.",
    ),
    in_way=(
        "The substitute was called to another class, so we had to move it.",
        "We had half an hour and needed a whole one.",
        "The host school had a drill that morning.",
    ),
    help=("Who can cover one class on Tuesday morning?", "Which school could be our host in the next month?"),
    learned=(
        "One question to look for makes a visit; without it, it is a tour.",
        "Pairs from one school bring more home than one person does.",
        "Fix the return visit before you leave.",
    ),
    people=("The office staff who found the cover.", "Two principals who went first."),
    predictions=("Every school hosts or visits once by spring", "Every visit has its return visit"),
    heard=(
        ("staff", "They saw that others find the same things hard."),
        ("students", "They asked why the visitors were so friendly, and whether they come again."),
    ),
    steps=("Put the visits into next year's calendar, with their return visits.", "Ask hosts for a time that suits."),
    instead="Visits by video in pairs, half an hour each",
    where_to="The schools that nobody has visited yet.",
    tries=(
        Try(
            "Give one pair a single question to look for.", "Do they try something after?", "Both do", "One of two did."
        ),
        Try("Give three pairs a question each.", "Do they try something after?", "Four of six do", "Five of six did."),
    ),
    happened=(
        "The visits ran by themselves once the return visit was fixed on the same day.",
        "The first visits went well. Then cover for classes was hard to find, and some months had none.",
        "Most months had no visit: nobody could leave a class.",
    ),
    reasons=(
        "Visitors try out what they saw, and hosts ask for the next one.",
        "A visit is worth its morning, but we need a way to cover classes that holds.",
        "Without cover for classes there are no visits, however good the plan is.",
    ),
)
PRACTICE = Theme(
    known_by=("practice", "five-minute", "adult", "opening", "staff", "teacher", "coach", "colleague"),
    well=(
        "Somebody asked to lead it who never had before.",
        "It took four minutes, and the meeting was calmer after it.",
        "The night staff did it by themselves.",
        "We forgot, and three people reminded us.",
    ),
    in_way=(
        "The agenda was full, and it was the first thing to go.",
        "The one who leads it was out sick.",
        "We ran late and skipped it.",
    ),
    help=("Who has more of the activity cards?", "Can somebody else lead it while I am at the other building?"),
    learned=(
        "It stays when it is printed on the agenda.",
        "Whoever leads it should change every week.",
        "A practice that needs no material survives a busy week.",
    ),
    people=("The principal, who never skipped it.", "Four colleagues who took turns to lead."),
    predictions=("It is still done in every meeting in spring", "Eight in ten meetings have it, led in turns"),
    heard=(
        ("staff", "They say it is the one part of the meeting they would miss."),
        ("staff", "Two would rather sit in silence, and we made room for that."),
        ("students", "They asked why the teachers came out of their meeting laughing."),
    ),
    steps=("Print it on next year's agenda.", "Try it in the middle of the meeting, for a month."),
    instead="A quiet minute of practice at the end of staff meetings",
    where_to="The grade teams' own meetings.",
    tries=(
        Try(
            "Let two volunteers lead it.",
            "Is it still done in a full week?",
            "It is done every week",
            "It was done three weeks of four.",
        ),
        Try("Let everybody lead it once, by a list.", "Is it still done?", "Three weeks of four", "Every week."),
    ),
    happened=(
        "It was done in almost every meeting, and people noticed when it was missing.",
        "It was done when the one who leads it was there. In busy weeks it was the first thing to go.",
        "It was on the agenda, and we mostly skipped it.",
    ),
    reasons=(
        "It costs five minutes, and people ask for it when it is left out.",
        "It is liked, but rests on one person. It needs a second one before we say more.",
        "It was one more thing on a full agenda, and nobody missed it.",
    ),
)
MEETINGS = Theme(
    known_by=("meeting", "table", "department", "planning", "team", "coordinat", "committee", "council"),
    well=(
        "Everybody came, and we ended on time.",
        "We decided one thing and wrote down who does it.",
        "A clash of dates was seen two weeks ahead.",
        "Somebody else brought the first item.",
    ),
    in_way=(
        "It fell on the same afternoon as another meeting.",
        "No room was free, so we met in the hallway.",
        "One department could not send anybody.",
        "There was so much news that nothing was decided.",
    ),
    help=("Who can tell principals that this date is fixed?", "Can somebody else take the notes for a month?"),
    learned=(
        "One decision a meeting is enough, if it is written down.",
        "Fix the dates before the school calendar fills up.",
        "Whoever is missing twice needs a visit, not a reminder.",
    ),
    people=("The secretaries, who kept the hour free.", "Whoever wrote down each decision."),
    predictions=("Two decisions a term are made and written down", "Every second meeting ends with a written decision"),
    heard=(
        ("staff", "They heard of a decision from us before they heard it in the hallway."),
        ("partners", "They would like to sit at it twice a year."),
    ),
    steps=("Set next year's dates with all departments this month.", "Ask who was missing what would bring them."),
    instead="A shorter meeting every second month, with one decision each",
    where_to="The departments that were not part of it yet.",
    tries=(
        Try("End two meetings with one written decision.", "Is it carried out?", "Both are", "One of two was."),
        Try("Add a name and a day to each decision.", "Is it carried out?", "Three of four are", "All four were."),
    ),
    happened=(
        "Everybody sent somebody, and most meetings ended with a written decision.",
        "We met most months. About half of the meetings decided something.",
        "Somebody was missing each time, so the decisions were put off.",
    ),
    reasons=(
        "Decisions made at one table are kept, and fewer surprises come in between.",
        "It is the right table, but not yet the place where things are decided.",
        "Those who decide were not at the table.",
    ),
)
CALENDAR = Theme(
    known_by=("calendar", "request", "schedule", "dates"),
    well=(
        "A principal looked there first instead of calling.",
        "Two requests were moved before they met on the same day.",
        "A department put its own dates in without being asked.",
        "It took two minutes to find a free week.",
    ),
    in_way=(
        "Somebody sent a request around it again.",
        "It was not open to the new office yet.",
        "Two dates were changed by phone and stood there wrongly.",
    ),
    help=("Who can give the new office access?", "Who decides when two requests fall on the same week?"),
    learned=(
        "It is used once it is the only place where a date counts.",
        "Two people who tidy it on Mondays keep it true.",
        "Ask principals what to leave out: half of it was for nobody.",
    ),
    people=("The colleague who tidied it each Monday.", "Two principals who refused requests that were not in it."),
    predictions=("Principals report fewer clashes by winter", "Nine requests in ten are in it two weeks ahead"),
    heard=(
        ("staff", "They say that they now see what is coming, and that it is still a lot."),
        ("partners", "They moved their own week when they saw ours."),
    ),
    steps=("Open it for next year before the first dates are set.", "Ask principals which requests to leave out."),
    instead="One calendar that two people tidy each Monday",
    where_to="The two offices that still send letters.",
    tries=(
        Try(
            "Two departments put their dates in on Mondays.", "Are there fewer calls?", "Half as many", "A third fewer."
        ),
        Try("All departments do, with one who tidies it.", "Fewer clashes?", "Two at most in a month", "One."),
    ),
    happened=(
        "From October on everybody looked there first, and clashes were seen weeks ahead.",
        "The offices use it for large dates. Small requests still go round by mail.",
        "Only the office that began it kept its dates there.",
    ),
    reasons=(
        "Principals plan by it, and it takes a few minutes a week to keep true.",
        "It is used for half of the requests; the other half cause the clashes.",
        "A calendar that some do not use is worse than none: people trust it and are wrong.",
    ),
)
WRITING = Theme(
    known_by=("draft", "standard", "curricul", "policy", "rubric", "guide", "write", "handbook"),
    well=(
        "We finished a page, and it can be read in two minutes.",
        "A teacher from another school read it and found what we had missed.",
        "Half of the comments were about the same paragraph. Good to know.",
        "We cut more than we wrote.",
    ),
    in_way=(
        "Two of us were called away to cover classes.",
        "The comments came after the day that we had set.",
        "We could not agree on one word and stopped there.",
    ),
    help=("Who decides on the wording that families will see?", "We need a second reader by Friday."),
    learned=(
        "Show a bad draft early rather than a good one late.",
        "A date for comments works if somebody calls on that day.",
        "Those who will use it have to hold the pen for a while.",
    ),
    people=("A pair of teachers who wrote the first version.", "Everybody who read it aloud."),
    predictions=("A first version is read by those who will use it within the year", "Two grades use it by spring"),
    heard=(
        ("staff", "They found their own sentence in it, and said so."),
        ("families", "They would like it on one page, in large letters."),
        ("students", "They crossed out three words that nobody says."),
    ),
    steps=("Let two grades try it in the fall.", "Read it aloud with five people who will use it."),
    instead="Two grades try one page each and write the rest from that",
    where_to="The two grades that asked for it.",
    tries=(
        Try("Read one page aloud with two teachers.", "Where do they stop?", "At three places", "At five places."),
        Try("Read the mended page with a family.", "Where do they stop?", "At two places", "At one."),
    ),
    happened=(
        "A first version was read and changed by those who will use it.",
        "Two parts are written, and the rest is in notes. The hours for it were lost in winter.",
        "We talked about it more than we wrote.",
    ),
    reasons=(
        "Teachers recognize their own words in it and have begun to use it.",
        "What is written is good. It needs the same people and the same hours again.",
        "The group had no hours in which to write.",
    ),
)
