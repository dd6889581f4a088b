"""More kinds of work of which the sample cast speaks: with students and families. All of it is made up."""

from bot.rehearse.themes import CALENDAR, MEETINGS, PRACTICE, VISITS, WORKSHOPS, WRITING, Theme, Try

LISTENING = Theme(
    known_by=("listen", "session", "survey", "focus group", "comment", "forum"),
    well=(
        "A student began, and then nobody needed us to ask.",
        "We read back what we had written down, and they changed two sentences of it.",
        "Three came who had not been asked by anybody before.",
        "The last ten minutes were the best, so we now begin with that question.",
    ),
    in_way=(
        "Testing week left no time for it.",
        "The invitation went out in English only.",
        "We talked too much ourselves.",
    ),
    help=("Who can write down what is said while I ask?", "We need a room without a teacher's desk in it."),
    learned=(
        "Come back within two weeks and say what became of it.",
        "Two open questions are enough; the third nobody answers.",
        "Hold it where people are already, not in the district office.",
    ),
    people=("Two students who led the first round.", "The librarian, whose room it was."),
    predictions=("Students and families have said what they would change", "Half of those heard come again"),
    heard=(
        ("students", "They would like to be asked before the dates are set."),
        ("families", "They want it in writing."),
    ),
    steps=("Tell those who spoke what became of it, before summer.", "Ask students to lead the first round."),
    instead="Students listen to students: three questions, ten minutes",
    where_to="The schools that were not heard yet.",
    tries=(
        Try("Let two students lead one round.", "Do more speak?", "Nearly all speak", "Every second one spoke."),
        Try(
            "Let students lead in two grades.",
            "Do more speak?",
            "Half of them do",
            "In one grade half, in one most.",
        ),
    ),
    happened=(
        "People came, spoke, and read afterward what became of it.",
        "Those who came spoke openly. Mostly those came whom we knew.",
        "Few came, and those who came were asked the wrong questions.",
    ),
    reasons=(
        "What people said has changed the text in places that we can show.",
        "We heard much from some and nothing from others.",
        "It was asked too late to change anything, and people felt that.",
    ),
)
EVENINGS = Theme(
    known_by=("famil", "parent", "caregiver", "home", "evening", "communit", "multiling"),
    well=(
        "A family brought a neighbor along.",
        "Two parents stayed to help with the chairs, and to talk.",
        "The interpreter sat at the table instead of standing in front: people asked more.",
        "A grandmother told us which day suits families who work shifts.",
    ),
    in_way=(
        "It fell on the same evening as a game.",
        "We had no interpreter for one of the languages.",
        "The message about it went out too late.",
        "There was nobody for the small children.",
    ),
    help=("We need an interpreter for the next two evenings.", "Who knows somebody who can look after small children?"),
    learned=(
        "Families come when another family invites them, not when a flyer does.",
        "Ask which evening suits before setting one.",
        "Food and somebody for the children come first; the program is what remains of the evening.",
    ),
    people=("The office manager, who called families by name.", "Two parents who prepared it with us."),
    predictions=("Families come who never came before", "Every second family that came once comes again"),
    heard=(
        ("families", "They want to help prepare the next one."),
        ("families", "They noticed that somebody greeted them in their language at the door."),
        ("partners", "They would lend the hall once a month if they knew the date early."),
    ),
    steps=("Choose next year's evenings with three families.", "Talk with those who came once and not again."),
    instead="Evenings in two neighborhoods, on days that families choose",
    where_to="The two neighborhoods north of the tracks.",
    tries=(
        Try("Ask five families to bring one.", "Do new families come?", "Five new ones", "Four came."),
        Try("Ask ten families to bring one.", "Do new families come?", "Six new ones", "Six came, two by bus."),
    ),
    happened=(
        "Families came, brought others, and stayed to talk.",
        "The evenings were warm and small. Those who came are still the same few families.",
        "We invited, cooked and waited; hardly anybody came.",
    ),
    reasons=(
        "Families say that they come because they are asked, and in their language.",
        "Those who come are glad of it. We do not reach those who work late.",
        "We chose the evenings ourselves, and the families that we want to reach could not come.",
    ),
)
MESSAGES = Theme(
    known_by=("message", "newsletter", "two-way", "reply"),
    well=(
        "Somebody answered who had never answered before.",
        "A father wrote a question back, and three people wanted to know the answer, too.",
        "It was sent in all languages on the same day.",
        "We asked one question only, and eleven answered it.",
    ),
    in_way=(
        "The translation came two days late.",
        "The answers came in, and nobody had time to write back.",
        "A third of the numbers were out of date.",
    ),
    help=("Who can tell us which numbers are out of date?", "We need somebody who reads the answers in Navajo."),
    learned=(
        "An answer within two days brings the next question.",
        "One question in each message; with two, nobody answers.",
        "Ask for the number again in the fall: every third one is old.",
    ),
    people=("The colleague who answered the same day.", "Two parents who read each message before it went out."),
    predictions=(
        "More messages get an answer than before",
        "Each answer gets a word back within two days",
    ),
    heard=(
        ("families", "They pass it on to the grandparents because it is short."),
        ("families", "Two said that they understood it only with help."),
    ),
    steps=("Set the dates of the first three with those who translate.", "Ask ten families what they do with it."),
    instead="A short voice message each month, in the same languages",
    where_to="The families of the preschool.",
    tries=(
        Try("End one message with one question.", "Do more answer?", "Ten instead of four", "Seven answered."),
        Try("Answer each within two days.", "Do they write again?", "Every third one", "Every second one did."),
    ),
    happened=(
        "Each message went out on its day, and the answers were read and answered.",
        "The messages went out. Some months the answers lay there for weeks.",
        "The messages went out one way: hardly anybody wrote back.",
    ),
    reasons=(
        "Families answer, and what they ask for is done.",
        "Families write back when somebody answers them soon, and that took more hands than we have.",
        "One more message among many: families told us that it passes them by.",
    ),
)
ADVISORY = Theme(
    known_by=("advis", "mentor", "peer group", "same adult", "homeroom", "buddy"),
    well=(
        "Students asked for it on a day when it was not planned.",
        "Two who had not spoken to each other did.",
        "A substitute could run it from the card.",
        "The quiet ones stayed to talk after it.",
    ),
    in_way=(
        "Testing week left no time for it.",
        "The bell schedule changed, and we lost the slot.",
        "Half of the group was out sick.",
        "A new colleague did not know about it yet.",
    ),
    help=("Who can take a group of fifteen until winter?", "Where do I get more of the printed guides?"),
    learned=(
        "The same adult matters more than the program of the day.",
        "Students keep to it when they helped to write its rules.",
        "The first two weeks decide: be there every day.",
    ),
    people=("Two advisors who shared what they had prepared.", "A counselor who took the hardest group."),
    predictions=(
        "Students know their advisor's name by the end of the fall",
        "Every advisor has spoken alone with each student once",
    ),
    heard=(
        ("students", "They said that it is the one room where nobody is graded."),
        ("families", "They now know whom to call."),
    ),
    steps=(
        "Keep the groups together next year, with the same adults.",
        "Ask students which ten minutes to begin with.",
    ),
    instead="Advisory groups of eight, twice a week",
    where_to="The ninth graders who came in the middle of the year.",
    tries=(
        Try("Two groups begin with five minutes of talk.", "Do the quiet ones speak?", "Most do", "Half of them did."),
        Try("Six groups begin that way.", "Do the quiet ones speak?", "Half of them do", "In four groups they did."),
    ),
    happened=(
        "The groups kept their adult and their slot, and students hold each other to it.",
        "Most groups met every week. A few lost their slot to assemblies and tests.",
        "The slot was taken for other things so often that the groups never became groups.",
    ),
    reasons=(
        "Students name an adult whom they trust, and it is the advisor.",
        "Where the slot was kept it works; it was not kept everywhere.",
        "Without a slot that is safe there is nothing to build on.",
    ),
)
CALM = Theme(
    known_by=("calm", "reset", "corner", "mindful", "regulat", "breath"),
    well=(
        "The corner was used and left as it was found.",
        "A student went there by himself and came back after two minutes.",
        "The substitute knew what it was for without asking.",
        "The first five minutes were quiet, and nobody had to ask for that.",
    ),
    in_way=(
        "The timer was gone again.",
        "Two adults sent students out before they had tried it.",
        "The room was needed for testing.",
    ),
    help=("Where do I get two more kits?", "Can somebody show it to the new colleagues on the second floor?"),
    learned=(
        "It works when every adult in the hall does it, not only those who were trained.",
        "Students keep to it when they helped to set it up.",
        "Use it yourself first: they watch.",
    ),
    people=("The two hall monitors, who did it every day.", "A teacher who used it herself in front of the class."),
    predictions=(
        "Fewer students are sent out than the year before",
        "Every classroom has used it once a week by winter",
    ),
    heard=(
        ("students", "They asked for one in the cafeteria."),
        ("staff", "They noticed the change in the hallways and asked who began it."),
    ),
    steps=("Order the kits for the rooms that have none before summer.", "Choose one hallway where all adults do it."),
    instead="A calm corner in one hallway where all adults use it",
    where_to="The cafeteria and the bus line.",
    tries=(
        Try("Try it in two rooms.", "Are fewer sent out?", "Half as many as in the week before", "A third fewer were."),
        Try("Try it in a whole hallway.", "Are fewer sent out?", "A third fewer", "Half as many were."),
    ),
    happened=(
        "Students go there by themselves and come back ready to work.",
        "It is used well in the rooms whose teachers use it themselves.",
        "It became a place to be sent to, so students stayed away.",
    ),
    reasons=(
        "Fewer are sent out of class, and teachers say that lessons go on.",
        "It helps where all adults on a hallway do it, and that was one hallway.",
        "Adults went on sending students out, with or without it.",
    ),
)
RESTORATIVE = Theme(
    known_by=("restorative", "conflict", "referral", "conversation", "discipline", "mediation"),
    well=(
        "Both sat down the same day, and one of them began.",
        "A teacher asked for it before we had offered it.",
        "They wrote down themselves what they would do next time.",
        "It took twelve minutes.",
    ),
    in_way=(
        "The two days were over before somebody had time.",
        "One of the two was absent.",
        "There was no room in which nobody walks by.",
    ),
    help=("Can somebody cover my class on Tuesday afternoons?", "Who can lead one that I am part of myself?"),
    learned=(
        "Within the same day it is short; after two days it is a meeting.",
        "Ask what happened, never why.",
        "It needs a second adult who can lead it, for the days when the first is away.",
    ),
    people=("A counselor and a teacher as a pair.", "The assistant principal, who kept a room free."),
    predictions=(
        "Most conversations are held within two days",
        "More are held in time, and half of them the same day",
    ),
    heard=(
        ("students", "They said that nobody had asked them for their side before."),
        ("families", "They were glad to hear of it before the letter came."),
    ),
    steps=("Train a second pair who can lead it.", "Ask those who took part what they would change."),
    instead="A short conversation at the door the same day, and a longer one only where it is asked for",
    where_to="The other two grades.",
    tries=(
        Try(
            "Hold five of them the same day.", "Are they shorter?", "A quarter of an hour each", "Twenty minutes each."
        ),
        Try("Let two teachers lead their own.", "Do they hold in time?", "Three of five do", "Four of five did."),
    ),
    happened=(
        "Nearly all conversations were held in time, and most led to a written agreement.",
        "We held most of them, about half of them later than we had wanted.",
        "Too few adults can lead one, so most came too late or never.",
    ),
    reasons=(
        "Those who had one seldom come back for the same thing.",
        "It works when it is soon, and soon needs more adults who can lead it.",
        "Two adults for a whole school is too few.",
    ),
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
    predictions=("Half of the people it is meant for take part once", "Half of those who took part do so again"),
    heard=(
        ("staff", "They want to help prepare the next one."),
        ("families", "They would like to know of it earlier."),
    ),
    steps=(
        "Write down how it is done, so that others can take it over.",
        "Ask those who took part what they would change.",
    ),
    instead="The same in a smaller form, once a month",
    where_to="Those who have asked for it.",
    tries=(
        Try("Try it with two groups.", "Do more take part than before?", "Half as many again", "A few more did."),
        Try(
            "Try it with four groups.", "Do more take part than before?", "Half as many again", "Nearly twice as many."
        ),
    ),
    happened=(
        "It was done as we had planned it, and it was missed when it was not.",
        "It was done in part: the time for it was there in some months only.",
        "It hardly took place.",
    ),
    reasons=(
        "It does what it was meant to do, for the time it takes.",
        "It has begun to help; we do not know yet whether it lasts.",
        "It took more than it gave.",
    ),
)
THEMES = (
    WORKSHOPS, VISITS, CALENDAR, LISTENING, MESSAGES, ADVISORY, CALM, RESTORATIVE, WRITING, EVENINGS, MEETINGS,
    PRACTICE,
)  # fmt: skip
"""Of several that fit a title equally well the first counts."""


def theme_of(title: str) -> Theme:
    """The theme of which most words are in a title."""
    words = title.casefold()
    found = max(THEMES, key=lambda theme: sum(word in words for word in theme.known_by))
    return found if any(word in words for word in found.known_by) else ANYTHING
