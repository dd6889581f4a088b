"""A member who reads Spanish meets nothing English but people's own words and words to type."""

from collections import Counter
from pathlib import Path

from pdsa.decisions import Path as Way
from pdsa.plan import Plan
from pdsa.text import missing
from storage.language_names import own_name
from tests.conversations.deciding import answers_to
from tests.handlers.school.a_school import OF_COTTONWOOD, own_plan
from tests.people import ANA_LUCIA, HANNAH, KOFI
from tests.pseudo_reading import Known, Reader, all_read_it, as_far_as_spanish_goes, reading
from tests.room import Room, open_room

HAPPENED = {"happened": "Four of six workshops ran", "held": "partly", "missing": "Staff on evening shifts"}
LEARNED = {"learned": "Evenings suit staff better than Fridays", "obstacles": ["time"]}
WORKSHOPS = "After-school and virtual workshops, six a term"


def shown_in_english() -> Counter[str]:
    return Counter(missing().get("es", {}))


async def test_a_member_chooses_spanish_answers_and_looks_back(room: Room) -> None:
    ana = room.person(ANA_LUCIA)
    await room.starts()
    await ana.says("/sel settings")
    await ana.presses("Change the language")
    await ana.sends(language="es")
    before = shown_in_english()
    ana.sees("Zona horaria: America/Denver (la del distrito)")
    ana.sees("Recordatorios: uno, si una pregunta no tiene respuesta")
    await room.goes_to("2026-09-17 14:05")
    ana.sees("Hola, Ana-Lucía. Soy el bot del ciclo SEL de Riverbend Unified School District.")
    ana.sees(f"Le escribo porque está a cargo de {WORKSHOPS}.")
    ana.sees("su hora), mientras esté en marcha, le preguntaré cómo fue: dos minutos, solo en días de clase.")
    await ana.presses("Me parece bien")
    ana.sees("Qué gusto contar con usted. help muestra en todo momento lo que puede hacer.")
    ana.sees(f"¿Cómo fue {WORKSHOPS} esta semana?Como se planeóEn parteEsta semana noNo tocaba nada")
    await room.goes_to("2026-09-22 14:05")
    ana.sees(f"Sin prisa: {WORKSHOPS} aún no tiene respuesta para la semana pasada.Responder ahora")
    await ana.presses("En parte")
    ana.sees(f"{WORKSHOPS}, la semana pasada. Guardado: en parte. Llegó después de su semana")
    await ana.presses("Agregar una frase")
    ana.sees_form("Usted dijo: en parte.¿Qué estorbó?")
    await ana.sends(note="Two groups met")
    await room.settles()
    ana.sees("Estorbó: Two groups met")
    await ana.says("the gym was locked")
    ana.sees(f"Guardado: en parte en {WORKSHOPS}, para la semana pasada.")
    await ana.says("/sel help")
    ana.sees("El planLa rúbricaRegistrarEstadoFueraUn logroUna voz")
    await ana.says("/sel reflect S1")
    ana.sees_form("¿Resultó como se predijo?")
    await ana.sends(**HAPPENED)
    ana.sees_form("¿Qué se aprendió?")
    await ana.sends(**LEARNED)
    ana.sees(f"Guardado lo que aprendió de {WORKSHOPS}.")
    ana.sees_form("¿Avanzó la puesta en práctica como se esperaba?")
    await ana.sends(answer_implementation="no", answer_circumstances="no")
    ana.sees_form("¿Qué estorbó más?")
    await ana.sends(answer_obstacle="time", answer_way="other-strategy")
    ana.sees_form("la puesta en práctica como se esperaba: no")
    said = {"new_strategy_title": "Evening workshops", "step": "Ask for two evenings"}
    await ana.sends(reason="Fridays do not work", owner=ANA_LUCIA, **said)
    ana.sees(f"Propuesto para {WORKSHOPS}.")
    assert shown_in_english() - before == Counter()


