"""What the sample cast says of any kind of work. Made up, and named so in all that a rehearsal leaves behind."""

from collections.abc import Mapping
from dataclasses import dataclass

from pdsa.circumstances import Circumstance
from pdsa.communication_plan import Worked
from pdsa.decisions import Path
from pdsa.obstacles import Obstacle


@dataclass(frozen=True)
class Arc:
    """How a strategy's year went on the whole, and what follows from it."""

    happened: tuple[str, ...]
    paths: tuple[Path, ...]
    reason: tuple[str, ...]


@dataclass(frozen=True)
class Telling:
    """How a school tells an audience: in what form, by what way, and how they can answer."""

    statement: str
    point: str
    form: str
    channel: str
    answer: str


GOOD = Arc(
    happened=(
        "It was done nearly every week, and after the first two months it ran by itself.",
        "We began small, kept the day and the hour, and more people took part than we had asked.",
        "It went as planned. Where it had to be moved, it was held in the same week.",
        "The first month was slow. Then it became a habit, and others asked for it.",
    ),
    paths=(Path.SUSTAIN, Path.EXPAND),
    reason=(
        "The check-ins show that it happens when its time is protected, and that people come back.",
        "It does what we hoped for, and it costs little time.",
        "Those who take part ask for it. We would have to explain why we stop.",
    ),
)
MIXED = Arc(
    happened=(
        "We began late and found a rhythm after the first break.",
        "It was done in most weeks; where two people shared it, in nearly all.",
        "The first form did not fit the school day, so we made it shorter on the way.",
        "It went well in two places and hardly in the third.",
    ),
    paths=(Path.KEEP, Path.EXTEND, Path.OTHER_STRATEGY),
    reason=(
        "It reached fewer people than we hoped, and those it reached speak well of it.",
        "It was planned well, and the rest of the week was stronger.",
        "One year was short for it: what we changed in winter has only begun to work.",
    ),
)
HARD = Arc(
    happened=(
        "It took place in fewer than half of the weeks. Something else was always more urgent.",
        "It worked where a principal took part, and hardly elsewhere.",
        "We held on to the first plan for too long; when we changed it, spring had come.",
    ),
    paths=(Path.OTHER_STRATEGY, Path.CHANGE_FOCUS, Path.STOP),
    reason=(
        "What it cost in time was more than what it gave.",
        "The hour that it needs does not exist in our week, and we cannot make one.",
        "Those it is for told us that they need something else first.",
    ),
)

NOBODY_MISSING = "Nobody that we know of."
MISSING = (
    "Those who work at night.",
    "Families whose phone number we do not have.",
    "Substitutes and part-time staff.",
    "Whoever did not answer: we have not asked them why.",
    "Those who joined in the middle of the year.",
    "Bus drivers and kitchen staff, who see much and were not asked.",
    "The families who moved away.",
    "Students who were absent when we asked.",
)
VOICES = (
    "In two of our meetings families said what they would change; we wrote it down.",
    "Students were asked once, in advisory, with three questions.",
    "Three of them, once a month, at lunch.",
    "Two students read what we had planned and crossed out half a page.",
    "A parent sat with us when we looked at the answers.",
    "Students counted for us what they saw in a week.",
    "We asked at the door, on paper, with one question.",
)
LEARNED = (
    "Say on the first day who takes over when somebody is away.",
    "What has its own hour in the calendar survives; the rest does not.",
    "Ask earlier, and ask fewer things.",
    "Show people what became of their answer before asking again.",
    "Begin with those who want it, and let them invite the others.",
)
BECAUSE: Mapping[Obstacle, str] = {
    Obstacle.TIME: "The hour was never ours for long.",
    Obstacle.PEOPLE: "One who carried it left us, and it took weeks until somebody else could.",
    Obstacle.REQUESTS: "Three other requests came to the same people in the same month.",
    Obstacle.MONEY: "What it needs was paid for once, and not again.",
    Obstacle.ACCESS: "Those it is for heard of it late, or could not come at that hour.",
    Obstacle.CLASH: "It met the days of something that had been fixed before.",
}
NONE = "None."
KEEPS_GOING = (
    "Keep its hour free when next year's calendar is made.",
    "Two people who know how it is prepared, so that it does not rest on one.",
    "A day in August on which it is planned together.",
    "Its cost in next year's budget, under its own name.",
    "A page that says how it is done, for whoever comes new.",
    "The principal's word for it at the first staff meeting.",
    "Its first date before the fall break, so that it begins early.",
    "Somebody who asks after it once a month.",
    "The same room.",
    "Less of everything else on that day.",
)
OPENING = "We wrote down each week what happened, the good weeks and the others. This is what we see in it."
REQUEST = "Twelve release days, so that staff can learn from each other."
BECAME = "Eight of the twelve days were given. They were used by spring."
FAREWELL = (
    "Tell those who took part what we learned from it, and thank them.",
    "Write one page on what we learned, and put it where the next team will look.",
    "Ask those who gave their time what they would rather do with it.",
    "Give back the room and the hour, and say why.",
)
WAITS = (
    "Write down where it stands, so that it can be taken up again.",
    "Tell those who took part that it waits, and until when.",
    "Keep what was made for it in one place, with a name beside it.",
)
STEPS = (
    "Talk it over with those who do it, before summer.",
    "Settle who does it, and who stands in for them.",
    "Put it on the agenda of the first planning day.",
    "Ask the office which week is free for it.",
)
HELPED = (
    "Thank you for saying so. I'll see to it tomorrow and write to you.",
    "I can do that myself this time. Let us find a way that lasts when we meet.",
    "I have asked two people and will write to you as soon as one of them says yes.",
    "Yes. Come by on Monday, and we look for a way.",
    "I know somebody who did this last year; she will call you.",
    "Let us leave it out this week, and not worry about it.",
    "I'll bring it up with the principals tomorrow.",
    "That is ours to solve, not yours. You hear from me by Friday.",
)
LOOK_AGAIN = "Could you add what you saw that made you choose this way? Then I am happy to confirm."
A_SENTENCE = "We talked about it in the team and wrote it down here."
WORTH = "It is the number that families ask about."

