"""Run what answers in under a minute: all rules, and the files of handlers and storage that need no wire or process.

`python -m tests.run_fast`, or `make test-fast`; further words go to pytest. Storage is tried on SQLite alone.
"""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FAST = {
    "": ("test_house.py", "pdsa"),
    "handlers": (
        "checkin/test_checkin.py", "checkin/test_who_may_answer.py", "checkin/test_span_asked_about.py",
        "digest/test_posted_small_groups.py",
        "digest/test_readers.py", "digest/test_weekly.py", "digest/test_measures_marked.py",
        "help/test_ask_leads.py", "help/test_way_after_refusal.py",
        "answers/test_edit_conflicts.py", "answers/test_student_names.py",
        "kit/test_every_form_sees_conflicts.py", "kit/test_number_and_day.py",
        "log/test_number_reminders.py", "plan/test_typed_days_in_forms.py", "rate/test_own.py",
        "reflect/test_verdict.py", "setup/test_days_off.py", "setup/test_missing_before_start.py",
        "status/test_unsent.py", "wording/test_detectable_change.py",
        "wording/test_record_quality.py", "wording/test_teams.py", "test_away.py", "test_context_changes.py",
        "test_successes_and_voices.py", "test_why_and_resources.py",
    ),
    "storage": (
        "files/test_percent_formats.py", "files/test_table_dates.py", "files/test_table_layout.py",
        "files/test_student_tables.py", "files/test_workbook_happened.py", "test_circumstances.py",
        "test_digest_json.py", "test_people.py", "test_public_holidays.py", "test_rubric.py",
        "test_sqlite_connection.py", "test_typed_answers.py", "test_uploads.py", "test_word_columns.py",
    ),
}  # fmt: skip
"""Folders and files by the folder of tests/ that they stand in."""


def paths() -> list[Path]:
    return [HERE / folder / name for folder, names in FAST.items() for name in names]


if __name__ == "__main__":
    sys.exit(pytest.main(["-n", "auto", "-k", "not postgres", *map(str, paths()), *sys.argv[1:]]))
