"""What the real files of work hold (time tracking, calendars), counted by hand."""

from reporting.ingest.model import Answers
from tests.real.counting import clock, comma, comma_hours
from tests.real.expected import Real

TIME = "time_tracking/a"
CLOCKIFY = f"{TIME}/clockify_time_entries_import_test_1.csv"

REALS = [
    Real(
        f"{TIME}/toggl_time_entries_import_test_2.csv", "toggl_entries", 1, "2024-10-15", "2024-10-15",
        {"worked_seconds": ("Duration", clock)},
    ),
    Real(
        CLOCKIFY, "clockify_entries", 2, "2024-03-04", "2024-03-04",
        {"worked_seconds": ("Duration (h)", clock), "amount": "Billable Amount (USD)"}, answers=Answers(order="mdy"),
    ),
    Real(
        f"{TIME}/harvest_time_entries_import_test_1.csv", "harvest_entries", 2, "2024-03-04", "2024-03-04",
        {"worked_seconds": ("Hours", comma_hours), "amount": ("Billable Amount", comma)},
    ),
    Real("editorial_calendar/a/hootsuite_posts.csv", "calendar_by_profile", 10, "2025-11-03", "2025-11-12"),
]  # fmt: skip