COMMANDS = (
    "help", "settings", "checkin", "reflect", "decide", "away", "snooze", "why", "home", "status", "log",
    "win", "voice", "context", "cycle",
)  # fmt: skip
TYPED = (
    "what is SEL?", "what is PDSA?", "gracias", "what do you keep about me?", "when is the next question?",
    "what can you do?", "is this anonymous?", "stop", "how did you do?", "why checkin", "help reflect", "help decide",
    "sick until Friday", "I'm back", "away until 3/4", "away until 1/1/2020", "away off", "snooze plan",
)  # fmt: skip
SAID = ("Two groups met", "Gym was locked", "Take the library", "Evenings suit staff", "Ask for two evenings",
        "Evening workshops", "Look once more")  # fmt: skip
SHUT = ("Delete my words", "My data as a file", "Change the language", "My day and hours", "Change the time zone",
        "Pause until...")  # fmt: skip


async def test_a_teacher_and_a_school_lead_meet_no_english(tmp_path: Path, plan: Plan) -> None:
    async with open_room(tmp_path, plan) as room:
        await all_read_it(room, plan, HANNAH, KOFI)
        both = teacher, lead = Reader(room.workspace, HANNAH), Reader(room.workspace, KOFI)
        known = Known(plan, TYPED, COMMANDS, SAID, OF_COTTONWOOD, own_name("es"), "As planned", "Sam")
        with as_far_as_spanish_goes(), reading(room.workspace.world, known, HANNAH, KOFI) as read:
            async with room.store(writes=True) as store:
                await own_plan(store)
            await room.starts()
            await room.goes_to("2026-09-17 10:00")
            for person in both:
                await meets_it(room, person)
            await a_week(room, teacher, lead)
            await looks_back_and_decides(room, teacher, lead)
    assert not read.found


async def meets_it(room: Room, person: Reader) -> None:
    """The first message, and whatever can be typed."""
    await person.presses("What do you keep about me?")
    await person.presses("Sounds good")
    for word in (*(f"/sel {word}" for word in COMMANDS), "reflect", *TYPED):
        await person.says(word)
        await shuts(room, person)
    await person.says("/sel settings")
    for label in SHUT:
        await person.presses(label)
        await shuts(room, person)
    await person.opens_home()


async def a_week(room: Room, teacher: Reader, lead: Reader) -> None:
    """The question, answers with words and without, a call for help, a reminder."""
    await room.goes_to("2026-09-24 14:05")
    await teacher.presses("Partly")
    await teacher.presses("Add a sentence")
    await teacher.presses("More")
    await teacher.sends(in_way="Gym was locked")
    await teacher.says("/sel checkin S20")
    await teacher.sends(went="not this week")
    await teacher.presses("Ask for help")
    await teacher.sends(help="Two groups met")
    await room.settles()
    await lead.presses("Write to {name}", name="Hannah")
    await lead.sends(words="Take the library")
    await room.settles()
    await teacher.says("Two groups met")
    await teacher.says("As planned")
    await room.goes_to("2026-10-06 09:05")
    await teacher.presses("Skip this time")


async def looks_back_and_decides(room: Room, teacher: Reader, lead: Reader) -> None:
    """What the teacher proposes is handed back, proposed again and confirmed."""
    await teacher.says("/sel reflect S20")
    await teacher.sends(happened="Two groups met", held="partly", missing="Gym was locked")
    await teacher.sends(learned="Evenings suit staff", obstacles=["time", "clash"])
    for settles in ("Hand back with a word", "Confirm"):
        await teacher.says("/sel decide S20")
        await answers_to(room, HANNAH, Way.OTHER_STRATEGY)
        await teacher.sends(
            new_strategy_title="Evening workshops", reason="Two groups met", step="Ask for two evenings", owner=HANNAH
        )
        await room.settles()
        await lead.presses(settles)
        if settles != "Confirm":
            await lead.sends(why="Look once more")
        await room.settles()
    await teacher.opens_home()


async def shuts(room: Room, person: Reader) -> None:
    for view in room.workspace.views(person.email):
        await room.workspace.close_view(person.email, view.id, everything=True)
