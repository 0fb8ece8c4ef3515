"""What changed in a text is marked word by word, and what is not deleted is the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemicycle.outcome.wording_changes import PARAGRAPH, compare, unchanged

words = st.lists(
    st.sampled_from(["take", "note", "of", "the", "报", "告", "session", "2021", "—", "l’État"]), max_size=8
)
texts = st.lists(words.map(" ".join).filter(bool), max_size=4).map(PARAGRAPH.join)


def marked(before: str, after: str) -> list[str]:
    mark = {"same": "", "inserted": "+", "deleted": "-"}
    return ["".join(f"{mark[p.kind]}{p.text}{mark[p.kind]}" for p in pieces) for pieces in compare(before, after)]


def joined(before: str, after: str, without: str) -> str:
    kept = ["".join(piece.text for piece in pieces if piece.kind != without) for pieces in compare(before, after)]
    return PARAGRAPH.join(paragraph for paragraph in kept if paragraph)


@given(before=texts, after=texts)
def test_without_deletions_it_is_the_text_and_without_insertions_the_one_before(before: str, after: str) -> None:
    assert joined(before, after, "deleted") == after
    assert joined(before, after, "inserted") == before


@given(text=texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert compare(text, text) == unchanged(text)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Invites a report in 2022.", "Invites a report in 2021.", ["Invites a report in -2022-+2021+."]),
        ("请秘书长提交报告。", "请主席提交报告。", ["请-秘书长-+主席+提交报告。"]),
        ("One.", "One.\n\nTwo.", ["One.", "+Two.+"]),
        ("One.\n\nTwo.", "Two.", ["-One.-", "Two."]),
        ("Wholly other words here.", "不同的段落", ["+不同的段落+", "-Wholly other words here.-"]),
        ("l’État membre", "l’État partie", ["l’État -membre-+partie+"]),
    ],
)
def test_words_are_marked_and_not_letters(before: str, after: str, expected: list[str]) -> None:
    assert marked(before, after) == expected
