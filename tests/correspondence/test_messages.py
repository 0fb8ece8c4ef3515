"""Nobody is refused without words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import hemicycle
from hemicycle.correspondence.messages import STANDINGS, WORDINGS
from hemicycle.mail.messages import WORDINGS as OF_MAIL
from hemicycle.people.messages import WORDINGS as OF_PEOPLE

ROOT = Path(hemicycle.__file__).parent
CODE = re.compile(r'(?:Reason\(|refuse\()\s*\d+,\s*"(\w+)"')


def codes(*paths: Path) -> set[str]:
    return {code for path in paths for code in CODE.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.source
def test_every_refusal_about_letters_and_replies_is_worded() -> None:
    acts = codes(*(ROOT / "correspondence").rglob("*.py"))
    rules = codes(*(ROOT / "rules" / f"{name}.py" for name in ("deadlines", "replies", "reminders", "versions")))
    assert acts
    assert acts | rules <= set(WORDINGS) | set(OF_MAIL) | set(OF_PEOPLE) | set(STANDINGS)
