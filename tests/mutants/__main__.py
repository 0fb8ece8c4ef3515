"""``python -m tests.mutants [ROOM...]``: which changes of the code do the tests of its room notice?

Everything happens in copies under ``var/mutants``: however it ends, no source of ours is changed. What was tried
already counts again as long as neither code nor tests change, so that an interrupted run goes on where it was.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.mutants.rooms import Room, rooms
from tests.mutants.undecorated import undecorated

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "var" / "mutants"
#: What tests read beside the code.
COPIED = ("hemicycle", "tests", "bench", "docs", "pyproject.toml", "README.md", "Makefile")
#: Exit codes that mutmut keeps: a test failed, collecting failed, or the time was up.
KILLED = frozenset({1, 3, 24, -24, 36, 152, 255})
BY_TIME = KILLED - {1, 3}
CONFIGURATION = """

[tool.mutmut]
source_paths = ["hemicycle"]
only_mutate = {changed}
also_copy = {copied}
pytest_add_cli_args = [
  "--no-migrations", "-p", "no:cacheprovider", "-o", "faulthandler_timeout=0", "-m",
  "not source and not crowd and not migrations",
]
pytest_add_cli_args_test_selection = {tests}
use_git_change_detection = false
timeout_multiplier = 4
timeout_constant = 15
"""


@dataclass(frozen=True)
class Score:
    """How many mutants of a room were tried, how many of them the tests noticed, and which they did not."""

    room: Room
    made: int
    tried: int
    by_time: int
    survivors: tuple[str, ...]

    @property
    def percent(self) -> float:
        """Killed mutants of a hundred that were tried."""
        return 100 * (self.tried - len(self.survivors)) / self.tried if self.tried else 0

    @property
    def enough(self) -> bool:
        """Whether the tests of the room notice as much as they have to."""
        return self.percent >= self.room.least


def copy(room: Room) -> Path:
    """A copy of what is under test, the one of the last run where nothing has changed since."""
    place = PLACE / room.name
    mark = fingerprint(room)
    kept = place / "fingerprint"
    if kept.exists() and kept.read_text(encoding="ascii") == mark:
        return place
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, place / name)
    for name in room.changed:
        file = place / name
        file.write_text(undecorated(file.read_text(encoding="utf-8")), encoding="utf-8")
    with (place / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write(
            CONFIGURATION.format(
                changed=json.dumps(room.changed), copied=json.dumps(COPIED[1:]), tests=json.dumps(room.tests)
            )
        )
    kept.write_text(mark, encoding="ascii")
    return place


def fingerprint(room: Room) -> str:
    """Changes with the code, with the tests, and with this program."""
    digest = hashlib.sha256(repr(room).encode())
    for folder in (ROOT / "hemicycle", ROOT / "tests"):
        for file in sorted(folder.rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def names(place: Path, *wanted: str) -> dict[str, str]:
    """Every mutant of a copy with its file; or what each of ``wanted`` changes."""
    command = [sys.executable, "-m", "tests.mutants.names", *wanted]
    found: dict[str, str] = json.loads(subprocess.run(command, cwd=place, check=True, stdout=subprocess.PIPE).stdout)
    return found


def results(place: Path, files: set[str]) -> dict[str, int | None]:
    """The exit code of each mutant that was tried; ``None`` of one that was not."""
    found: dict[str, int | None] = {}
    for file in files:
        kept = place / "mutants" / f"{file}.meta"
        if kept.exists():
            found |= json.loads(kept.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def run(room: Room, *, sample: int | None, seed: int) -> Score:
    """Try the mutants of a room, or so many of them, that were not tried before."""
    place = copy(room)
    made = names(place)
    chosen = sorted(made)
    if sample is not None and sample < len(chosen):
        chosen = random.Random(seed).sample(chosen, sample)  # noqa: S311 - repeatable is the point
    files = set(made.values())
    before = results(place, files)
    left = [name for name in chosen if before.get(name) is None]
    if left:
        mutmut = [sys.executable, "-c", "from mutmut.__main__ import cli; cli()", "run", "--max-children", "1"]
        with (place / "log").open("w", encoding="utf-8") as log:
            ended = subprocess.run([*mutmut, *left], cwd=place, check=False, stdout=log, stderr=log, env=_environment())
        if ended.returncode:
            raise SystemExit(f"mutmut failed on {room.name}: see {place / 'log'}")
    after = results(place, files)
    tried = {name: code for name in chosen if (code := after.get(name)) is not None}
    survivors = sorted(name for name, code in tried.items() if code not in KILLED)
    by_time = sum(code in BY_TIME for code in tried.values())
    changes = names(place, *survivors).values() if survivors else []
    (place / "survivors.diff").write_text("\n\n".join(changes) + "\n", encoding="utf-8")
    return Score(room, len(made), len(tried), by_time, tuple(survivors))


def _environment() -> dict[str, str]:
    """With the tests' databases in memory, where there is such a folder: each mutant has a new one."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of temporary folders
    own = {"HYPOTHESIS_PROFILE": "mutants", "PYTHONUNBUFFERED": "1"}
    return os.environ | own | ({"TMPDIR": str(memory)} if memory.is_dir() else {})


def told(score: Score) -> str:
    """One line: killed, all, and whether that is enough."""
    killed = score.tried - len(score.survivors)
    whole = f"{score.tried}" if score.tried == score.made else f"{score.tried} of {score.made}"
    judged = "" if score.enough else "  TOO FEW"
    by_time = f", {score.by_time} by time" if score.by_time else ""
    least = f"at least {score.room.least} %"
    return f"{score.room.name:16} {killed} / {whole}{by_time}  {score.percent:.1f} % ({least}){judged}"


def main() -> int:
    """Print a line for each room; fails where the tests notice too little."""
    known = {room.name: room for room in rooms(ROOT)}
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__.splitlines()[0])
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"of {', '.join(known)}; all where none is named")
    parser.add_argument("--sample", type=int, help="so many mutants of each room, drawn at random")
    parser.add_argument("--seed", type=int, default=1, help="draws the same ones again")
    parser.add_argument("--jobs", type=int, default=1, help="so many rooms at a time")
    asked = parser.parse_args()
    unknown = set(asked.rooms) - set(known)
    if unknown:
        parser.error(f"no room with acts is called {', '.join(sorted(unknown))}")
    chosen = [known[name] for name in asked.rooms or known]
    with ThreadPoolExecutor(asked.jobs) as pool:
        scores = list(pool.map(partial(run, sample=asked.sample, seed=asked.seed), chosen))
    for score in scores:
        print(told(score))  # noqa: T201 - what the command is for
        if score.survivors:
            print(f"  what was not noticed: {PLACE / score.room.name / 'survivors.diff'}")  # noqa: T201
    return 0 if all(score.enough for score in scores) else 1


if __name__ == "__main__":
    sys.exit(main())
