"""What the empty template says to whoever fills it in: about the whole, each sheet, each column and each field.

They are worded in the reader's language where the template is made.
"""

from pdsa.text import noted

TITLE = noted("A year of social and emotional learning (SEL): your district's plan")
OPENING = (
    noted(
        "Fill in the sheets, save the file as .xlsx, and hand it to the bot: it checks everything first, says what it "
        "cannot use and where, and keeps the plan only when all of it is right."
    ),
    noted(
        "You can import it again whenever something changes. Goals and strategies are known by their code, people by "
        "their e-mail address; nothing is deleted because a row is gone."
    ),
    noted("Nobody gets a message because of an import. That begins when a lead presses Start."),
    noted(
        "Point at a column's header to read what belongs there, with an example. Keep the headers; the columns may "
        "stand in any order, and you may add your own, which the bot passes over."
    ),
    noted("This layout is our own. It is not a form of any agency or framework."),
)
SHEETS_TITLE, NEEDED_TITLE, ABOUT_TITLE = noted("Sheet"), noted("Needed?"), noted("What it is for")
NEEDED, OPTIONAL = noted("yes"), noted("if you have it")

ABOUT = {
    "District": noted("The district, its school year and time zone, and the channels the bot may write to."),
    "Calendar": noted("Days off and breaks. Nobody is asked anything on a day that is off for all."),
    "Team": noted("Everybody who takes part, with role and team. At least one Lead; two are better."),
    "Goals": noted(
        "What the year is for: long-term goals, how you will work (implementation), what changes (outcome)."
    ),
    "Action plan": noted(
        "The strategies: what you will do, who owns it, from when to when, and what you predict. "
        "What you do not know yet may stay empty; the bot asks the owner later."
    ),
    "Logic model": noted("Which implementation goal should lead to which outcome goal."),
    "Observations": noted("Numbers measured over time. They can be added later, in chat or here."),
    "Rubric": noted("Where each key activity stands on the scale from 1 (not begun) to 4 (fully in place)."),
    "Logic model parts": noted("Inputs, activities, outputs and outcomes beside the goals, and what leads to what."),
}

FIELDS = {
    "district": noted("The district's name.\nExample: Riverbend Unified School District"),
    "school_year": noted("Example: 2026-27"),
    "zone": noted(
        "The official (IANA) name of the zone.\nExamples: America/New_York, America/Chicago, America/Denver, "
        "America/Los_Angeles"
    ),
    "first_day": noted("Example: 2026-08-17"),
    "last_day": noted("Example: 2027-06-04"),
    "framework": noted("The framework whose rubric you use, if any."),
    "commitment": noted("The commitment to SEL so far, in a sentence or two. Reports to stakeholders begin with it."),
    "minimum_group": noted("Groups of fewer people are hidden wherever others read. 10 unless you say otherwise."),
    "team_channel": noted("Where the team's weekly note goes.\nExample: #sel-team"),
    "stakeholder_channel": noted(
        "Where monthly digests go, once a lead or communications has approved them.\nExample: #staff"
    ),
    "leadership_channel": noted("Where digests for leadership go, once approved.\nExample: #leadership"),
}

