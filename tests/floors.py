"""How much of each room the tests run, and that it never gets less: ``python -m tests.floors COVERAGE.json``.

A share counts lines and branches alike, as coverage.py does. ``tests/floors.toml`` holds the share below which no room
may fall; ``--raise`` writes there what was measured, where it is more. It never lowers one.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.toml")
#: What every room is to reach, in per cent.
AIM = 90.0
#: What threads and processes do in time may differ from run to run by so much, in per cent.
PLAY = 0.3


@dataclass
class Share:
    """What there is to run of a room, and what was: lines and branches."""

    there: int = 0
    run: int = 0

    def __str__(self) -> str:
        return f"{self.percent:.1f} %"

    @property
    def percent(self) -> float:
        """Of a hundred."""
        return 100 * self.run / self.there if self.there else 100.0

    def add(self, summary: dict[str, Any]) -> None:
        """Add a file, as coverage.py's JSON sums it up."""
        self.there += summary["num_statements"] + summary["num_branches"]
        self.run += summary["covered_lines"] + summary["covered_branches"]


def rooms(report: dict[str, Any]) -> dict[str, Share]:
    """The share of each room of ``hemicycle/``, from coverage.py's JSON."""
    found: dict[str, Share] = defaultdict(Share)
    for name, file in report["files"].items():
        package, room, *rest = Path(name).parts
        if package == "hemicycle" and rest:
            found[room].add(file["summary"])
    return dict(sorted(found.items()))


def complaints(measured: dict[str, Share], floors: dict[str, float]) -> list[str]:
    """A sentence for each room that fell, that has no floor yet, or that is gone and has one."""
    said = []
    for room, share in measured.items():
        if room not in floors:
            said.append(f"{room} has no floor: run make floors, which writes one to tests/floors.toml")
        elif share.percent < floors[room]:
            said.append(f"{room} fell to {share}, below {floors[room]} %: test what was added, see var/coverage/html")
    said += [f"{room} is no room: take it out of tests/floors.toml" for room in floors if room not in measured]
    return said


def raised(measured: dict[str, Share], floors: dict[str, float]) -> dict[str, float]:
    """The floors after a measurement: higher where there is more, lower nowhere, none for what is gone."""
    reached = {room: int((share.percent - PLAY) * 10) / 10 for room, share in measured.items()}
    return {room: max(percent, floors.get(room, 0.0)) for room, percent in reached.items()}


def written(floors: dict[str, float]) -> str:
    """As ``tests/floors.toml`` has it."""
    head = (
        "# Per cent of each room's lines and branches that the tests run: make floors raises it, nothing lowers it.\n"
    )
    return head + "".join(f"{room} = {percent}\n" for room, percent in floors.items())


def main() -> int:
    """Print each room's share; fails where one fell."""
    asked, *options = sys.argv[1:]
    measured = rooms(json.loads(Path(asked).read_text()))
    floors: dict[str, float] = tomllib.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    if "--raise" in options:
        floors = raised(measured, floors)
        FLOORS.write_text(written(floors))
    for room, share in measured.items():
        note = "" if share.percent >= AIM else f"  below {AIM:.0f} %"
        print(f"{room:15}{share!s:>8}  floor {floors.get(room, 0.0):.1f} %{note}")  # noqa: T201 - what the command is for
    said = complaints(measured, floors)
    for sentence in said:
        print(sentence)  # noqa: T201
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
