"""Run what answers in under a minute: all rules, and the files of handlers and storage that need no wire or process.

`python -m tests.fast`, or `make test-fast`; further words go to pytest. Storage is tried on SQLite alone.
"""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FAST = {
    "": ("test_house.py", "pdsa"),
    "handlers": (
        "checkin/test_checkin.py", "checkin/test_checkin_who.py", "checkin/test_what_is_asked_about.py",
        "plan/test_rhythm_days.py", "rate/test_own.py",
        "test_asking.py", "test_away.py", "test_can_show.py", "test_careful.py", "test_conflicts.py", "test_context.py",
        "test_cycle.py", "test_data_due.py", "test_days_off.py", "test_days_said.py", "test_digest_due.py",
        "test_digest_readers.py", "test_every_form_takes_part.py", "test_everyday_words.py", "test_help.py",
        "test_history_and_export.py", "test_log.py", "test_published.py", "test_reflect_verdict.py",
        "test_settings_and_snooze.py", "test_spoken_words.py", "test_start_card.py", "test_status.py",
        "test_team_words.py", "test_turn.py", "test_unsent.py", "test_voices.py", "test_ways_on.py",
        "test_weekly_news.py", "test_why_and_resources.py", "test_worth_telling.py", "test_written_down.py",
    ),
    "storage": (
        "files/test_number_formats.py", "files/test_table_dates.py", "files/test_table_layout.py",
        "files/test_table_people.py", "files/test_workbook_happened.py", "test_circumstances.py", "test_figures.py",
        "test_one_trip.py", "test_own_words.py", "test_people.py", "test_public_days.py", "test_rubric.py",
        "test_typed.py", "test_uploads.py",
    ),
}  # fmt: skip
"""Folders and files by the folder of tests/ that they stand in."""


def paths() -> list[Path]:
    return [HERE / folder / name for folder, names in FAST.items() for name in names]


if __name__ == "__main__":
    sys.exit(pytest.main(["-n", "auto", "-k", "not postgres", *map(str, paths()), *sys.argv[1:]]))
