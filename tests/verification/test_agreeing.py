"""An export as it was written agrees in everything that is recomputed from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.verification.report import Trusted, of_file

if TYPE_CHECKING:
    from pathlib import Path


def test_everything_that_happened_is_recomputed_and_agrees(file: Path) -> None:
    report = of_file(file, Trusted(), lambda _what: None)
    assert report.first == ""
    agreed = {check.name: check.agreed for check in report.checks}
    assert not any(check.passed for check in report.checks)
    assert agreed["Versions of replies"] == 4
    assert agreed["Replies with their lateness"] == 3
    assert agreed["Places in the queue"] == 3
    assert agreed["Published agendas"] == 1
    assert agreed["Declared results"] == 1
    assert agreed["Positions on record"] == 2
    assert agreed["Ends of items"] == 2
    assert agreed["Signed heads of the journal"] >= 2
