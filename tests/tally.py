"""Adds up the reports of several test runs: ``python -m tests.tally REPORT...``."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

OUTCOMES = {"failure": "failed", "error": "failed", "skipped": "skipped"}


def count(report: Path) -> Counter[str]:
    """Outcomes of a JUnit report: passed, failed, skipped."""
    outcomes: Counter[str] = Counter()
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - our own report
        told = {OUTCOMES[part.tag] for part in case if part.tag in OUTCOMES}
        outcomes["failed" if "failed" in told else next(iter(told), "passed")] += 1
    return outcomes


def worded(outcomes: Counter[str]) -> str:
    """In a line: "12 passed, 1 failed"."""
    return (
        ", ".join(f"{outcomes[word]} {word}" for word in ("passed", "failed", "skipped") if outcomes[word]) or "nothing"
    )


def main() -> int:
    """Print a line for each report and one for all; fails unless everything that ran passed."""
    counts = {Path(name).stem: count(Path(name)) for name in sys.argv[1:]}
    for name, outcomes in counts.items():
        print(f"{name}: {worded(outcomes)}")  # noqa: T201 - what the command is for
    total = sum(counts.values(), Counter[str]())
    print(worded(total))  # noqa: T201
    return 0 if total["passed"] and not total["failed"] else 1


if __name__ == "__main__":
    sys.exit(main())
