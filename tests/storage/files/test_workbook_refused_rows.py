"""The example plan with something wrong in a row of its work, or in a person: refused in the right sentence."""
# ruff: noqa: E501 - a sentence stands on one line, as people read it

from datetime import date

import pytest

from storage.files.sheets.cell_problems import sentence
from storage.files.sheets.plan_reading import read
from tests.storage.files.workbooks import SheetChange, append, bare, cell, changed, together

OWNERS = "Maribel Ortega, Devon Achterberg or Priya Raman could own this."
KINDS = "Choose Long-term, Implementation or Outcome."
ROLES = "Choose Lead, Member, Research, Communications, School lead, School member, Supervisor or Observer."
DATE = "Write a date such as 2026-09-14."

# fmt: off
Variant = tuple[SheetChange | str, ...]
REFUSED: dict[str, Variant] = {
    "a date in words": (
        cell("Action plan", "E4", "after the break"),
        f"Sheet “Action plan”, row 4, “Start”: I found “after the break”. {DATE}",
    ),
    "a date that could be two": (
        cell("Action plan", "E4", "9/8/2026"),
        "Sheet “Action plan”, row 4, “Start”: I found “9/8/2026”. That could be 2026-09-08 or 2026-08-09: write the one that you mean in this way.",
    ),
    "a day that no month has": (
        cell("Action plan", "F4", "2027-02-30"),
        "Sheet “Action plan”, row 4, “End”: I found “2027-02-30”. The calendar has no such day: write the one that you mean as 2026-09-14.",
    ),
    "a date as a bare number from long ago": (
        bare("Goals", "H3", 4627),
        f"Sheet “Goals”, row 3, “Due”: I found “4627”. {DATE}",
    ),
    "a stretch as a date": (
        cell("Goals", "H3", "Spring 2027"),
        "Sheet “Goals”, row 3, “Due”: I found “Spring 2027”. That is longer than a day: write one day of it, such as "
        "2026-09-14.",
    ),
    "a date without its year": (
        cell("Goals", "H3", "28 May"),
        "Sheet “Goals”, row 3, “Due”: I found “28 May”. Write the year, too, such as 2026-09-14.",
    ),
    "an end before the start": (
        cell("Action plan", "F4", date(2026, 9, 1)),
        "Sheet “Action plan”, row 4, “End”: I found “2026-09-01”. It should not be before “Start”, 2026-09-08.",
    ),
    "a blank below a school": (
        cell("Observations", "E3", None),
        "Sheet “Observations”, row 3, “Group”: I found nothing. Other rows of this measure name a group. Write in each row whose number it is, or “everybody”.",
    ),
    "the same as above": (
        cell("Observations", "E3", "〃"),
        "Sheet “Observations”, row 3, “Group”: I found “〃”. Other rows of this measure name a group. Write in each row whose number it is, or “everybody”.",
    ),
    "no e-mail": (
        cell("Team", "B15", None),
        "Sheet “Team”, row 15, “E-mail”: I found nothing. Fill it in, or empty the whole row.",
        "Sheet “Action plan”, row 11, “Owner”: I found “l.archuleta@riverbend.example”. Nobody on the sheet Team has that name or e-mail address: add the person there, or choose somebody who is.",
    ),
    "an e-mail that is none": (
        cell("Team", "B10", "b.osei at riverbend"),
        "Sheet “Team”, row 10, “E-mail”: I found “b.osei at riverbend”. Write an e-mail address such as ana@district.example.",
    ),
    "an e-mail twice, in another case": (
        cell("Team", "B10", "M.Ortega@Riverbend.example"),
        "Sheet “Team”, row 10, “E-mail”: I found “m.ortega@riverbend.example” again. Row 2 has it already: each may stand there once.",
    ),
    "a role of their own": (
        cell("Team", "C10", "Superintendent"),
        f"Sheet “Team”, row 10, “Role”: I found “Superintendent”. {ROLES}",
    ),
    "nobody leads": (
        together(cell("Team", "C2", "Member"), cell("Team", "C3", "Member")),
        "Sheet “Team”, column “Role”: I found nobody with the role Lead. Give at least one person the role Lead; two are better, so that one can be ill.",
    ),
    "no name and no team": (
        together(cell("Team", "A17", None), cell("Team", "D17", " ")),
        "Sheet “Team”, row 17, “Name”: I found nothing. Fill it in, or empty the whole row.",
        "Sheet “Team”, row 17, “Team”: I found nothing. Fill it in, or empty the whole row.",
    ),
    "an observer owns a strategy": (
        cell("Action plan", "D5", "B.Osei@riverbend.example"),
        f"Sheet “Action plan”, row 5, “Owner”: I found “B.Osei@riverbend.example” (Dr. Bernadette Osei, observer). Somebody in this role only reads along and is never asked. {OWNERS}",
    ),
    "a supervisor owns a goal": (
        together(cell("Team", "C10", "supervisor"), cell("Goals", "I5", "b.osei@riverbend.example")),
        f"Sheet “Goals”, row 5, “Owner”: I found “b.osei@riverbend.example” (Dr. Bernadette Osei, supervisor). Somebody in this role only reads along and is never asked. {OWNERS}",
    ),
    "an owner whom nobody knows": (
        cell("Action plan", "D5", "someone@riverbend.example"),
        "Sheet “Action plan”, row 5, “Owner”: I found “someone@riverbend.example”. Nobody on the sheet Team has that name or e-mail address: add the person there, or choose somebody who is.",
    ),
    "an owner by a name that two people have": (
        together(cell("Team", "A13", "Wei Chen"), cell("Action plan", "D5", "Wei Chen")),
        "Sheet “Action plan”, row 5, “Owner”: I found “Wei Chen”. More than one person on the sheet Team has that name: write the e-mail address.",
    ),
    "a code twice, in another case": (
        cell("Action plan", "A5", "s1"),
        "Sheet “Action plan”, row 5, “Strategy”: I found “s1” again. Row 2 has it already: each may stand there once.",
    ),
    "a goal's code twice": (
        append("Goals", "g8", "Outcome", "Once more"),
        "Sheet “Goals”, row 10, “Goal”: I found “g8” again. Row 9 has it already: each may stand there once.",
    ),
    "a strategy without a code": (
        cell("Action plan", "A6", None),
        "Sheet “Action plan”, row 6, “Strategy”: I found nothing. Fill it in, or empty the whole row.",
    ),
    "a goal that nobody knows": (
        cell("Action plan", "B6", "G99"),
        "Sheet “Action plan”, row 6, “Goal”: I found “G99”. No goal has that code: use one of the sheet Goals, such as G1, G2, G3, G4 or G5.",
    ),
    "a kind of goal that there is not": (
        cell("Goals", "B3", "Stretch"),
        f"Sheet “Goals”, row 3, “Kind”: I found “Stretch”. {KINDS}",
        "Sheet “Logic model”, row 2, “Implementation goal”: I found “G2”, which is a goal of the kind “Long-term”. This column takes goals of the kind “Implementation”, such as G3, G4 or G5.",
    ),
    "a baseline in words": (
        cell("Goals", "E7", "about half"),
        "Sheet “Goals”, row 7, “Baseline”: I found “about half”. Write a plain number such as 54 or 4.2.",
    ),
    "more than one number": (
        cell("Goals", "E9", "12,345,6"),
        "Sheet “Goals”, row 9, “Baseline”: I found “12,345,6”. That can be read as more than one number: write it as "
        "1234.5.",
    ),
    "a number with a footnote's mark": (
        cell("Goals", "E9", "4.2*"),
        "Sheet “Goals”, row 9, “Baseline”: I found “4.2*”. That is a number with a mark beside it, as for a footnote: "
        "write the number alone.",
    ),
    "a small group's number, hidden": (
        cell("Goals", "E9", "<10"),
        "Sheet “Goals”, row 9, “Baseline”: I found “<10”. That hides the number of a small group: leave the cell empty.",
    ),
    "a channel's link": (
        cell("District", "B11", "https://riverbend.slack.com/archives/C012345"),
        "Sheet “District”, row 11, “Stakeholder channel”: I found “https://riverbend.slack.com/archives/C012345”. "
        "That is a link: write the channel's name as it stands in chat, such as #sel-team.",
    ),
    "a channel's id": (
        cell("District", "B12", "C012345"),
        "Sheet “District”, row 12, “Leadership channel”: I found “C012345”. That looks like a channel's id: write its "
        "name as it stands in chat, such as #sel-team.",
    ),
    "two owners of a goal": (
        cell("Goals", "I3", "Ana-Lucía Peña and Kofi Mensah"),
        "Sheet “Goals”, row 3, “Owner”: I found “Ana-Lucía Peña and Kofi Mensah”. A goal has one owner: write the e-mail "
        "address or the name of one person.",
    ),
    "an owner nobody knows, beside one who is known": (
        cell("Action plan", "D2", "Ana Pena, Kofi Mensah"),
        "Sheet “Action plan”, row 2, “Owner”: I found “Ana Pena, Kofi Mensah”. Nobody on the sheet Team has that name or e-mail "
        "address: add the person there, or choose somebody who is.",
    ),
    "a number that is none": (
        cell("Observations", "C4", "nan"),
        "Sheet “Observations”, row 4, “Value”: I found “nan”. Write a plain number such as 54 or 4.2.",
    ),
    "a level of five": (
        cell("Goals", "F3", 5),
        "Sheet “Goals”, row 3, “Target”: I found “5”. For an implementation goal, write a level from 1 to 4, or leave it empty.",
    ),
    "a rating between two": (
        cell("Rubric", "B3", 2.5),
        "Sheet “Rubric”, row 3, “Initial rating”: I found “2.5”. Write 1, 2, 3 or 4, or leave it empty.",
    ),
    "a rating of zero": (
        cell("Rubric", "D3", 0),
        "Sheet “Rubric”, row 3, “Year-end rating”: I found “0”. Write 1, 2, 3 or 4, or leave it empty.",
    ),
    "a rubric item twice": (
        cell("Rubric", "A4", "collaboration"),
        "Sheet “Rubric”, row 4, “Key activity”: I found “Collaboration” again. Row 3 has it already: each may stand there once.",
    ),
    "the logic model the wrong way round": (
        together(cell("Logic model", "A2", "G6"), cell("Logic model", "B2", "G2")),
        "Sheet “Logic model”, row 2, “Implementation goal”: I found “G6”, which is a goal of the kind “Outcome”. This column takes goals of the kind “Implementation”, such as G2, G3, G4 or G5.",
        "Sheet “Logic model”, row 2, “leads to outcome goal”: I found “G2”, which is a goal of the kind “Implementation”. This column takes goals of the kind “Outcome”, such as G6, G7 or G8.",
    ),
    "half a link": (
        cell("Logic model", "B2", None),
        "Sheet “Logic model”, row 2, “leads to outcome goal”: I found nothing. Fill it in, or empty the whole row.",
    ),
    "two values for one day": (
        append("Observations", "Staff who agree they can support SEL (%)", date(2026, 9, 25), 55, 412, "District"),
        "Sheet “Observations”, row 46, “Value”: I found “55”. Row 39 has another value for this measure, date and group: keep the right one.",
    ),
    "fewer than nobody": (
        cell("Observations", "D2", -3),
        "Sheet “Observations”, row 2, “n”: I found “-3”. Write how many people the number comes from, as a whole number, or leave it empty.",
    ),
    "a formula": (
        cell("Goals", "F7", "=E7+16"),
        "Sheet “Goals”, row 7, “Target”: I found a formula. We read values, not formulas: copy the cell and paste it as a value.",
    ),
    "a formula in a text": (
        cell("Action plan", "G4", '=HYPERLINK("http://127.0.0.1/","Here")'),
        "Sheet “Action plan”, row 4, “We predict”: I found a formula. We read values, not formulas: copy the cell and paste it as a value.",
    ),
    "an error value": (
        cell("Goals", "F7", "#REF!"),
        "Sheet “Goals”, row 7, “Target”: I found the error “#REF!”. Write the value itself.",
    ),
    "a statement like a book": (
        cell("Goals", "C3", "very " * 300),
        "Sheet “Goals”, row 3, “Statement”: I found a text of 1,499 characters. Up to 1,000 will do: say it more briefly.",
    ),
    "a title like a page": (
        cell("Action plan", "C3", "x" * 301),
        "Sheet “Action plan”, row 3, “What we will do”: I found a text of 301 characters. Up to 300 will do: say it more briefly.",
    ),
    "a prediction like a book": (
        cell("Action plan", "G3", "x" * 32_767),
        "Sheet “Action plan”, row 3, “We predict”: I found a text of 32,767 characters. Up to 1,000 will do: say it more briefly.",
    ),
    "several things at once, in the order of the sheets": (
        together(cell("Rubric", "B3", 9), cell("Goals", "E7", "?"), cell("District", "B9", -1)),
        "Sheet “District”, row 9, “Minimum group shown”: I found “-1”. Write a whole number from 1 to 100.",
        "Sheet “Goals”, row 7, “Baseline”: I found “?”. Write a plain number such as 54 or 4.2.",
        "Sheet “Rubric”, row 3, “Initial rating”: I found “9”. Write 1, 2, 3 or 4, or leave it empty.",
    ),
}
# fmt: on


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_sentences(name: str):
    change, *expected = REFUSED[name]
    reading = read(changed(change))
    assert reading.plan is None
    assert [sentence(problem) for problem in reading.problems] == expected


def test_there_are_enough_variants():
    assert len(REFUSED) >= 30
