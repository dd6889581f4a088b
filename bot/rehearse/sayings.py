"""What the sample cast says. Made up, and named so in all that a rehearsal leaves behind."""

from pdsa.decisions import Path
from pdsa.reflection import Held

WELL = (
    "Two colleagues asked whether they could join next time.",
    "The opening activity worked: everybody spoke once.",
    "We kept to the time, and people stayed to talk.",
    "A family brought a neighbor along.",
    "The new schedule made room for it.",
    "Students asked for the card with the three questions.",
)
IN_WAY = (
    "It fell on the same afternoon as the staff meeting.",
    "Half of the group was out sick.",
    "No room was free, so we met in the hallway.",
    "The message about it went out too late.",
    "Testing week left no time for it.",
    "We had no interpreter this week.",
)
HELP = (
    "Can somebody cover my class on Tuesday afternoons?",
    "We need an interpreter for the next two evenings.",
    "Who can tell principals that this date is fixed?",
)
HAPPENED = (
    "We began late and found a rhythm after the winter break.",
    "It was held in most weeks; those who came once mostly came again.",
    "The first form did not fit the school day, so we made it shorter in January.",
    "It worked where a principal took part, and hardly elsewhere.",
)
LEARNED = (
    "Short and regular beats long and rare.",
    "People come when a colleague invites them, not when a flyer does.",
    "Fix the dates before the school calendar fills up.",
    "Ask those who did not come what would have to be different.",
)
PEOPLE = ("A pair of teachers who prepared it together.", "The office managers, who kept the dates free.", "")
REASON = (
    "The check-ins show that it happens when the time is protected.",
    "It was planned well and met the wrong hour of the day.",
    "It reached fewer people than we hoped, and those it reached speak well of it.",
    "What it cost in time was more than what it gave.",
)
STEP = (
    "Put the dates into next year's calendar before June.",
    "Ask two schools to try the shorter form in the fall.",
    "Write down how it is prepared, so that others can take it over.",
)
PREDICTION = ("Half of the people it is meant for take part by winter",)
HELD_AND_PATH = (
    (Held.YES.value, Path.SUSTAIN.value),
    (Held.YES.value, Path.EXPAND.value),
    (Held.PARTLY.value, Path.OTHER_STRATEGY.value),
    (Held.PARTLY.value, Path.KEEP.value),
    (Held.NO.value, Path.OTHER_STRATEGY.value),
    (Held.UNKNOWN.value, Path.EXTEND.value),
)
OPENING = "Thank you to everybody who wrote down, week after week, how it went."
REQUEST = "Twelve release days for visits between schools."
