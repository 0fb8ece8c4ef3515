"""The messages of CPython's own tests of e-mail: what is read of each, which its parser may read otherwise some day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hemicycle.arrivals import message

if TYPE_CHECKING:
    from hemicycle.arrivals.message import Read

FOLDER = Path(__file__).parent / "cpython"
NAMES = sorted(path.name for path in FOLDER.glob("*.eml"))
#: By the name of its file: ``{sender, subject, text, files, marks}``, the text by its first and last line.
EXPECTED = json.loads((FOLDER / "read.json").read_text(encoding="utf-8"))


def summary(found: Read) -> dict[str, object]:
    lines = found.text.split("\n")
    return {
        "sender": found.sender,
        "subject": found.subject,
        "text": [lines[0], lines[-1]],
        "files": [[file.name, file.size] for file in found.files],
        "marks": dict(sorted(found.marks.items())),
    }


def test_every_one_is_here() -> None:
    assert len(NAMES) == 48
    assert sorted(EXPECTED) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_it_is_read(name: str) -> None:
    with (FOLDER / name).open("rb") as file:
        assert summary(message.read(file)) == EXPECTED[name]
