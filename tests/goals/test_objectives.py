"""Progress of several goals under one name, against sums by hand."""

import pytest

from reporting.errors import say
from reporting.goals.model import Goal, Standing
from reporting.goals.objectives import objectives
from reporting.language import text
from reporting.periods import parse


def standing(objective: str | None, progress: float | None, weight: float = 1.0, client: int = 1) -> Standing:
    goal = Goal(1, client, "post_reach", "reach_total", parse("2026-10"), 1.0, objective=objective, weight=weight)
    return Standing(goal, None, None, progress, None, "no_data", say("x"), say("y"))


def test_no_goal_counts_more_than_all_of_it_and_weights_count() -> None:
    (one,) = objectives([standing("Reach", 0.5, 1), standing("reach", 1.8, 3), standing("Reach", 0.2, 2)])
    assert one.progress == pytest.approx((0.5 * 1 + 1.0 * 3 + 0.2 * 2) / 6)
    assert (one.objective, one.known, len(one.standings)) == ("Reach", 3, 3)
    assert text(one.sentence, "en") == "65.00% of the way, by 3 goals."


def test_what_is_not_known_is_left_out_and_said() -> None:
    (one,) = objectives([standing("Reach", 0.5), standing("Reach", None, 9)])
    assert (one.progress, one.known) == (0.5, 1)
    assert (
        text(one.sentence, "fr")
        == "50,00\u00a0% du chemin, sur 1 de 2 objectifs\u00a0; les autres n’ont pas encore de chiffre."
    )
    (none,) = objectives([standing("Reach", None)])
    assert (none.progress, none.known) == (None, 0)


def test_objectives_are_of_one_client_and_keep_their_order() -> None:
    found = objectives([standing("B", 1), standing(None, 0), standing("A", 1), standing("B", 0, client=2)])
    assert [(one.client_id, one.objective) for one in found] == [(1, "B"), (1, "A"), (2, "B")]
