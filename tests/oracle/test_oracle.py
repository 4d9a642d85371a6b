"""Every metric against SQL that a person wrote over the same small data: metrics and shapes, rows compared exactly."""

import math
import tomllib
from pathlib import Path
from typing import Any

import pytest

from reporting.catalog.model import Catalog
from tests.tables import Tables

HERE = Path(__file__).parent
CASES: list[tuple[str, dict[str, Any]]] = [
    (f"{path.stem}:{case['metric']}:{'+'.join(case['by'])}:{'+'.join(case.get('compare', []))}", case)
    for path in sorted(HERE.glob("*.toml"))
    for case in tomllib.loads(path.read_text())["case"]
]


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES])
def test_metric_equals_sql_written_by_hand(case: dict[str, Any], tables: Tables) -> None:
    how = {name: tuple(case.get(name, ())) for name in ("by", "compare", "platforms", "accounts", "media_types")}
    result = tables.ask(case["metric"], period=case.get("period", "2026-10"), **how)
    expected = tables.by_hand(case["sql"])
    assert [row[: len(how["by"])] for row in result.rows] == [row[: len(how["by"])] for row in expected]
    for got, wanted in zip(result.rows, expected, strict=True):
        assert _same(got, wanted), (got, wanted)


def _same(got: tuple[Any, ...], wanted: tuple[Any, ...]) -> bool:
    """Equal, cell by cell; quotients may differ in the last bit."""
    return len(got) == len(wanted) and all(
        one == other or (isinstance(one, float) and other is not None and math.isclose(one, other, rel_tol=1e-12))
        for one, other in zip(got, wanted, strict=True)
    )


def test_every_metric_has_a_case(catalog: Catalog) -> None:
    assert {case["metric"] for _, case in CASES} == set(catalog.metrics)
