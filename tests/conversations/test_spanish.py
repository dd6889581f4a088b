"""A member who reads Spanish meets nothing English but people's own words and words to type."""

from collections import Counter

from pdsa.text import missing
from tests.people import ANA_LUCIA
from tests.room import Room

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