EVIDENCE: Mapping[str, str] = {
    "vision": "The vision as it hangs in the buildings, and the plan.",
    "written plan": "The plan, and the board's minutes on it.",
    "needs": "The list of what exists, and what is missing.",
    "hear": "Letters to families, and the notes for staff.",
    "departments": "Minutes of the last three planning meetings.",
    "collaboration": "Minutes of the last three planning meetings.",
    "resources": "The budget line of this year.",
    "money": "The budget line of this year.",
    "central office": "A page of notes from the office's own meetings.",
    "professional learning": "The folder with the dates and who came.",
    "learning for staff": "The folder with the dates and who came.",
    "adult": "What staff wrote on cards in the spring.",
    "trust": "A page of notes from the principals' meeting.",
    "standards": "The draft, with the comments in it.",
    "aims": "The draft, with the comments in it.",
    "programs": "The list of programs, by school.",
    "famil": "What families answered, and who came.",
    "integration": "The schedule of the support teams.",
    "supports": "The schedule of the support teams.",
    "discipline": "The handbook's page on it, and what we saw in the buildings.",
    "student goals": "What students told us in advisory.",
    "learn this year": "The predictions in the plan, and who looks at which number.",
    "write down": "The check-ins of this year.",
    "data": "Minutes of the meeting in which we looked back.",
    "share": "The digests of this year.",
}
"""What a level rests on, by words in the item's name; the first that fits counts."""
NO_EVIDENCE = "What the raters said in the meeting; nothing else is written down yet."
SOURCE = "Counted by hand"
CHANGES = (
    (
        Circumstance.LEADERSHIP,
        "The deputy superintendent who had backed this has left.",
        "Decisions take longer for a while.",
    ),
    (
        Circumstance.BUDGET,
        "The budget for substitutes was cut by a third.",
        "Fewer people can leave their classes by day.",
    ),
    (
        Circumstance.RESTRUCTURING,
        "Two departments were joined.",
        "Those who planned together have other tasks now.",
    ),
)
"""What changes around a team: one in each school year, in turn."""
GOAL_LEARNED = "A change around us costs half a year: say early what rests on one person or one budget."
GOAL_STEPS = (
    "Settle with the leads what comes first, and by when.",
    "Set the days of next year's three measurements.",
)
GOAL_CAME = (
    "The number is where it was to be.",
    "The number moved less than we hoped.",
    "The number has hardly moved.",
)
"""One each for a goal that was reached, came part of its way, and hardly moved."""
GOAL_REASON: Mapping[Path, str] = {
    Path.SUSTAIN: "What brought it there goes on.",
    Path.PREPARE: "What changed around us in winter was part of it.",
    Path.EXTEND: "One more year is honest; another target would not be.",
}
TELLINGS: Mapping[str, Telling] = {
    "Families": Telling(
        "We asked you what you need, and this is what we do about it.",
        "Three things that families said, and what became of each.",
        "A letter on one page",
        "The family app",
        "A line back, or a word at the door",
    ),
    "Teachers, counselors and staff": Telling(
        "You do this every week; here is what it adds up to.",
        "How many weeks went as planned, and what helped.",
        "Ten minutes and one slide",
        "The staff meeting",
        "A card at the end of the meeting",
    ),
    "Board members": Telling(
        "What the plan promised for this year, and where it stands.",
        "Two numbers, and what we do not know yet.",
        "Two pages",
        "The board's folder",
        "Questions at the next meeting",
    ),
    "Students": Telling(
        "You told us what to change, and we changed two of these things.",
        "What was said most often.",
        "A poster that students made",
        "Advisory",
        "The box beside the poster",
    ),
}
NEXT_TIME: Mapping[str, str] = {
    Worked.YES: "Keep it as short, and thank those who answered by name.",
    Worked.PARTLY: "Send it a week earlier, and ask one question only.",
    Worked.NO: "Say it instead of sending it: three people read it.",
}
ASKED = (
    ("How did you find time for it in the school day?", (
        "We took ten minutes from the end of the staff meeting, and nobody missed them.",
        "Not a new slot: it is what homeroom is for, on Tuesdays.",
    )),
    ("How do you reach families who work in the evening?", (
        "Saturday morning at the laundromat, with the district's permission and coffee.",
        "A voice message. Half of the answers come after ten at night.",
    )),
    ("Who leads it when the one who began it is away?", (
        "Two names on the list from the first day on, never one.",
        "A student does. It goes better than with us.",
    )),
)  # fmt: skip
"""What schools ask each other, and what others answer: one question in each school year, in turn."""
