"""Adds up the reports of several test runs: ``python -m tests.tally REPORT...``."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

OUTCOMES = {"failure": "failed", "error": "failed", "skipped": "skipped"}
#: How many of the slowest tests are named.
SLOWEST = 20


@dataclass(frozen=True)
class Case:
    """One test of a JUnit report.

    Attributes:
        outcome: passed, failed or skipped.
        seconds: What it took, with what was set up and taken down for it.
    """

    name: str
    outcome: str
    seconds: float


def cases(report: Path) -> list[Case]:
    """The tests of a JUnit report."""
    found = []
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - our own report
        told = {OUTCOMES[part.tag] for part in case if part.tag in OUTCOMES}
        outcome = "failed" if "failed" in told else next(iter(told), "passed")
        name = f"{case.get('classname', '')} {case.get('name', '')}"
        found.append(Case(name, outcome, float(case.get("time", 0))))
    return found


def seconds(report: Path) -> float:
    """What the whole run took."""
    root = ET.parse(report).getroot()  # noqa: S314 - our own report
    suites = [root] if "time" in root.attrib else list(root.iter("testsuite"))
    return sum(float(suite.get("time", 0)) for suite in suites)


def worded(outcomes: Counter[str]) -> str:
    """In a line: "12 passed, 1 failed"."""
    return (
        ", ".join(f"{outcomes[word]} {word}" for word in ("passed", "failed", "skipped") if outcomes[word]) or "nothing"
    )


def main() -> int:
    """Print the slowest tests, a line for each report and one for all; fails unless everything that ran passed."""
    reports = {Path(name).stem: cases(Path(name)) for name in sys.argv[1:]}
    took = {Path(name).stem: seconds(Path(name)) for name in sys.argv[1:]}
    every = [(case.seconds, run, case.name) for run, ran in reports.items() for case in ran]
    print(f"The slowest {SLOWEST} tests:")  # noqa: T201 - what the command is for
    for slow, run, name in sorted(every, reverse=True)[:SLOWEST]:
        print(f"{slow:7.2f} s  {run}: {name}")  # noqa: T201
    counts = {run: Counter(case.outcome for case in ran) for run, ran in reports.items()}
    for run, outcomes in counts.items():
        print(f"{run}: {worded(outcomes)} in {took[run]:.0f} s")  # noqa: T201
    total = sum(counts.values(), Counter[str]())
    print(worded(total))  # noqa: T201
    return 0 if total["passed"] and not total["failed"] else 1


if __name__ == "__main__":
    sys.exit(main())
