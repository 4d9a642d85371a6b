"""What forecasts of goals are worth: ranges, odds and errors on days that were kept from them.

The constants were chosen on every second series ("tuned on"); what is held to here are the others. The slow test
prints the tables of docs/forecasts.md: `python -m pytest -m slow -s tests/goals/test_backtest.py`.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest

from reporting.actions.desk import Desk
from reporting.catalog.model import Catalog
from reporting.goals.season import expected_shares
from reporting.periods import month
from tests.goals.backtest import Case, Report, cases, fan_inside, report
from tests.goals.exports import REAL, demo, real
from tests.goals.series import Named, generated
from tests.tools import absent

MANY, FEW = 110, 22


def test_ranges_odds_and_errors_hold_roughly_on_a_few_series() -> None:
    found = report(list(cases(generated(FEW), most=4)))
    assert found.n > 200
    assert 0.68 < found.in_80 < 0.92
    assert 0.35 < found.in_50 < 0.68
    assert found.brier < 0.6 * found.unskilled
    assert found.error < found.straight


@pytest.mark.slow
@pytest.mark.real
def test_ranges_odds_and_errors_hold(desk: Desk, catalog: Catalog, tmp_path: Path) -> None:
    if not REAL.is_dir():
        absent("no ../shared/real_exports beside this checkout")
    groups = {
        "generated": _halves(generated(MANY)),
        "example client": _halves(demo(desk)),
        "real exports": _halves(real(catalog, tmp_path)),
    }
    assert sum(len(one) for halves in groups.values() for one in halves) >= 200
    tuned, held = ({name: list(cases(halves[at])) for name, halves in groups.items()} for at in (0, 1))
    whole = [case for told in held.values() for case in told]
    found = report(whole)
    lines = [_row("tuned on", report([case for told in tuned.values() for case in told]))]
    for cut in (_group, _kind, _gone):
        lines += [
            _row(name, report([case for case in whole if cut(case) == name])) for name in sorted(set(map(cut, whole)))
        ]
    lines += [_row("held back", found), f"halfway, in the 80 % range: {fan_inside(whole):.1%}"]
    lines += [f"| {said:.0%} | {came:.0%} | {n:,} |" for said, came, n in found.reliability]
    _show(lines)
    assert 0.75 <= found.in_80 <= 0.85
    assert found.gain >= 0.20
    assert max(abs(said - came) for said, came, n in found.reliability if n >= 100) < 0.12


@pytest.mark.slow
def test_expected_shares_are_nearer_than_a_straight_line() -> None:
    """Mean distance to how the months really came together, over all days of the generated months."""
    ours, line = [], []
    for one in generated(MANY):
        if one.level or one.under or one.name.startswith("gaps"):
            continue
        for number in (14, 20, 27, 33):
            period = month(2023 + number // 12, number % 12 + 1)
            at = (period.start - one.series.first).days
            days = [value or 0.0 for value in one.series.values[at : at + period.days]]
            if sum(days):
                expected = expected_shares(period, one.series).shares
                for n in range(period.days):
                    came = sum(days[: n + 1]) / sum(days)
                    ours.append(abs(expected[n] - came))
                    line.append(abs((n + 1) / period.days - came))
    _show([f"expected shares off by {sum(ours) / len(ours):.4f}, a straight line by {sum(line) / len(line):.4f}"])
    assert sum(ours) < sum(line)


def _halves(series: Iterable[Named]) -> list[list[Named]]:
    whole = list(series)
    return [whole[::2], whole[1::2]]


def _group(case: Case) -> str:
    return {"demo": "example client", "real": "real exports"}.get(case.name.split()[0], "generated")


def _kind(case: Case) -> str:
    words = case.name.split()
    if _group(case) == "generated":
        return f"generated, {words[0]}"
    return f"{_group(case)}, {'posts by day' if words[-2] == 'post' else 'accounts by day'}"


def _gone(case: Case) -> str:
    return f"{case.share:.0%} of the days gone"


def _row(name: str, found: Report) -> str:
    return (
        f"| {name} | {found.n:,} | {found.in_80:.1%} | {found.in_50:.1%} | {found.brier:.3f} | {found.unskilled:.3f}"
        f" | {found.error:.1%} | {found.straight:.1%} | {found.gain:.0%} |"
    )


def _show(lines: list[str]) -> None:
    print("", *lines, sep="\n")  # noqa: T201 -- the tables of docs/forecasts.md
