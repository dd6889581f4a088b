"""The question about students' names: about what was typed, once, and with a way on."""

from bot.slack.listen import _answer
from handlers.answers.student_names import doubtful, in_talk, marks
from handlers.kit.turn import Chosen
from tests.handlers.desk import buttons_of, text


def test_values_behind_menus_were_typed_by_nobody() -> None:
    chosen = {"type": "static_select", "selected_option": {"value": "9262727"}}
    day = {"type": "datepicker", "selected_date": "2026-09-14"}
    typed = {"type": "plain_text_input", "value": "9262727 cried"}
    answers = {
        "group": _answer(chosen),
        "day": _answer(day),
        "text": _answer(typed),
        "none": _answer({"type": "radio_buttons"}),
    }
    assert list(doubtful(answers)) == ["text"]
    assert doubtful({"group": Chosen("student Maria Lopez"), "many": ("student Maria",), "tick": True}) == {}


def test_in_the_talk_a_button_goes_on_with_the_same_words() -> None:
    words = "Jayden Smith cried\nafter lunch, and we stopped"
    asked = in_talk("Jayden Smith cried", words, "words")
    assert [each.value for each in buttons_of(asked)] == [words]
    assert "I keep nothing of it so far" in text(asked)
    long = in_talk("Jayden Smith cried", words * 100, "words")
    assert buttons_of(long) == []
    assert "send it once more as it is" in text(long)


def test_what_is_remembered_holds_no_notification_of_it_and_knows_it_again_in_a_form() -> None:
    remembered = list(marks(7, "win Jayden Smith cried with joy"))
    assert all("Jayden" not in mark for mark in remembered)
    assert set(marks(7, "Jayden Smith cried with joy")) & set(remembered)
