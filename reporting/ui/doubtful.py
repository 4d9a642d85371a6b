"""What there is to say about a table, and what helps with it (layer 8)."""

from reporting.ingest.model import Found
from reporting.ui import messages
from reporting.ui.visit import Visit


def help_with(visit: Visit, found: Found) -> None:
    for notice in found.notices:
        messages.notice(notice, visit.lang)