COLUMNS = {
    "District": {
        "field": noted("What is asked. Leave this column as it is."),
        "value": noted("Your answer. The names in bold on the left need one."),
    },
    "Calendar": {
        "name": noted("Example: Winter break"),
        "first": noted("The first day without school.\nExample: 2026-12-21"),
        "last": noted("The last day without school; empty for a single day.\nExample: 2027-01-01"),
        "who": noted("all: nobody works that day.\nstudents: only students are off, staff work."),
    },
    "Team": {
        "name": noted("First and last name, as people say it: first messages greet by the first."),
        "email": noted("The address under which the person is known in your chat."),
        "role": noted(
            "Lead: may do everything for the team.\nMember, School lead, School member: own strategies and are "
            "asked how they go.\nResearch: enters numbers.\nCommunications: edits and approves digests.\n"
            "Supervisor and Observer: read along and are never asked."
        ),
        "team": noted("The district's team, or the school.\nExample: Cottonwood Elementary"),
        "zone": noted("Only for somebody who works in another time zone.\nExample: America/Phoenix"),
        "language": noted("What the bot speaks to them; English if the cell is empty.\nExample: Español"),
    },
    "Goals": {
        "code": noted("A short code of your own.\nExample: G2"),
        "kind": noted(
            "Long-term: where you want to be in some years.\nImplementation: how you will work differently, on the "
            "rubric.\nOutcome: what should change, in a measure."
        ),
        "statement": noted("One sentence.\nExample: Families are partners in SEL, in the languages they speak"),
        "activity": noted("For an implementation goal: the rubric item that it moves."),
        "baseline": noted("Where it stands now: a level from 1 to 4, or the measure's value."),
        "target": noted("Where it should stand: a level from 1 to 4, or the measure's value."),
        "measure": noted(
            "For an outcome goal: what is counted, with its unit.\nExample: Staff who agree they can support SEL (%)"
        ),
        "due": noted("Example: 2027-05-28"),
        "owner": noted("The e-mail address of somebody on the sheet Team."),
        "parent": noted("The code of the long-term goal that it serves.\nExample: G1"),
        "school": noted("Only for a school's own goal: the school, as on the sheet Team."),
    },
    "Action plan": {
        "code": noted("A short code of your own.\nExample: S1"),
        "goal": noted("The code of the goal that it serves.\nExample: G2"),
        "title": noted(
            "What you will do, so that everybody knows what is meant.\nExample: Peer visits between schools"
        ),
        "owner": noted(
            "The e-mail address of somebody on the sheet Team. The owner is asked how it goes, once a "
            "week or in the strategy's own rhythm. Of several people the "
            "first one owns it; the others are written under Partners as helping."
        ),
        "start": noted("The first day. The prediction is kept as it stands on that day.\nExample: 2026-09-14"),
        "end": noted("The last day.\nExample: 2027-04-30"),
        "prediction": noted(
            "What you expect to see, so that you can tell later.\nExample: Every school hosts or visits by March"
        ),
        "partners": noted("Who works with you, inside or outside."),
        "resources": noted("What it takes."),
        "where": noted("District, or the school as on the sheet Team."),
        "measure": noted(
            "If the owner should give a number each week: what is counted.\nExample: Staff at the workshop"
        ),
        "follows": noted("The code of the strategy that it replaces, if it does.\nExample: S1"),
        "tags": noted(
            "What it is about, from the tags that resources have, with commas between.\nExample: equity, planning"
        ),
        "rhythm": noted(
            "How often the owner is asked: weekly (if the cell is empty), every second week, monthly, each term, "
            "or the days themselves with commas between.\nExamples: monthly; 2026-10-15, 2027-01-21"
        ),
    },
    "Logic model": {
        "implementation": noted("The code of an implementation goal.\nExample: G2"),
        "outcome": noted("The code of the outcome goal it should lead to.\nExample: G6"),
    },
    "Observations": {
        "measure": noted("The measure, worded as on the sheet Goals."),
        "day": noted("The day it was measured.\nExample: 2026-09-25"),
        "value": noted("The number.\nExample: 54"),
        "n": noted("How many people it comes from. Small groups are hidden by it."),
        "group": noted("Whom it is about; everybody, if it is no group.\nExample: District, or a school"),
        "source": noted("Where the number was found.\nExample: Staff survey"),
    },
    "Rubric": {
        "activity": noted("The rubric item.\nExample: Professional Learning"),
        "initial": noted("Its level at the start of the year: 1, 2, 3 or 4."),
        "goal": noted("The level you aim for this year."),
        "year_end": noted("Its level at the end of the year. Leave it empty until then."),
        "evidence": noted("What the rating rests on."),
        "mid_year": noted("Its level in the middle of the year, if you rate then."),
    },
    "Logic model parts": {
        "code": noted("A short code of your own.\nExample: L1"),
        "stage": noted(
            "Input: what you put in.\nActivity: what you do with it.\nOutput: what there is then.\nOutcome: what "
            "changes."
        ),
        "words": noted("What it is, in a few words.\nExample: Release days for peer visits"),
        "leads_to": noted("Codes of parts and outcome goals to which it leads, with commas between.\nExample: L2, G6"),
        "led_by": noted("Codes of implementation goals that lead to it, with commas between.\nExample: G2"),
    },
}
