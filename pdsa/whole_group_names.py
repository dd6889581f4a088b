"""What people call everybody: the usual names of the whole, in the spellings and languages that tables come in."""

import re
import unicodedata

from pdsa.names import folded

STRONG = """
all total totals overall everyone everybody whole entire combined aggregate district districtwide schoolwide systemwide
statewide
todos todas todo toda totales distrito general conjunto completa completo entera entero
tous toutes tout ensemble globale global totale totaux entier entiere
alle alles gesamt insgesamt gesamte geral tutti tutte insieme allemaal totaal
lahat kabuuan dhammaan wadarta vse wszyscy wszystkie razem ogolem
все всего итого всі усі разом
"""
"""Each of these says "everybody" by itself."""
NEUTRAL = """
the of in our and for group groups subgroup average mean sum grand wide level k 12 k12 usd isd unified
student students pupil pupils learner learners child children kids youth staff teacher teachers adult adults
employee employees educator educators family families parent parents respondent respondents participant participants
body enrollment enrolled tested respondents races ethnicities racial ethnic subgroups n
people person persons school schools grade grades class classes campus campuses site sites division county system
los las el la lo de del en y alumno alumnos alumna alumnas estudiante estudiantes escuela escuelas grado grados
grupo grupos personal maestros maestras docentes familias padres personas promedio media
les le l des du eleve eleves etudiant etudiants ecole ecoles groupe groupes personnel enseignants
schuler schulerinnen schule schulen lehrkrafte der die das und
o os a as do da dos das aluno alunos aluna alunas escola escolas
ученики учащиеся студенты школа школы
"""
"""Words that may stand beside one of those: "All students", "Whole school", "Todos los estudiantes"."""
PHRASES = """
totalpopulation allstudents allstudent allstu allpupils allstaff studentbody
全部 全体 全體 全员 全校 所有学生 全部学生 全体学生 所有學生 全體學生 总计 總計 合计 合計 总体 總體 全区 全學區
전체 전체학생 모든학생 합계 총계 全員 全生徒 総計
الكل الجميع جميعالطلاب كلالطلاب المجموع الإجمالي
tấtcả tấtcảhọcsinh toànbộ toàntrường tổngcộng
सभी कुल
toutelèv toutelèvyo toutmoun
"""
"""Names that are not taken apart into words, without their spaces."""
WORDS = re.compile(r"[^\W_]+")
FOOTNOTE = re.compile(r"[¹²³⁰⁴-⁹ª]+$|\s*\((?:n|N) ?= ?[\d,]+\)$|\s*\[\w\]$")
"""A note's sign, or of how many people, behind a name."""


def is_everybody(name: str, district: str = "") -> bool:
    """Whether a group's name usually means everybody: no name, "All students", "Total", the district's own name."""
    if not name.strip() or (district and _plain(name) == _plain(district)):
        return True
    words = WORDS.findall(_plain(name))
    if "".join(words) in _PHRASES:
        return True
    return any(word in _STRONG for word in words) and all(word in _STRONG | _NEUTRAL for word in words)


def _plain(text: str) -> str:
    """Folded, without accents."""
    parts = unicodedata.normalize("NFKD", folded(FOOTNOTE.sub("", text)))
    return "".join(each for each in parts if not unicodedata.combining(each))


def _set(words: str) -> frozenset[str]:
    return frozenset("".join(WORDS.findall(_plain(word))) for word in words.split())


_STRONG, _NEUTRAL, _PHRASES = _set(STRONG), _set(NEUTRAL), _set(PHRASES)
