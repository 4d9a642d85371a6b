"""Without sign-in the server answers on this machine only."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reporting.ui.server import is_loopback

ROOT = Path(__file__).parents[2]
EVERYWHERE = "0.0.0.0"  # noqa: S104 -- what must be refused


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "127.4.5.6", "::1"])
def test_this_machine(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize(
    "address",
    [None, "", EVERYWHERE, "::", "192.168.1.7", "reports.intern", "localhost.evil.example"],
)
def test_others(address: str | None) -> None:
    assert not is_loopback(address)


@pytest.mark.parametrize("address", [EVERYWHERE, "::"])
def test_it_ends_before_it_listens_where_others_could_reach_it(address: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0", "--server.address", address]
    environment = os.environ | {"REPORTING_HOME": str(tmp_path / "home")}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    said = ended.stdout + ended.stderr
    assert ended.returncode != 0
    assert f"Bilan does not start on the address {address}." in said
    assert f"Bilan ne démarre pas sur l’adresse {address}." in said
    assert not (tmp_path / "home").exists()
