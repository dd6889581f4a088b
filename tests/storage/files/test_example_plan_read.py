"""The example plan is read whole."""

from storage.files.child import Child
from storage.files.workbook_in_child import example, read_plan


async def test_the_example_is_read_whole():
    async with Child(workers=1, warm=("storage.files.sheets.plan_reading",)) as child:
        reading = await read_plan(example(), child)
    assert (reading.problems, reading.notes) == ((), ())
    plan = reading.plan
    assert plan is not None
    assert plan.district == "Riverbend Unified School District"
    counts = [len(each) for each in (plan.days_off, plan.team, plan.goals, plan.strategies, plan.links)]
    assert counts == [8, 16, 8, 12, 4]
    assert (len(plan.observations), len(plan.ratings)) == (44, 6)
