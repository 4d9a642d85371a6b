"""The process may be killed at any moment: what was acknowledged is there, and nothing is there by half."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reporting.catalog.model import Catalog
from reporting.settings import Settings
from reporting.warehouse.content import content
from reporting.warehouse.facts import Facts
from reporting.warehouse.store import Store

IMPORT_FOR_EVER = """
import itertools, pathlib, sys
from reporting.catalog.load import load_catalog
from reporting.settings import Settings
from reporting.warehouse.store import Store
from tests.stocking import stock
store = Store.open(Settings(home=pathlib.Path(sys.argv[1])), load_catalog())
for n in itertools.count():
    rows = [{"post": f"p{(n * 7 + i) % 50}", "reach": n, "likes": i} for i in range(20)]
    receipt = stock(store, "Acme", "post", rows, file=f"{sys.argv[2]}-{n}.csv")
    print(receipt.import_id, flush=True)
"""


def acknowledged_until_killed(settings: Settings, run: int, seconds: float) -> list[int]:
    with subprocess.Popen(
        [sys.executable, "-c", IMPORT_FOR_EVER, str(settings.home), str(run)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(seconds)
        child.kill()
        said = first + child.stdout.read()
    return [int(line) for line in said.splitlines() if line.isdecimal()]


@pytest.mark.parametrize("run", range(3))
def test_a_killed_import_is_whole_or_not_there(settings: Settings, catalog: Catalog, run: int) -> None:
    promised = acknowledged_until_killed(settings, run, random.Random(run).uniform(0.05, 0.6))  # noqa: S311 -- when to kill, not a secret
    assert promised
    store = Store.open(settings, catalog)
    with store.read() as cur:
        there = [number for (number,) in cur.execute('select id from "import" order by id').fetchall()]
        rows = cur.execute("select import_id, count(*) from fact_post group by 1 order by 1").fetchall()
        kept = content(cur, "current_post")
    assert set(promised) <= set(there)
    assert len(there) <= len(promised) + 1
    assert rows == [(number, 20) for number in there]
    with store.trial() as cur:
        Facts(cur, catalog, catalog.tables["post"]).merge_again()
        assert content(cur, "current_post") == kept
    store.close()
