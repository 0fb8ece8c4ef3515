"""Bars beside numbers, and that nothing on a page needs a style attribute, which the policy refuses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hemicycle.web.toolkit.bars import Part, length_of, stacked

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "hemicycle" / "web" / "templates"
ROOM = ROOT / "frontend" / "src"


def test_the_parts_of_a_bar_follow_each_other_and_none_is_too_short_to_be_seen() -> None:
    assert stacked([("counted", 150), ("late", 0), ("conflict", 1)], 400) == [
        Part("counted", "0.00%", "37.50%"),
        Part("conflict", "37.50%", "1.50%"),
    ]


def test_a_bar_of_nothing_has_no_length() -> None:
    assert stacked([("counted", 0)], 0) == []
    assert length_of(0, 0) == "0.00%"
    assert length_of(1, 8) == "12.50%"


@pytest.mark.source
def test_no_template_of_a_page_has_a_style_attribute() -> None:
    """Papers for print do (``documents``): the policy is none of theirs. Svelte's ``style:`` is no attribute."""
    templates = [file for file in PAGES.rglob("*.html") if "documents" not in file.parts]
    views = [*ROOM.rglob("*.svelte")]
    assert len(templates) > 100
    assert len(views) > 50
    assert [str(file) for file in (*templates, *views) if re.search(r"\sstyle=", file.read_text())] == []
