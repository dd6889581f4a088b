"""One more look before a form's words are kept: do they name or number a student?"""

from collections.abc import Mapping

from handlers.kit.reply import Wrong
from handlers.kit.turn import Answer
from handlers.kit.words import _, clip
from pdsa.students import names_a_student


def careful(answers: Mapping[str, Answer]) -> Wrong | None:
    """The question under the first answer that looks as if it names or numbers a student; None where none does."""
    for name, answer in answers.items():
        if isinstance(answer, str) and (found := names_a_student(answer)):
            told = _(
                "“{found}” looks as if it names or numbers a student. Please write it without. If it is nobody's, "
                "send it once more as it is."
            )
            return Wrong(name, told.format(found=clip(found, 80)))
    return None
