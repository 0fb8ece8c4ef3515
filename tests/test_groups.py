"""Tests of a group run in one process: what they share is made once, and no two engines stand beside each other."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

GROUPED = """
import os, pytest

@pytest.mark.parametrize("number", range(6))
@pytest.mark.xdist_group("one")
def test_of_one_group(number):
    with open(os.environ["SEEN"], "a") as seen:
        seen.write(os.environ["PYTEST_XDIST_WORKER"] + "\\n")
"""


def test_one_worker_runs_a_whole_group(tmp_path: Path) -> None:
    (tmp_path / "test_grouped.py").write_text(GROUPED)
    seen = tmp_path / "seen"
    arguments = ["-p", "no:django", "--numprocesses=2", "--dist=loadgroup", "test_grouped.py"]
    subprocess.run(
        [sys.executable, "-m", "pytest", *arguments],
        check=True,
        cwd=tmp_path,
        env={"SEEN": str(seen)},
        capture_output=True,
    )
    workers = seen.read_text().split()
    assert len(workers) == 6
    assert len(set(workers)) == 1
