"""What is realistic, beside the form of a goal (layer 8)."""

from reporting.ui.goal_fields import Draft
from reporting.ui.view import View
from reporting.ui.visit import Visit


def designer(visit: Visit, view: View, draft: Draft) -> None:
    del visit, view, draft
