"""What the sample cast says. Made up, and named so in all that a rehearsal leaves behind."""

from dataclasses import dataclass

from pdsa.decisions import Path
from pdsa.reflection import Held


@dataclass(frozen=True)
class Theme:
    """A kind of work, known by words in a strategy's title, and what is said of it week by week."""

    known_by: tuple[str, ...]
    well: tuple[str, ...]
    in_way: tuple[str, ...]
    help: tuple[str, ...]
    learned: tuple[str, ...]
    people: tuple[str, ...]
    prediction: str = "Half of the people it is meant for take part by winter"


@dataclass(frozen=True)
class Arc:
    """How a strategy's year went on the whole, and what follows from it."""

    happened: tuple[str, ...]
    held: tuple[Held, ...]
    paths: tuple[Path, ...]
    reason: tuple[str, ...]
    step: tuple[str, ...]


FAMILIES = Theme(
    known_by=("famil", "parent", "caregiver", "home", "evening", "communit", "multiling"),
    well=(
        "A family brought a neighbor along.",
        "Two parents stayed to help with the chairs, and to talk.",
        "The interpreter sat at the table instead of standing in front: people asked more.",
        "A grandmother told us which day suits families who work shifts.",
        "Somebody answered who had never answered before.",
    ),
    in_way=(
        "It fell on the same evening as a game.",
        "We had no interpreter this week.",
        "The message about it went out too late.",
        "The answers came in, and nobody had time to write back.",
    ),
    help=("We need an interpreter for the next two evenings.", "Who can tell us which numbers are out of date?"),
    learned=(
        "Families come when another family invites them, not when a flyer does.",
        "Ask which evening suits before setting one.",
        "An answer within two days brings the next question.",
    ),
    people=("The office manager, who called families by name.", "Two parents who prepared it with us."),
    prediction="Every second family that is invited comes, or writes back, once by winter",
)
STUDENTS = Theme(
    known_by=("student", "advis", "calm", "restorative", "referral", "class", "peer group", "mentor"),
    well=(
        "Students asked for it on a day when it was not planned.",
        "The room was used and left as it was found.",
        "Two who had not spoken to each other did.",
        "A substitute could run it from the card.",
        "The first five minutes were quiet, and nobody had to ask for that.",
    ),
    in_way=(
        "Testing week left no time for it.",
        "Half of the group was out sick.",
        "The bell schedule changed, and we lost the slot.",
        "A new colleague did not know about it yet.",
    ),
    help=("Can somebody cover my class on Tuesday afternoons?", "Where do I get more of the printed cards?"),
    learned=(
        "It works when every adult in the hall does it, not only those who were trained.",
        "Students keep to it when they helped to write it.",
        "The first two weeks decide: be there every day.",
    ),
    people=("The two hall monitors, who did it every day.", "A counselor and a teacher as a pair."),
    prediction="Most students have taken part once by the end of October",
)
WRITING = Theme(
    known_by=("draft", "standard", "curricul", "listening", "survey", "policy", "rubric", "guide"),
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
    prediction="A first version is read by the people who will use it before winter",
)
PLANNING = Theme(
    known_by=("calendar", "planning", "table", "department", "meeting", "team", "schedule", "coordinat"),
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
    help=("Who can tell principals that this date is fixed?", "Can somebody else take the notes until March?"),
    learned=(
        "One decision a meeting is enough, if it is written down.",
        "Fix the dates before the school calendar fills up.",
        "Whoever is missing twice needs a visit, not a reminder.",
    ),
    people=("The secretaries, who kept the hour free.", "Whoever wrote down each decision."),
    prediction="Two decisions are made and written down each month",
)
STAFF = Theme(
    known_by=("workshop", "training", "learning", "visit", "practice", "coach", "staff", "adult", "teacher"),
    well=(
        "Two colleagues asked whether they could join next time.",
        "The opening activity worked: everybody spoke once.",
        "We kept to the time, and people stayed to talk.",
        "Somebody tried last week's idea and told us how it went.",
        "A new teacher led the first part.",
    ),
    in_way=(
        "It fell on the same afternoon as the staff meeting.",
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
    prediction="Half of the staff take part at least twice by winter",
)
ANYTHING = Theme(
    known_by=(),
    well=(
        "It took place, and people stayed to talk.",
        "Somebody new took a part of it over.",
        "It was easier than last time.",
        "We were asked when the next one is.",
    ),
    in_way=(
        "Something else was fixed for the same hour.",
        "Half of us were out sick.",
        "The message about it went out too late.",
        "There was no room.",
    ),
    help=("Who can tell principals that this date is fixed?", "We are one pair of hands short next week."),
    learned=(
        "Short and regular beats long and rare.",
        "Fix the dates before the school calendar fills up.",
        "Ask those who did not come what would have to be different.",
    ),
    people=("Two colleagues who prepared it together.", "Whoever kept the dates free."),
)
THEMES = (FAMILIES, WRITING, STUDENTS, STAFF, PLANNING)
"""In this order: the first that a title's words fit."""

GOOD = Arc(
    happened=(
        "It was held nearly every week, and from November on it ran by itself.",
        "We began small, kept the day and the hour, and more people came than we had asked.",
        "It took place as planned. The break in winter did not stop it.",
    ),
    held=(Held.YES,),
    paths=(Path.SUSTAIN, Path.EXPAND),
    reason=(
        "The check-ins show that it happens when its time is protected, and that people come back.",
        "It does what we hoped for, and it costs little time.",
    ),
    step=(
        "Put the dates into next year's calendar.",
        "Write down how it is prepared, so that others can take it over.",
        "Invite two people who have not taken part yet to prepare it with us.",
    ),
)
MIXED = Arc(
    happened=(
        "We began late and found a rhythm after the winter break.",
        "It was held in most weeks; those who came once mostly came again.",
        "The first form did not fit the school day, so we made it shorter in January.",
    ),
    held=(Held.PARTLY, Held.PARTLY, Held.UNKNOWN),
    paths=(Path.KEEP, Path.EXTEND, Path.OTHER_STRATEGY),
    reason=(
        "It reached fewer people than we hoped, and those it reached speak well of it.",
        "It was planned well and met the wrong hour of the day.",
    ),
    step=(
        "Ask two schools to try the shorter form in the fall.",
        "Look with the principals for an hour that stays free.",
        "Talk with those who came once and not again.",
        "Set the first three dates now, and count who comes.",
    ),
)
HARD = Arc(
    happened=(
        "It took place in fewer than half of the weeks. Something else was always more urgent.",
        "It worked where a principal took part, and hardly elsewhere.",
    ),
    held=(Held.NO,),
    paths=(Path.OTHER_STRATEGY, Path.CHANGE_FOCUS, Path.STOP),
    reason=(
        "What it cost in time was more than what it gave.",
        "The hour that it needs does not exist in our week, and we cannot make one.",
    ),
    step=(
        "Ask those who took part what they would try instead.",
        "Choose one school where it can be tried in another form.",
        "Bring two other ways to the first meeting of the year.",
    ),
)

MISSING = (
    "Nobody that we know of.",
    "Those who work in the evening: we asked by day.",
    "Families who do not read our notes in English.",
    "Substitutes and part-time staff.",
    "Those who came once and did not come back: we have not asked them.",
)
VOICES = (
    "In two of our meetings families said what they would change; we wrote it down.",
    "Students were asked once, in advisory, with three questions.",
    "Not yet. We want to ask them before summer.",
)
NONE = "None."
KEEPS_GOING = (
    "Keep its hour free when next year's calendar is made.",
    "Two people who know how it is prepared, so that it does not rest on one.",
    "A day in August on which it is planned together.",
)
WHERE_TO = ("Two more schools that have asked for it.", "The ninth graders.", "The teams that meet after school.")
ANOTHER_WAY = (
    "Short visits instead of long meetings, in pairs",
    "The same in the evening, and once a month by video",
    "Twenty minutes within the staff meeting that is there already",
)
OPENING = "We wrote down each week what happened, the good weeks and the others. This is what we see in it."
REQUEST = "Twelve release days for visits between schools."
FAREWELL = "Tell those who took part what we learned from it, and thank them."
HELPED = "Thank you for saying so. I'll see to it tomorrow and write to you."
LOOK_AGAIN = "Could you add who takes the first step, and until when? Then I am happy to confirm."
A_SENTENCE = "We talked about it in the team and wrote it down here."

EVIDENCE = (
    "Minutes of the last three meetings.",
    "The folder with the dates and who came.",
    "What the raters said in the meeting; nothing else is written down yet.",
    "The check-ins of this year.",
)
SOURCE = "Counted by hand"
HEARD = (
    "They would like to be asked before the dates are set.",
    "They noticed the change in the hallways and asked who began it.",
    "Two said that they understood the letter only with help.",
    "They want to help prepare the next one.",
)
CHANGES = (
    ("The deputy superintendent who had backed this left in January.", "Decisions take longer until somebody follows."),
    ("The budget for substitutes was cut by a third.", "Fewer people can leave their classes during the day."),
    ("Two departments were joined.", "Those who planned together have other tasks now."),
)
TRIES = (
    "Hold it in the first ten minutes of the day, with two groups.",
    "Ask two colleagues to prepare it with us, in one school.",
    "Send the invitation by hand instead of by message, to one grade.",
)
QUESTION = "Do more people take part than the time before?"
RESULTS = (
    "More came than the time before, and they stayed to the end.",
    "About as many came; those who did asked better questions.",
    "It took longer than we thought, and it worked.",
)
STATEMENTS = (
    "Every adult here knows how to be calm with a child who is not.",
    "We asked you what you need, and this is what we do about it.",
)
POINT = "What changed since the fall, in two numbers."
NEXT_TIME = "Send it a week earlier, and ask one question only."
ASKED = (
    "How did you find time for it in the school day?",
    "How do you reach families who work in the evening?",
)
